"""Reading GGUF files: metadata without the long vocabularies, and tensors one at a time."""

import mmap
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
from gguf import GGML_QUANT_SIZES, GGMLQuantizationType, GGUFValueType
from gguf.quants import dequantize
from numpy.typing import NDArray

Value = bool | int | float | str | list[int] | list[float]

_formats: Mapping[GGUFValueType, str] = {
    GGUFValueType.UINT8: "B",
    GGUFValueType.INT8: "b",
    GGUFValueType.UINT16: "H",
    GGUFValueType.INT16: "h",
    GGUFValueType.UINT32: "I",
    GGUFValueType.INT32: "i",
    GGUFValueType.FLOAT32: "f",
    GGUFValueType.BOOL: "?",
    GGUFValueType.UINT64: "Q",
    GGUFValueType.INT64: "q",
    GGUFValueType.FLOAT64: "d",
}
_versions = (2, 3)
_default_alignment = 32


class GgufUnreadable(Exception):
    """The message is the end of a sentence that begins with the file's path."""


@dataclass(frozen=True)
class TensorInfo:
    """`shape` is the rows first, as PyTorch has it; `start` counts from the file's start."""

    shape: tuple[int, ...]
    type: GGMLQuantizationType
    start: int
    size: int


class GgufFile:
    """A GGUF file's header, and its tensors as 32-bit floats.

    The reader of the gguf package makes an object of each token of the vocabulary, which takes
    11 s of processor time for Qwen's; this one skips arrays of strings (0.2 s).
    """

    def __init__(self, path: Path) -> None:
        """
        Raises:
            GgufUnreadable: the file is missing, no GGUF, of another version, or cut short.
        """
        self.metadata: dict[str, Value] = {}
        self.tensors: dict[str, TensorInfo] = {}
        try:
            with path.open("rb") as file:
                if file.read(4) != b"GGUF":
                    raise GgufUnreadable("is not a GGUF file")
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._position = 4
            self._read_header()
        except FileNotFoundError as error:
            raise GgufUnreadable("does not exist") from error
        except OSError as error:
            raise GgufUnreadable(f"can't be read ({error.strerror})") from error
        except (struct.error, UnicodeDecodeError, ValueError) as error:
            raise GgufUnreadable("is cut short or damaged") from error
        if any(info.start + info.size > len(self._data) for info in self.tensors.values()):
            raise GgufUnreadable("is cut short")

    def read(self, name: str) -> NDArray[np.float32]:
        """One tensor, dequantized: to the bit what llama.cpp's reference code gives."""
        info = self.tensors[name]
        data = np.frombuffer(self._data, np.uint8, info.size, info.start)
        values: NDArray[np.float32] = dequantize(data.reshape(*info.shape[:-1], -1), info.type)
        return np.array(values, np.float32)  # a copy: what is mapped can't be written to

    def _read_header(self) -> None:
        version, tensor_count, value_count = self._unpack("IQQ")
        if version not in _versions:
            raise GgufUnreadable(f"is of version {version} of the format; 2 and 3 are known")
        for _ in range(value_count):
            key = self._string()
            value = self._value(self._type())
            if value is not None:
                self.metadata[key] = value
        infos = [self._tensor_info() for _ in range(tensor_count)]
        alignment = self.metadata.get("general.alignment", _default_alignment)
        if not isinstance(alignment, int) or alignment < 1:
            raise GgufUnreadable("is damaged: its alignment is no positive number")
        start = -(-self._position // alignment) * alignment
        for name, shape, kind, offset in infos:
            block, block_bytes = GGML_QUANT_SIZES[kind]
            size = prod(shape) // block * block_bytes
            self.tensors[name] = TensorInfo(shape, kind, start + offset, size)

    def _tensor_info(self) -> tuple[str, tuple[int, ...], GGMLQuantizationType, int]:
        name = self._string()
        (dimensions,) = self._unpack("I")
        shape = tuple(reversed(self._unpack(f"{dimensions}Q")))
        kind, offset = self._unpack("IQ")
        return name, shape, GGMLQuantizationType(kind), offset

    def _type(self) -> GGUFValueType:
        (kind,) = self._unpack("I")
        return GGUFValueType(kind)

    def _value(self, kind: GGUFValueType) -> Value | None:
        """The value at the present place; None for an array of strings or of arrays."""
        if kind == GGUFValueType.STRING:
            return self._string()
        if kind != GGUFValueType.ARRAY:
            value: Value = self._unpack(_formats[kind])[0]
            return value
        element = self._type()
        (count,) = self._unpack("Q")
        if element in _formats:
            return list(self._unpack(f"{count}{_formats[element]}"))
        for _ in range(count):
            if element == GGUFValueType.STRING:
                self._skip_string()
            else:
                self._value(element)
        return None

    def _string(self) -> str:
        start = self._position + 8
        self._skip_string()
        return self._data[start : self._position].decode()

    def _skip_string(self) -> None:
        (length,) = self._unpack("Q")
        self._position += length
        if self._position > len(self._data):
            raise ValueError("a string ends behind the file's end")

    def _unpack(self, layout: str) -> tuple[Any, ...]:
        layout = f"<{layout}"
        values = struct.unpack_from(layout, self._data, self._position)
        self._position += struct.calcsize(layout)
        return values
