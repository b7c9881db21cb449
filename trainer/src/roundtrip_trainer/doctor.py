"""What the trainer would run with."""

import os
import platform
from importlib.metadata import version

import torch

_packages = ("torch", "transformers", "peft", "gguf")


def facts() -> dict[str, object]:
    """Versions, the device that trains, and its memory in bytes."""
    device = best_device()
    return {
        "python": platform.python_version(),
        **{name: version(name) for name in _packages},
        "device": device.type,
        "deviceName": _name(device),
        "memoryBytes": _memory(device),
        "threads": torch.get_num_threads(),
    }


def best_device() -> torch.device:
    """The graphics processor that torch finds (CUDA also stands for ROCm), else the CPU."""
    if torch.cuda.is_available():
        return torch.device("cuda")
    if torch.backends.mps.is_available():
        return torch.device("mps")
    return torch.device("cpu")


def _name(device: torch.device) -> str | None:
    return torch.cuda.get_device_name(device) if device.type == "cuda" else None


def _memory(device: torch.device) -> int | None:
    if device.type == "cuda":
        return torch.cuda.get_device_properties(device).total_memory
    if hasattr(os, "sysconf"):
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return None
