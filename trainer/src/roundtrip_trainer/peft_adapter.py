"""LoRA adapters as PEFT keeps them: in a model, and as a folder.

Only what GGUF can hold as well goes in and out; everything else is refused before it is lost.
"""

import math
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import safetensors.torch
import torch
from peft import LoraConfig, PeftConfig, PeftModel
from peft.utils import get_peft_model_state_dict
from peft.utils.other import get_pattern_key
from safetensors import SafetensorError
from torch import Tensor

from .adapter import Adapter, Matrix, Pair, gguf_name, in_order, require_fit
from .errors import AdapterMismatch
from .model import open_model
from .whole import whole_folder

_weights = "adapter_model.safetensors"
_prefix = "base_model.model."

# Settings that say where the adapter is and how it was trained, or that are taken into account.
_harmless = {
    *("task_type", "peft_type", "auto_mapping", "peft_version", "base_model_name_or_path"),
    *("revision", "inference_mode", "r", "target_modules", "exclude_modules", "lora_alpha"),
    *("lora_dropout", "use_rslora", "init_lora_weights", "layers_to_transform", "layers_pattern"),
    *("rank_pattern", "alpha_pattern", "megatron_core", "qalora_group_size", "runtime_config"),
    *("eva_config", "ensure_weight_tying"),
}
# Other ways to begin change the base weights as well.
_plain_beginnings = (True, False, "gaussian", "eva", "orthogonal")


def save_peft(model: PeftModel, folder: Path) -> None:
    """Saves the model's active adapter as a PEFT folder, whole or not at all.

    Raises:
        TrainerError: `disk-full`.
    """
    name = model.active_adapter
    config = model.peft_config[name]
    if not isinstance(config, LoraConfig):
        raise TypeError("only LoRA adapters are trained here")
    _write(
        config,
        get_peft_model_state_dict(model, adapter_name=name, save_embedding_layers=False),
        folder,
    )


def write_peft(adapter: Adapter, base: Path, folder: Path) -> None:
    """Writes an adapter as a PEFT folder, from which training can go on; whole or not at all.

    Raises:
        TrainerError: `adapter-mismatch`, `disk-full`.
    """
    require_fit(adapter, open_model(base)[1], folder)
    pairs = in_order(adapter.pairs)
    ranks = [pair.rank for pair in pairs.values()]
    usual = max(set(ranks), key=ranks.count)
    others = {module: pair.rank for module, pair in pairs.items() if pair.rank != usual}
    config = LoraConfig(
        task_type="CAUSAL_LM",
        base_model_name_or_path=base.name,
        r=usual,
        lora_alpha=adapter.alpha,  # PEFT says int, and only divides it by the rank
        target_modules=list(pairs),
        rank_pattern=others,
    )
    state = {}
    for module, pair in pairs.items():
        state[f"{_prefix}{module}.lora_A.weight"] = torch.from_numpy(np.array(pair.a))
        state[f"{_prefix}{module}.lora_B.weight"] = torch.from_numpy(np.array(pair.b))
    _write(config, state, folder)


def read_peft(folder: Path) -> Adapter:
    """
    Raises:
        AdapterMismatch: the folder can't be read, or GGUF can't hold what is in it.
    """
    if not (folder / "adapter_config.json").is_file() or not (folder / _weights).is_file():
        raise AdapterMismatch(
            f"{folder} is no PEFT adapter: it must hold adapter_config.json and {_weights}."
        )
    try:
        config = PeftConfig.from_pretrained(str(folder))
        state = safetensors.torch.load_file(folder / _weights)
    except (OSError, ValueError, TypeError, KeyError, SafetensorError) as error:
        raise AdapterMismatch(f"The adapter {folder} is damaged ({error}).") from error
    return _adapter(config, state, str(folder))


def adapter_of(model: PeftModel) -> Adapter:
    """The model's active adapter.

    Raises:
        AdapterMismatch: GGUF can't hold it.
    """
    name = model.active_adapter
    state = get_peft_model_state_dict(model, adapter_name=name, save_embedding_layers=False)
    return _adapter(model.peft_config[name], state, "of this model")


def _adapter(config: PeftConfig, state: Mapping[str, Tensor], origin: str) -> Adapter:
    if not isinstance(config, LoraConfig):
        raise AdapterMismatch(f"The adapter {origin} is of the type {config.peft_type}, not LoRA.")
    _require_plain(config, origin)
    halves: dict[str, dict[str, Matrix]] = {}
    foreign = set()
    for key, tensor in state.items():
        module, _, leaf = key.removeprefix(_prefix).rpartition(".lora_")
        if leaf not in ("A.weight", "B.weight") or gguf_name(module) is None:
            foreign.add(module or key.removeprefix(_prefix))
            continue
        halves.setdefault(module, {})[leaf[0]] = tensor.detach().float().cpu().numpy()
    if foreign:
        raise AdapterMismatch(
            f"GGUF can't hold what the adapter {origin} changes in {', '.join(sorted(foreign))}. "
            "Train one on the linear layers of attention and MLP alone."
        )
    if not halves or any(len(each) != 2 for each in halves.values()):
        raise AdapterMismatch(
            f"The adapter {origin} is incomplete: a LoRA needs A and B of each module."
        )
    pairs = {module: Pair(each["A"], each["B"]) for module, each in halves.items()}
    return _with_one_alpha(config, pairs)


def _with_one_alpha(config: LoraConfig, pairs: Mapping[str, Pair]) -> Adapter:
    """GGUF has one alpha for all modules; where PEFT's differ, the rest goes into B."""
    alphas = {module: _alpha(config, module, pair.rank) for module, pair in pairs.items()}
    alpha = next(iter(alphas.values())) or 1.0
    return Adapter(
        alpha,
        {
            module: pair
            if alphas[module] == alpha
            else Pair(pair.a, pair.b * np.float32(alphas[module] / alpha))
            for module, pair in pairs.items()
        },
    )


def _alpha(config: LoraConfig, module: str, rank: int) -> float:
    """What PEFT multiplies B A by, times the rank."""
    key = get_pattern_key(list(config.alpha_pattern), module)
    alpha = float(config.alpha_pattern.get(key, config.lora_alpha))
    return alpha * math.sqrt(rank) if config.use_rslora else alpha


def _require_plain(config: LoraConfig, origin: str) -> None:
    usual = LoraConfig()
    odd = sorted(
        name
        for name, value in vars(config).items()
        if name not in _harmless and value != getattr(usual, name, None) and value
    )
    if config.init_lora_weights not in _plain_beginnings:
        odd.append(f"init_lora_weights={config.init_lora_weights}")
    if odd:
        raise AdapterMismatch(
            f"GGUF can't hold the adapter {origin}: it uses {', '.join(odd)}. Train a plain LoRA."
        )


def _write(config: LoraConfig, state: Mapping[str, Tensor], folder: Path) -> None:
    with whole_folder(folder) as draft:
        config.save_pretrained(str(draft))
        # Not by save_file, whose error for a full disk can't be told from others.
        plain = {name: tensor.detach().cpu().contiguous() for name, tensor in state.items()}
        content = safetensors.torch.save(plain, metadata={"format": "pt"})
        (draft / _weights).write_bytes(content)
