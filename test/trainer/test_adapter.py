import errno
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from peft import LoraConfig, PeftModel, get_peft_model

from engine import Question, ask_engine
from roundtrip_trainer.adapter import Adapter, Pair
from roundtrip_trainer.errors import AdapterMismatch, TrainerError
from roundtrip_trainer.gguf_adapter import read_gguf, write_adapter, write_gguf
from roundtrip_trainer.gguf_file import GgufFile
from roundtrip_trainer.model import load_model
from roundtrip_trainer.peft_adapter import adapter_of, read_peft, save_peft, write_peft
from roundtrip_trainer.probe import Probe, compare
from tiny_gguf import TinyModel, write_tiny_gguf
from tiny_shapes import real, shapes

EVERYWHERE = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


def adapted(base: Path, **settings: Any) -> PeftModel:
    """The model with a LoRA that changes its answers, where a fresh one would not."""
    chosen = {"r": 4, "lora_alpha": 8, "target_modules": EVERYWHERE, "task_type": "CAUSAL_LM"}
    torch.manual_seed(1)
    model = get_peft_model(load_model(base, torch.float32), LoraConfig(**(chosen | settings)))
    for name, parameter in model.named_parameters():
        if "lora_B" in name:
            torch.nn.init.normal_(parameter, std=0.05)
    return model.eval()


@pytest.fixture(scope="session")
def adapters(models: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """An adapter for each model, written by the trainer."""
    folder = tmp_path_factory.mktemp("adapters")
    paths = {name: folder / f"{place}.gguf" for place, name in enumerate(models)}
    for name, path in paths.items():
        write_adapter(adapted(models[name]), models[name], path)
    return paths


@pytest.fixture(scope="session")
def adapted_probes(models: dict[str, Path], adapters: dict[str, Path]) -> dict[str, Probe]:
    """What the engine says with each adapter."""
    said = ask_engine([Question(models[name], adapters[name]) for name in models])
    return dict(zip(models, said, strict=True))


class TestInTheEngine:
    @pytest.mark.parametrize("name", [*shapes, *real])
    def test_is_what_it_is_in_pytorch(
        self,
        name: str,
        models: dict[str, Path],
        probes: dict[str, Probe],
        adapted_probes: dict[str, Probe],
    ) -> None:
        model = adapted(models[name])
        assert compare(model, adapted_probes[name]).divergence < 0.005
        assert not compare(model, probes[name]).equal  # else the test would show nothing

    @pytest.mark.parametrize("name", [name for name in shapes if "Q8_0" not in name])
    def test_gives_the_same_logits(
        self, name: str, models: dict[str, Path], adapted_probes: dict[str, Probe]
    ) -> None:
        probe = adapted_probes[name]
        with torch.no_grad():
            logits = adapted(models[name])(torch.tensor([probe.tokens])).logits[0]
        for each in probe.positions:
            ours = logits[each.position][list(each.ids)]
            torch.testing.assert_close(ours, torch.tensor(each.logits), atol=0.02, rtol=0)


BASE = TinyModel(width=32, layers=2, hidden=64, head_size=8)
SIZES = {
    "self_attn.q_proj": (32, 32),
    "self_attn.k_proj": (16, 32),
    "self_attn.v_proj": (16, 32),
    "self_attn.o_proj": (32, 32),
    "mlp.gate_proj": (64, 32),
    "mlp.up_proj": (64, 32),
    "mlp.down_proj": (32, 64),
}
MODULES = [f"model.layers.{layer}.{name}" for layer in range(2) for name in SIZES]


def made_up(modules: dict[str, int], alpha: float, seed: int = 0) -> Adapter:
    """An adapter of random numbers with these ranks."""
    random = np.random.default_rng(seed)
    pairs = {}
    for module, rank in modules.items():
        rows, columns = SIZES[module.split(".", 3)[3]]
        a = random.standard_normal((rank, columns), dtype=np.float32)
        pairs[module] = Pair(a, random.standard_normal((rows, rank), dtype=np.float32))
    return Adapter(alpha, pairs)


@pytest.fixture(scope="module", params=["llama", "qwen2"])
def base(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("base") / f"{request.param}.gguf"
    return write_tiny_gguf(path, replace(BASE, architecture=request.param))


class TestThereAndBack:
    @settings(deadline=None, max_examples=40)
    @given(
        modules=st.dictionaries(st.sampled_from(MODULES), st.integers(1, 9), min_size=1),
        alpha=st.floats(0.25, 256, width=32),
        seed=st.integers(0, 2**32 - 1),
    )
    def test_gguf_to_peft_to_gguf_is_the_same_file(
        self,
        modules: dict[str, int],
        alpha: float,
        seed: int,
        base: Path,
        tmp_path_factory: pytest.TempPathFactory,
    ) -> None:
        folder = tmp_path_factory.getbasetemp() / "there-and-back"
        first, second, peft = folder / "1.gguf", folder / "2.gguf", folder / "peft"
        write_gguf(made_up(modules, alpha, seed), base, first)
        write_peft(read_gguf(first, base), base, peft)
        write_gguf(read_peft(peft), base, second)
        assert first.read_bytes() == second.read_bytes()

    @pytest.mark.parametrize(
        "setting",
        [
            {},
            {"use_rslora": True},
            {"rank_pattern": {"q_proj": 2, "layers.1.mlp.down_proj": 7}},
            {"alpha_pattern": {"v_proj": 3, "layers.0.self_attn.k_proj": 40}},
            {"rank_pattern": {"up_proj": 3}, "alpha_pattern": {"up_proj": 9}, "use_rslora": True},
            {"target_modules": ["o_proj"], "layers_to_transform": [1]},
        ],
        ids=str,
    )
    def test_a_peft_model_comes_back_with_the_same_answers(
        self, setting: dict[str, Any], base: Path, tmp_path: Path
    ) -> None:
        model = adapted(base, **setting)
        write_adapter(model, base, tmp_path / "adapter.gguf")
        write_peft(read_gguf(tmp_path / "adapter.gguf", base), base, tmp_path / "peft")
        plain = load_model(base, torch.float32)
        again = PeftModel.from_pretrained(plain, str(tmp_path / "peft"))
        tokens = torch.arange(3, 40)[None]
        with torch.no_grad(), again.disable_adapter():
            before = again(tokens).logits
        with torch.no_grad():
            expected = model(tokens).logits
            torch.testing.assert_close(again(tokens).logits, expected, atol=1e-4, rtol=1e-4)
        assert (expected - before).abs().max() > 0.01

    def test_what_was_saved_for_training_makes_the_same_adapter(
        self, base: Path, tmp_path: Path
    ) -> None:
        model = adapted(base)
        save_peft(model, tmp_path / "peft")
        write_gguf(read_peft(tmp_path / "peft"), base, tmp_path / "1.gguf")
        write_adapter(model, base, tmp_path / "2.gguf")
        assert (tmp_path / "1.gguf").read_bytes() == (tmp_path / "2.gguf").read_bytes()
        assert sorted(path.name for path in (tmp_path / "peft").iterdir()) == [
            "adapter_config.json",
            "adapter_model.safetensors",
        ]

    def test_16_bit_weights_of_another_maker_are_read(self, base: Path, tmp_path: Path) -> None:
        path = tmp_path / "adapter.gguf"
        adapter = made_up({"model.layers.0.mlp.up_proj": 2}, 4)
        half = {
            module: Pair(pair.a.astype(np.float16), pair.b.astype(np.float16))
            for module, pair in adapter.pairs.items()
        }
        write_gguf(Adapter(4, half), base, path)
        (pair,) = read_gguf(path, base).pairs.values()
        (expected,) = half.values()
        assert pair.a.dtype == pair.b.dtype == np.float32
        assert np.array_equal(pair.a, expected.a) and np.array_equal(pair.b, expected.b)


UNHOLDABLE: list[tuple[dict[str, Any], str]] = [
    ({"target_modules": ["q_proj", "embed_tokens"]}, "changes in model.embed_tokens"),
    ({"target_modules": ["q_proj", "lm_head"]}, "changes in lm_head"),
    ({"modules_to_save": ["norm"]}, "it uses modules_to_save"),
    ({"use_dora": True}, "it uses use_dora"),
    ({"bias": "all"}, "it uses bias"),
    ({"lora_bias": True}, "it uses lora_bias"),
    ({"init_lora_weights": "olora"}, "it uses init_lora_weights=olora"),
]


class TestWhatGgufCannotHold:
    @pytest.mark.parametrize(("setting", "reason"), UNHOLDABLE, ids=str)
    def test_is_named_and_nothing_is_written(
        self, setting: dict[str, Any], reason: str, base: Path, tmp_path: Path
    ) -> None:
        target = tmp_path / "adapter.gguf"
        with pytest.raises(AdapterMismatch) as refused:
            write_adapter(adapted(base, **setting), base, target)
        assert refused.value.code == "adapter-mismatch"
        assert reason in refused.value.message
        assert list(tmp_path.iterdir()) == []


def _other_base(folder: Path) -> Path:
    return write_tiny_gguf(folder / "other.gguf", replace(BASE, width=64))


def _no_rank(base: Path, folder: Path) -> Path:
    """An adapter of which one half of a pair is missing."""
    from gguf import GGUFWriter

    path = folder / "half.gguf"
    writer = GGUFWriter(path, "llama")
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", 4)
    writer.add_tensor("blk.0.attn_q.weight.lora_a", np.zeros((2, 32), np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


class TestFilesOfOthers:
    @pytest.fixture
    def llama(self, tmp_path: Path) -> Path:
        return write_tiny_gguf(tmp_path / "llama.gguf", BASE)

    @pytest.fixture
    def adapter(self, llama: Path, tmp_path: Path) -> Path:
        path = tmp_path / "adapter.gguf"
        write_gguf(made_up(dict.fromkeys(MODULES, 2), 4), llama, path)
        return path

    def test_cut_short_at_any_place(self, llama: Path, adapter: Path) -> None:
        whole = adapter.read_bytes()
        last = max(info.start + info.size for info in GgufFile(adapter).tensors.values())
        for end in [*range(0, last - 1, 997), last - 1]:
            adapter.write_bytes(whole[:end])
            with pytest.raises(AdapterMismatch, match=str(adapter)):
                read_gguf(adapter, llama)

    def test_for_another_size_of_model(self, adapter: Path, tmp_path: Path) -> None:
        with pytest.raises(AdapterMismatch, match="was made for another model: its matrices for"):
            read_gguf(adapter, _other_base(tmp_path))

    def test_for_another_architecture(self, adapter: Path, tmp_path: Path) -> None:
        base = write_tiny_gguf(tmp_path / "q.gguf", replace(BASE, architecture="qwen2"))
        with pytest.raises(AdapterMismatch, match="is for llama, but .* is a qwen2 model"):
            read_gguf(adapter, base)

    def test_for_more_layers(self, adapter: Path, tmp_path: Path) -> None:
        base = write_tiny_gguf(tmp_path / "less.gguf", replace(BASE, layers=1))
        with pytest.raises(AdapterMismatch, match="which the base model does not have"):
            read_gguf(adapter, base)

    def test_a_model_is_no_adapter(self, llama: Path) -> None:
        with pytest.raises(AdapterMismatch, match="is no LoRA adapter"):
            read_gguf(llama, llama)

    def test_half_a_pair(self, llama: Path, tmp_path: Path) -> None:
        with pytest.raises(
            AdapterMismatch, match="blk.0.attn_q.weight, which is not known here or"
        ):
            read_gguf(_no_rank(llama, tmp_path), llama)

    @pytest.mark.parametrize("file", ["adapter_config.json", "adapter_model.safetensors"])
    @pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"{")])
    def test_damaged_peft_folders(
        self, file: str, damage: Callable[[Path], object], base: Path, tmp_path: Path
    ) -> None:
        folder = tmp_path / "peft"
        write_peft(made_up({MODULES[0]: 2}, 4), base, folder)
        damage(folder / file)
        with pytest.raises(AdapterMismatch, match=str(folder)):
            read_peft(folder)

    def test_a_peft_folder_that_is_no_lora(self, tmp_path: Path) -> None:
        (tmp_path / "adapter_config.json").write_text('{"peft_type": "IA3"}')
        (tmp_path / "adapter_model.safetensors").write_bytes(bytes([2, *[0] * 7]) + b"{}")
        with pytest.raises(AdapterMismatch, match="is of the type .*IA3, not LoRA"):
            read_peft(tmp_path)


class TestAFullDisk:
    @pytest.mark.parametrize("write", [write_gguf, write_peft])
    def test_leaves_what_was_there_and_nothing_else(
        self,
        write: Callable[[Adapter, Path, Path], None],
        base: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def full(_: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        target = tmp_path / "adapter"
        first, second = (made_up({MODULES[0]: rank}, 4) for rank in (2, 3))
        write(first, base, target)
        before = _content(target)
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(TrainerError, match="is full") as failed:
            write(second, base, target)
        assert failed.value.code == "disk-full"
        assert _content(target) == before
        assert list(tmp_path.iterdir()) == [target]


def _content(path: Path) -> list[bytes]:
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return [file.read_bytes() for file in files]


def test_the_active_adapter_is_the_one_that_is_written(base: Path) -> None:
    model = adapted(base)
    model.add_adapter("former", LoraConfig(r=2, target_modules=["q_proj"]))
    assert len(adapter_of(model).pairs) == len(MODULES)
