"""A LoRA adapter apart from how it is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .architectures import Header
from .errors import AdapterMismatch

Matrix = NDArray[np.float32]

projections: Mapping[str, str] = {
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}
"""The matrices of a layer that can be adapted: PyTorch's name and GGUF's."""


@dataclass(frozen=True)
class Pair:
    """What is added to a weight is `b @ a * alpha / rank`."""

    a: Matrix
    """Rank rows, a column for each input."""
    b: Matrix
    """A row for each output, rank columns."""

    @property
    def rank(self) -> int:
        return len(self.a)


@dataclass(frozen=True)
class Adapter:
    alpha: float
    pairs: Mapping[str, Pair]
    """By the module's name in the model, such as `model.layers.0.self_attn.q_proj`."""


def require_fit(adapter: Adapter, header: Header, path: Path) -> None:
    """
    Args:
        path: of the adapter, to be named.

    Raises:
        AdapterMismatch: the adapter does not fit the model's matrices, or is broken in itself.
    """
    for module, pair in adapter.pairs.items():
        name = gguf_name(module)
        info = header.tensors.get(f"{name}.weight") if name else None
        if info is None:
            raise AdapterMismatch(
                f"The adapter {path} changes {module}, which the base model does not have or GGUF "
                "can't hold. Choose the model that it was made for."
            )
        rows, columns = info.shape
        if pair.b.shape != (rows, pair.rank) or pair.a.shape != (pair.rank, columns):
            raise AdapterMismatch(
                f"The adapter {path} was made for another model: its matrices for {module} are "
                f"{pair.b.shape} and {pair.a.shape}, the model's weight is {info.shape}."
            )


def in_order(pairs: Mapping[str, Pair]) -> dict[str, Pair]:
    """By layer, then as in `projections`: so the same adapter is always written the same."""
    order = list(projections)

    def place(module: str) -> tuple[int, int]:
        _, _, layer, projection = module.split(".", 3)
        return int(layer), order.index(projection)

    return {module: pairs[module] for module in sorted(pairs, key=place)}


def gguf_name(module: str) -> str | None:
    """`blk.0.attn_q` for `model.layers.0.self_attn.q_proj`; None where GGUF can't hold an adapter."""
    match module.split(".", 3):
        case ["model", "layers", layer, projection] if layer.isdecimal() and (
            projection in projections
        ):
            return f"blk.{layer}.{projections[projection]}"
    return None


def module_name(name: str) -> str | None:
    """The inverse of `gguf_name`."""
    match name.split("."):
        case ["blk", layer, tensor] if layer.isdecimal():
            for projection, known in projections.items():
                if known == tensor:
                    return f"model.layers.{layer}.{projection}"
    return None
