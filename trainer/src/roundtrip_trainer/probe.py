"""Is this the model that the engine runs? Both say what comes next in a fixed text.

A configuration that was read wrongly (positions, heads, norms) still gives a model that can be
trained, with an adapter that makes the engine's model worse. So it is found out before.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import torch
from transformers import PreTrainedModel

from .errors import TrainerError

# Measured: the same model is at 1e-6 nats with 32-bit weights, at 0.0006 to 0.002 where they are
# quantized (llama.cpp then quantizes activations too), and bfloat16 adds up to 0.001. RoPE with the
# wrong base is at 0.027 and more, without Llama 3's factors at 0.17, with mixed-up rows at 3. What
# lies between changes less than quantization does.
_largest_divergence = 0.01
# Two tokens may be all but equally likely at a position or two.
_smallest_agreement = 0.7


@dataclass(frozen=True)
class Position:
    """The engine's highest logits for the token after `tokens[position]`, the highest first."""

    position: int
    ids: tuple[int, ...]
    logits: tuple[float, ...]


@dataclass(frozen=True)
class Probe:
    tokens: tuple[int, ...]
    positions: tuple[Position, ...]


@dataclass(frozen=True)
class ProbeResult:
    divergence: float
    """Mean over the positions of KL(engine || trainer) over the ids that were recorded, in nats."""
    agreement: float
    """The share of positions where both find the same token the likeliest."""

    @property
    def equal(self) -> bool:
        """False also where the divergence is no number."""
        alike = self.agreement >= _smallest_agreement
        return alike and self.divergence <= _largest_divergence


def read_probe(path: Path) -> Probe:
    """
    Raises:
        TrainerError: `failed`, the file can't be read.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        positions = [
            Position(int(each["position"]), *zip(*each["logits"], strict=True))
            for each in record["positions"]
        ]
        return Probe(tuple(map(int, record["tokens"])), tuple(positions))
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"The probe {path} can't be read. Start the training again to record a new one."
        raise TrainerError("failed", message) from error


@torch.no_grad()
def compare(model: PreTrainedModel, probe: Probe) -> ProbeResult:
    """How far the model's distributions are from the engine's, with the adapter it has on, if any.

    Raises:
        TrainerError: `logits-differ`, the probe names tokens that the model does not have.
    """
    known = model.get_input_embeddings().weight.shape[0]
    ids_of_probe = {*probe.tokens, *(id for each in probe.positions for id in each.ids)}
    if max(ids_of_probe) >= known:
        message = (
            f"The engine's model has a token {max(ids_of_probe)}, the trainer's only {known} tokens. "
            "Choose the model file that the engine runs."
        )
        raise TrainerError("logits-differ", message)
    tokens = torch.tensor([probe.tokens], device=model.device)
    output = model(input_ids=tokens, use_cache=False).logits[0].float().cpu()
    divergences, agreements = [], []
    for each in probe.positions:
        ours = output[each.position]
        theirs = torch.tensor(each.logits)
        log_theirs, log_ours = theirs.log_softmax(0), ours[list(each.ids)].log_softmax(0)
        divergences.append((log_theirs.exp() * (log_theirs - log_ours)).sum())
        agreements.append(ours.argmax() == each.ids[0])
    return ProbeResult(
        float(torch.stack(divergences).mean()), float(torch.stack(agreements).float().mean())
    )


def require_equal(model: PreTrainedModel, probe_path: Path) -> ProbeResult:
    """
    Raises:
        TrainerError: `logits-differ`, naming the architecture and by how much.
    """
    result = compare(model, read_probe(probe_path))
    if not result.equal:
        message = (
            f"The trainer's copy of the {model.config.model_type} model computes something else than "
            f"the engine's: they diverge by {result.divergence:.2g} nats and agree on the next token "
            f"in {result.agreement:.0%} of the places. Nothing was trained. Choose another model."
        )
        raise TrainerError("logits-differ", message)
    return result
