"""Writes a GGUF model anew with all its quantized matrices in Q8_0, whose CPU kernels are the fast ones.

    pip install gguf && python test/bench/samples/requantize.py IN.gguf OUT.gguf

Qwen2.5-Coder-0.5B in Q4_K_M is mostly Q5_0 (its width is no multiple of 256); as Q8_0 the same
weights decode 1.5 times and prefill 4 times as fast on two cores.
"""

import sys

from gguf import GGMLQuantizationType, GGUFReader, GGUFValueType, GGUFWriter, LlamaFileType
from gguf.quants import dequantize, quantize

KEPT = {GGMLQuantizationType.F32, GGMLQuantizationType.F16}
WRITTEN_BY_WRITER = {"general.architecture", "general.file_type"}

source, target = sys.argv[1:]
reader = GGUFReader(source)
architecture = reader.fields["general.architecture"].contents()
writer = GGUFWriter(target, architecture)
writer.add_file_type(LlamaFileType.MOSTLY_Q8_0)
for name, field in reader.fields.items():
    if name in WRITTEN_BY_WRITER or name.startswith("GGUF."):
        continue
    kind = field.types[0]
    element = field.types[-1] if kind == GGUFValueType.ARRAY else None
    writer.add_key_value(name, field.contents(), kind, element)
for tensor in reader.tensors:
    if tensor.tensor_type in KEPT:
        writer.add_tensor(tensor.name, tensor.data, raw_dtype=tensor.tensor_type)
        continue
    packed = quantize(dequantize(tensor.data, tensor.tensor_type), GGMLQuantizationType.Q8_0)
    writer.add_tensor(tensor.name, packed, raw_dtype=GGMLQuantizationType.Q8_0)
writer.write_header_to_file()
writer.write_kv_data_to_file()
writer.write_tensors_to_file()
writer.close()
