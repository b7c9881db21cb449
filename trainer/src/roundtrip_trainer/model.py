"""The model that the engine runs, as a PyTorch module: its own GGUF file, dequantized.

Not by `from_pretrained(gguf_file=...)` of transformers: that takes 44 s of processor time for a
model of 0.5B where this takes 6 s, drops Llama 3's RoPE factors without a word, and fills in a
constant where a file gives a size of heads. The weights are the same to the bit (a test says so).
"""

import re
from pathlib import Path

import numpy as np
import torch
from accelerate import init_empty_weights
from gguf import get_tensor_name_map
from torch import Tensor
from transformers import AutoModelForCausalLM, PreTrainedModel

from .architectures import Architecture, Header, architectures, configuration, to_halves
from .errors import ModelUnsupported
from .gguf_file import GgufFile, GgufUnreadable

_rope_factors = "rope_freqs.weight"


def load_model(path: Path, dtype: torch.dtype) -> PreTrainedModel:
    """The model on the CPU, in evaluation mode, with no gradient wanted.

    Args:
        dtype: of all weights, `torch.float32` or `torch.bfloat16`.

    Raises:
        ModelUnsupported: the file can't be read, or not be trained on.
    """
    file, header, architecture = open_model(path)
    try:
        config = configuration(header, architecture)
    except ValueError as error:
        raise _unsupported(path, header, f"its header is not understood: {error}") from error
    config.name_or_path = path.name
    with init_empty_weights():  # the buffers of RoPE are computed, not read
        model: PreTrainedModel = AutoModelForCausalLM.from_config(config, dtype=dtype)
    names = _tensor_names(model, architecture, config.num_hidden_layers)
    unknown = file.tensors.keys() - names.values() - {_rope_factors}
    missing = names.values() - file.tensors.keys()
    if unknown or missing:
        odd = min(unknown or missing)
        raise _unsupported(path, header, f"the tensor {odd} is {'new' if unknown else 'missing'}")
    for parameter, name in names.items():
        weight = _weight(file, name, header, architecture)
        module_name, _, leaf = parameter.rpartition(".")
        module = model.get_submodule(module_name)
        if getattr(module, leaf).shape != weight.shape:
            raise _unsupported(path, header, f"the shape of {name} is not as expected")
        setattr(module, leaf, torch.nn.Parameter(weight.to(dtype), requires_grad=False))
    model.tie_weights()
    if _rope_factors in file.tensors:
        _divide_frequencies(model, torch.from_numpy(file.read(_rope_factors)))
    return model.eval()


def vocabulary_size(path: Path) -> int:
    """How many token ids the model knows: valid ids are below it.

    Raises:
        ModelUnsupported: as `load_model`.
    """
    _, header, _ = open_model(path)
    return header.tensors["token_embd.weight"].shape[0]


def open_model(path: Path) -> tuple[GgufFile, Header, Architecture]:
    """
    Raises:
        ModelUnsupported: the file can't be read, or its architecture is not known.
    """
    try:
        file = GgufFile(path)
    except GgufUnreadable as error:
        raise ModelUnsupported(f"The model {path} {error}. Pull the model again.") from error
    if "general.architecture" not in file.metadata or "token_embd.weight" not in file.tensors:
        raise ModelUnsupported(
            f"{path} is no language model. Choose the model that wrote the docs."
        )
    if file.metadata.get("split.count", 1) != 1:
        raise ModelUnsupported(
            f"The model {path} is split into several files, which can't be trained on. Merge them "
            "with llama.cpp's gguf-split first."
        )
    header = Header(file)
    architecture = architectures.get(header.architecture)
    if architecture is None:
        known = ", ".join(architectures)
        raise _unsupported(path, header, f"those that can be trained are {known}")
    return file, header, architecture


def _tensor_names(
    model: PreTrainedModel, architecture: Architecture, layers: int
) -> dict[str, str]:
    """From the name of each of the model's parameters to that of its tensor in the file."""
    known = get_tensor_name_map(architecture.gguf, layers)
    tied = model.config.tie_word_embeddings
    return {
        parameter: known.get_name(parameter, (".weight", ".bias")) or parameter
        for parameter, _ in model.named_parameters(remove_duplicate=False)
        if not (tied and parameter == "lm_head.weight")
    }


def _weight(file: GgufFile, name: str, header: Header, architecture: Architecture) -> Tensor:
    values = file.read(name)
    if architecture.interleaved_rope:
        if re.search(r"\.attn_q\.", name):
            values = to_halves(values, header.heads)
        if re.search(r"\.attn_k\.", name):
            values = to_halves(values, header.key_heads)
    if architecture.norms_plus_one and name.endswith("_norm.weight"):
        values = values - np.float32(1)
    return torch.from_numpy(np.ascontiguousarray(values))


def _divide_frequencies(model: PreTrainedModel, factors: Tensor) -> None:
    """Llama 3 stretches each of RoPE's wave lengths by a factor of its own."""
    rotary = model.get_submodule("model.rotary_emb")
    frequencies = rotary.get_buffer("inv_freq") / factors
    rotary.register_buffer("inv_freq", frequencies, persistent=False)
    rotary.register_buffer("original_inv_freq", frequencies.clone(), persistent=False)


def _unsupported(path: Path, header: Header, reason: str) -> ModelUnsupported:
    return ModelUnsupported(
        f"The model {path} can't be trained on: its architecture is {header.architecture}, and "
        f"{reason}. Choose another model."
    )
