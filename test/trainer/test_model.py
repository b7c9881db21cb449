from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from gguf import GGUFWriter
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import AutoModelForCausalLM, GgufConfig

from engine import real_model
from roundtrip_trainer.errors import ModelUnsupported
from roundtrip_trainer.gguf_file import GgufFile, GgufUnreadable
from roundtrip_trainer.model import load_model, vocabulary_size
from roundtrip_trainer.probe import Probe, compare
from tiny_gguf import TinyModel, write_tiny_gguf
from tiny_shapes import real, shapes

EXACT = [name for name in shapes if "Q8_0" not in name]


@pytest.mark.parametrize("name", EXACT)
def test_gives_the_logits_of_the_engine(
    name: str, models: dict[str, Path], probes: dict[str, Probe]
) -> None:
    probe = probes[name]
    with torch.no_grad():
        model = load_model(models[name], torch.float32)
        logits = model(torch.tensor([probe.tokens])).logits[0]
    assert len(probe.positions) == 8
    for each in probe.positions:
        ours = logits[each.position][list(each.ids)]
        torch.testing.assert_close(ours, torch.tensor(each.logits), atol=0.02, rtol=0)


@pytest.mark.parametrize("name", [*shapes, *real])
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=["float32", "bfloat16"])
def test_is_the_model_that_the_engine_runs(
    name: str, dtype: torch.dtype, models: dict[str, Path], probes: dict[str, Probe]
) -> None:
    model = load_model(models[name], dtype)
    assert {one.dtype for one in model.parameters()} == {dtype}
    result = compare(model, probes[name])
    assert result.equal
    assert result.divergence < 0.005


def test_has_the_weights_that_transformers_reads() -> None:
    path = real_model(real["SmolLM2-135M"])
    theirs = AutoModelForCausalLM.from_pretrained(
        path.parent,
        gguf_file=path.name,
        dtype=torch.float32,
        quantization_config=GgufConfig(dequantize=True),
    ).state_dict()
    ours = load_model(path, torch.float32).state_dict()
    assert ours.keys() == theirs.keys()
    assert all(torch.equal(ours[name], theirs[name]) for name in theirs)


def test_knows_how_many_tokens_there_are(models: dict[str, Path]) -> None:
    assert vocabulary_size(models["llama"]) == len(TinyModel().tokens)
    assert vocabulary_size(models["SmolLM2-135M"]) == 49152


def _missing(path: Path) -> None:
    pass


def _text(path: Path) -> None:
    path.write_text("weights")


def _cut(path: Path) -> None:
    content = write_tiny_gguf(path, TinyModel()).read_bytes()
    path.write_bytes(content[: len(content) // 2])


def _header(path: Path, **values: str | int) -> None:
    """A tiny model without layers, with these values besides."""
    writer = GGUFWriter(path, str(values.pop("architecture", "llama")))
    for key, value in values.items():
        name = key.replace("__", ".")
        add = writer.add_uint32 if isinstance(value, int) else writer.add_string
        add(name, value)  # type: ignore[arg-type]
    writer.add_tensor("token_embd.weight", torch.zeros(8, 4).numpy())
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


REFUSED: list[tuple[str, Callable[[Path], object], str]] = [
    ("is missing", _missing, "does not exist"),
    ("is a text", _text, "is not a GGUF file"),
    ("is cut short", _cut, "is cut short"),
    (
        "has an unknown architecture",
        lambda path: _header(path, architecture="mamba"),
        "its architecture is mamba, and those that can be trained are llama, qwen2, qwen3, gemma3",
    ),
    (
        "leaves out its width",
        lambda path: _header(path),
        "llama.embedding_length is not a number",
    ),
    (
        "is one of several files",
        lambda path: _header(path, split__count=3),
        "is split into several",
    ),
    (
        "has biases that its architecture does not",
        lambda path: write_tiny_gguf(path, TinyModel("qwen2", as_architecture="llama")),
        "the tensor blk.0.attn_k.bias is new",
    ),
    (
        "lacks biases that its architecture has",
        lambda path: write_tiny_gguf(path, TinyModel("llama", as_architecture="qwen2")),
        "the tensor blk.0.attn_k.bias is missing",
    ),
    (
        "scales its positions in an unknown way",
        lambda path: write_tiny_gguf(path, TinyModel(rope_scaling="yarn")),
        "its positions are scaled by yarn",
    ),
]


@pytest.mark.parametrize(
    ("make", "reason"), [row[1:] for row in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_refuses_a_file_that(make: Callable[[Path], object], reason: str, tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    make(path)
    with pytest.raises(ModelUnsupported) as refused:
        load_model(path, torch.float32)
    assert refused.value.code == "model-unsupported"
    assert reason in refused.value.message
    assert str(path) in refused.value.message


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("whole")
    return write_tiny_gguf(folder / "model.gguf", TinyModel(width=32, layers=1)).read_bytes()


@settings(deadline=None)
@given(data=st.data())
def test_notices_wherever_a_file_ends_too_early(
    data: st.DataObject, whole: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "cut.gguf"
    longest_padding = 32
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1 - longest_padding))])
    with pytest.raises(GgufUnreadable):
        GgufFile(path)


@settings(deadline=None)
@given(data=st.data())
def test_reads_or_refuses_a_damaged_header(
    data: st.DataObject, whole: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.gguf"
    place = data.draw(st.integers(0, 9000))
    damage = data.draw(st.binary(min_size=1, max_size=8))
    path.write_bytes(whole[:place] + damage + whole[place + len(damage) :])
    try:
        GgufFile(path)
    except GgufUnreadable as error:
        assert str(error)
