"""What the architectures that can be trained are called, and how llama.cpp lays out their weights.

Each entry was compared with the engine to float noise. The names of tensors are those of the gguf
package; everything that a file leaves to llama.cpp's code stands here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from gguf import MODEL_ARCH
from numpy.typing import NDArray
from transformers import AutoConfig, PretrainedConfig

from .gguf_file import GgufFile

Array = NDArray[np.float32]


class Header:
    """A model's shape, by the names of its architecture's own section of the metadata."""

    def __init__(self, file: GgufFile) -> None:
        self.architecture = str(file.metadata["general.architecture"])
        self.tensors = file.tensors
        self._metadata = file.metadata

    def number(self, key: str, default: float | None = None) -> float:
        """
        Raises:
            ValueError: the file does not have the key, or not as a number.
        """
        name = f"{self.architecture}.{key}"
        value = self._metadata.get(name, default)
        if not isinstance(value, (int, float)):
            raise ValueError(f"{name} is not a number")
        return value

    def integer(self, key: str, default: int | None = None) -> int:
        """As `number`."""
        return int(self.number(key, default))

    @property
    def heads(self) -> int:
        return self.integer("attention.head_count")

    @property
    def key_heads(self) -> int:
        return self.integer("attention.head_count_kv", self.heads)

    @property
    def head_size(self) -> int:
        return self.integer("attention.key_length", self.integer("embedding_length") // self.heads)

    @property
    def rope(self) -> dict[str, Any]:
        """Rotary positions; the factors of Llama 3 are a tensor of the file and come in later.

        Raises:
            ValueError: the positions are scaled in a way that is not known.
        """
        kind = self._metadata.get(f"{self.architecture}.rope.scaling.type", "none")
        base = {"rope_theta": self.number("rope.freq_base", 10_000.0)}
        if kind == "none":
            return {"rope_type": "default", **base}
        if kind == "linear":
            factor = self.number("rope.scaling.factor")
            return {"rope_type": "linear", "factor": factor, **base}
        raise ValueError(f"its positions are scaled by {kind}")


@dataclass(frozen=True)
class Architecture:
    """One value of `general.architecture`."""

    gguf: MODEL_ARCH
    model_type: str
    """What transformers calls it."""
    settings: Callable[[Header], dict[str, Any]] = lambda header: {}
    """What the configuration holds besides that of `configuration`."""
    interleaved_rope: bool = False
    """The rows of q and k stand in pairs as RoPE rotates them, not in halves as in transformers."""
    norms_plus_one: bool = False
    """Norm weights are stored as the factor; transformers adds 1 to its own."""


def _gemma3(header: Header) -> dict[str, Any]:
    # llama.cpp too knows the 27B by its number of layers alone.
    largest = header.integer("block_count") == 62
    scale = header.integer("embedding_length") // header.heads if largest else header.head_size
    return {
        "query_pre_attn_scalar": scale,
        "sliding_window": header.integer("attention.sliding_window"),
        "rope_parameters": {
            "full_attention": header.rope,
            "sliding_attention": {"rope_type": "default", "rope_theta": 10_000.0},
        },
    }


architectures: Mapping[str, Architecture] = {
    "llama": Architecture(MODEL_ARCH.LLAMA, "llama", interleaved_rope=True),
    "qwen2": Architecture(MODEL_ARCH.QWEN2, "qwen2"),
    "qwen3": Architecture(MODEL_ARCH.QWEN3, "qwen3"),
    "gemma3": Architecture(MODEL_ARCH.GEMMA3, "gemma3_text", _gemma3, norms_plus_one=True),
}


def configuration(header: Header, architecture: Architecture) -> PretrainedConfig:
    """The configuration of the file's model; all of its shape comes from the file.

    Raises:
        ValueError: the file leaves out what it must say, or says something that is not known.
    """
    settings: dict[str, Any] = {
        "vocab_size": header.tensors["token_embd.weight"].shape[0],
        "hidden_size": header.integer("embedding_length"),
        "intermediate_size": header.integer("feed_forward_length"),
        "num_hidden_layers": header.integer("block_count"),
        "num_attention_heads": header.heads,
        "num_key_value_heads": header.key_heads,
        "head_dim": header.head_size,
        "max_position_embeddings": header.integer("context_length"),
        "rms_norm_eps": header.number("attention.layer_norm_rms_epsilon"),
        "rope_parameters": header.rope,
        "tie_word_embeddings": "output.weight" not in header.tensors,
    }
    settings |= architecture.settings(header)
    return AutoConfig.for_model(architecture.model_type, **settings)


def to_halves(rows: Array, heads: int) -> Array:
    """The rows of q or k from RoPE's pairs (llama.cpp) to halves (transformers)."""
    pairs = rows.reshape(heads, -1, 2, *rows.shape[1:])
    return pairs.swapaxes(1, 2).reshape(rows.shape)


def to_pairs(rows: Array, heads: int) -> Array:
    """The inverse of `to_halves`."""
    halves = rows.reshape(heads, 2, -1, *rows.shape[1:])
    return halves.swapaxes(1, 2).reshape(rows.shape)
