import json
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from transformers import PreTrainedModel

from roundtrip_trainer.architectures import to_pairs
from roundtrip_trainer.errors import TrainerError
from roundtrip_trainer.model import load_model
from roundtrip_trainer.probe import Position, Probe, compare, require_equal
from tiny_shapes import shapes

TINY = "llama with RoPE factors"
REAL = "SmolLM2-135M"


def _multiply_frequencies(model: PreTrainedModel, factors: torch.Tensor) -> None:
    rotary = model.get_submodule("model.rotary_emb")
    rotary.inv_freq = rotary.get_buffer("inv_freq") * factors


def _drop_rope_factors(model: PreTrainedModel) -> None:
    _multiply_frequencies(model, torch.linspace(1, 8, shapes[TINY].head_size // 2))


def _wrong_rope_base(model: PreTrainedModel) -> None:
    """A base of 10,000, as transformers assumes, where the file says 100,000."""
    halves = model.config.head_dim // 2
    _multiply_frequencies(model, 10.0 ** (torch.arange(halves) / halves))


def _leave_rows_in_pairs(model: PreTrainedModel) -> None:
    for layer in model.get_submodule("model.layers").children():
        weight = layer.get_submodule("self_attn.k_proj").get_parameter("weight")
        rows = to_pairs(weight.numpy(), model.config.num_key_value_heads)
        weight.data = torch.from_numpy(rows.copy())


def _usual_epsilon(model: PreTrainedModel) -> None:
    """What transformers assumes, 1e-6, where the file says 1e-2."""
    for module in model.modules():
        if hasattr(module, "variance_epsilon"):
            module.variance_epsilon = 1e-6


def _no_numbers(model: PreTrainedModel) -> None:
    model.get_submodule("model.norm").get_parameter("weight").fill_(float("nan"))


WRONG: list[tuple[str, Callable[[PreTrainedModel], None]]] = [
    (TINY, _drop_rope_factors),
    (TINY, _leave_rows_in_pairs),
    (TINY, _usual_epsilon),
    (TINY, _no_numbers),
    (REAL, _leave_rows_in_pairs),
    (REAL, _wrong_rope_base),
]


def probe_file(probe: Probe, path: Path) -> Path:
    """The probe as the engine's side writes it."""
    positions = [
        {"position": each.position, "logits": list(zip(each.ids, each.logits, strict=True))}
        for each in probe.positions
    ]
    path.write_text(json.dumps({"tokens": probe.tokens, "positions": positions}))
    return path


@pytest.mark.parametrize(("name", "spoil"), WRONG)
def test_finds_out_what_was_read_wrongly(
    name: str,
    spoil: Callable[[PreTrainedModel], None],
    models: dict[str, Path],
    probes: dict[str, Probe],
    tmp_path: Path,
) -> None:
    path = probe_file(probes[name], tmp_path / "probe.json")
    model = load_model(models[name], torch.float32)
    assert require_equal(model, path).equal
    spoil(model)
    with pytest.raises(TrainerError, match="the llama model .* by .* nats and agree") as refused:
        require_equal(model, path)
    assert refused.value.code == "logits-differ"


def test_refuses_tokens_that_the_model_does_not_have(models: dict[str, Path]) -> None:
    probe = Probe((5, 100_000), (Position(1, (3,), (1.0,)),))
    with pytest.raises(TrainerError, match="token 100000, the trainer's only 286 tokens"):
        compare(load_model(models["llama"], torch.float32), probe)


@pytest.mark.parametrize(
    "content", [None, "", "[]", '{"tokens": [1]}', '{"tokens": 1, "positions": []}']
)
def test_names_a_probe_that_cannot_be_read(
    content: str | None, models: dict[str, Path], tmp_path: Path
) -> None:
    path = tmp_path / "probe.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(TrainerError) as refused:
        require_equal(load_model(models["llama"], torch.float32), path)
    assert refused.value.code == "failed"
    assert str(path) in refused.value.message
