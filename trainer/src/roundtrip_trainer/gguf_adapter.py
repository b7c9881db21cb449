"""LoRA adapters as GGUF files, as llama.cpp loads them."""

from pathlib import Path

import numpy as np
from gguf import GGUFWriter
from peft import PeftModel

from .adapter import Adapter, Pair, gguf_name, in_order, module_name, require_fit
from .architectures import Architecture, Header, to_halves, to_pairs
from .errors import AdapterMismatch
from .gguf_file import GgufFile, GgufUnreadable
from .model import open_model
from .peft_adapter import adapter_of
from .whole import whole_file


def write_adapter(model: PeftModel, base: Path, target: Path) -> None:
    """Writes the model's adapter for `base`, whole or not at all.

    Raises:
        TrainerError: `adapter-mismatch` (GGUF can't hold it, or another base), `disk-full`.
    """
    write_gguf(adapter_of(model), base, target)


def write_gguf(adapter: Adapter, base: Path, target: Path) -> None:
    """As `write_adapter`."""
    _, header, architecture = open_model(base)
    require_fit(adapter, header, target)
    with whole_file(target) as draft:
        writer = GGUFWriter(draft, header.architecture)
        try:
            writer.add_type("adapter")
            writer.add_string("adapter.type", "lora")
            writer.add_float32("adapter.lora.alpha", adapter.alpha)
            for module, pair in in_order(adapter.pairs).items():
                name = f"{gguf_name(module)}.weight"
                heads = _rotated_heads(name, header, architecture)
                b = to_pairs(pair.b, heads) if heads else pair.b
                writer.add_tensor(f"{name}.lora_a", np.ascontiguousarray(pair.a))
                writer.add_tensor(f"{name}.lora_b", np.ascontiguousarray(b))
            writer.write_header_to_file()
            writer.write_kv_data_to_file()
            writer.write_tensors_to_file()
        finally:
            writer.close()


def read_gguf(path: Path, base: Path) -> Adapter:
    """
    Raises:
        AdapterMismatch: the file is no LoRA, damaged, or for another base model.
        ModelUnsupported: the base model can't be read.
    """
    _, header, architecture = open_model(base)
    try:
        file = GgufFile(path)
    except GgufUnreadable as error:
        raise AdapterMismatch(f"The adapter {path} {error}.") from error
    kind = [file.metadata.get(key) for key in ("general.type", "adapter.type")]
    if kind != ["adapter", "lora"]:
        raise AdapterMismatch(f"{path} is no LoRA adapter. Choose one in GGUF format.")
    if file.metadata.get("general.architecture") != header.architecture:
        raise AdapterMismatch(
            f"The adapter {path} is for {file.metadata.get('general.architecture')}, but {base} is a "
            f"{header.architecture} model. Choose the model that it was made for."
        )
    adapter = Adapter(_alpha(file, path), _pairs(file, path, header, architecture))
    require_fit(adapter, header, path)
    return adapter


def _alpha(file: GgufFile, path: Path) -> float:
    alpha = file.metadata.get("adapter.lora.alpha")
    if not isinstance(alpha, float):
        raise AdapterMismatch(f"The adapter {path} is damaged: its alpha is missing.")
    return alpha


def _pairs(
    file: GgufFile, path: Path, header: Header, architecture: Architecture
) -> dict[str, Pair]:
    pairs = {}
    for weight in {name.rpartition(".")[0] for name in file.tensors}:
        module = module_name(weight.removesuffix(".weight"))
        if module is None or not {f"{weight}.lora_a", f"{weight}.lora_b"} <= file.tensors.keys():
            raise AdapterMismatch(
                f"The adapter {path} changes {weight}, which is not known here or incomplete. "
                "Choose one for the linear layers of attention and MLP alone."
            )
        a, b = (file.read(f"{weight}.{half}") for half in ("lora_a", "lora_b"))
        heads = _rotated_heads(weight, header, architecture)
        pairs[module] = Pair(a, to_halves(b, heads) if heads else b)
    if not pairs:
        raise AdapterMismatch(f"The adapter {path} is empty.")
    return pairs


def _rotated_heads(weight: str, header: Header, architecture: Architecture) -> int | None:
    """The number of heads where the rows stand in pairs as RoPE rotates them."""
    if not architecture.interleaved_rope:
        return None
    if weight.endswith(".attn_q.weight"):
        return header.heads
    if weight.endswith(".attn_k.weight"):
        return header.key_heads
    return None
