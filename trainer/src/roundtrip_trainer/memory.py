"""How many tokens of a model can be evaluated at a time, gradients included."""

import psutil  # type: ignore[import-untyped]  # a dependency of accelerate
import torch
from transformers import PreTrainedModel

MOST = 1024
"""Nodes of a micro-batch's trie: beyond it the square of the attention's mask costs more than the
shared prefixes save (on a CPU: 512, 1024 and 2048 took 1.18, 1 and 1.28 of the time)."""
FEWEST = 256
SHARE = 0.4
"""Of the free memory; the rest is for the optimizer, the logits, and other programs."""


def affordable_nodes(model: PreTrainedModel, device: torch.device) -> int:
    """By what a token leaves behind for the backward pass: per layer some 14 vectors of the model's
    width and 5 of the MLP's, and in 32 bits the inputs of the seven LoRA pairs. Measured on a model
    of 0.5B in 16 bits: 3.1 MB a token, where this says 2.8."""
    config = model.config.get_text_config()
    width, inner = config.hidden_size, config.intermediate_size
    kept = (14 * width + 5 * inner) * model.dtype.itemsize + (6 * width + inner) * 4
    affordable = SHARE * _free_bytes(device) / (kept * config.num_hidden_layers)
    return int(min(MOST, max(FEWEST, affordable)))


def _free_bytes(device: torch.device) -> int:
    if device.type == "cuda":
        return int(torch.cuda.mem_get_info(device)[0])
    return int(psutil.virtual_memory().available)
