"""What the extension sees: exit status and JSON lines."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from roundtrip_trainer import doctor, model
from roundtrip_trainer.__main__ import main
from roundtrip_trainer.gguf_adapter import write_gguf
from roundtrip_trainer.probe import Probe
from runs import run_config
from test_adapter import BASE, MODULES, made_up
from test_probe import probe_file
from tiny_gguf import write_tiny_gguf

Captured = pytest.CaptureFixture[str]


def events(captured: Captured) -> list[dict[str, object]]:
    return [json.loads(line) for line in captured.readouterr().out.splitlines()]


class TestConverting:
    @pytest.fixture
    def base(self, tmp_path: Path) -> Path:
        return write_tiny_gguf(tmp_path / "base.gguf", BASE)

    @pytest.fixture
    def adapter(self, base: Path, tmp_path: Path) -> Path:
        path = tmp_path / "adapter.gguf"
        write_gguf(made_up({MODULES[1]: 2}, 4), base, path)
        return path

    def test_to_peft_and_back_to_the_same_file(
        self, base: Path, adapter: Path, tmp_path: Path, capsys: Captured
    ) -> None:
        peft, again = tmp_path / "peft", tmp_path / "again.gguf"
        assert main(["to-peft", str(adapter), str(base), str(peft)]) == 0
        assert main(["to-gguf", str(peft), str(base), str(again)]) == 0
        assert again.read_bytes() == adapter.read_bytes()
        assert events(capsys) == [
            {"event": "written", "path": str(peft)},
            {"event": "written", "path": str(again)},
        ]

    def test_an_adapter_of_another_model(
        self, adapter: Path, tmp_path: Path, capsys: Captured
    ) -> None:
        other = write_tiny_gguf(tmp_path / "other.gguf", replace(BASE, width=64))
        assert main(["to-peft", str(adapter), str(other), str(tmp_path / "peft")]) == 1
        (event,) = events(capsys)
        assert (event["event"], event["code"]) == ("error", "adapter-mismatch")
        assert not (tmp_path / "peft").exists()


class TestChecking:
    def run_dir(self, folder: Path, base: Path, probe: Path | None) -> str:
        settings = run_config(folder, model={"path": str(base), "hash": "tiny"})
        settings["probe"] = None if probe is None else str(probe)
        (folder / "config.json").write_text(json.dumps(settings))
        return str(folder)

    def test_the_engines_model(
        self, models: dict[str, Path], probes: dict[str, Probe], tmp_path: Path, capsys: Captured
    ) -> None:
        probe = probe_file(probes["qwen2"], tmp_path / "probe.json")
        assert main(["check", self.run_dir(tmp_path, models["qwen2"], probe)]) == 0
        (event,) = events(capsys)
        assert (event["event"], event["agreement"]) == ("checked", 1)

    def test_another_model(
        self, models: dict[str, Path], probes: dict[str, Probe], tmp_path: Path, capsys: Captured
    ) -> None:
        probe = probe_file(probes["qwen2"], tmp_path / "probe.json")
        assert main(["check", self.run_dir(tmp_path, models["llama"], probe)]) == 1
        (event,) = events(capsys)
        assert (event["event"], event["code"]) == ("error", "logits-differ")

    def test_without_a_probe(
        self, models: dict[str, Path], tmp_path: Path, capsys: Captured
    ) -> None:
        assert main(["check", self.run_dir(tmp_path, models["llama"], None)]) == 1
        (event,) = events(capsys)
        assert "has no probe" in str(event["message"])


FAILURES = [
    (MemoryError(), "out-of-memory"),
    (torch.OutOfMemoryError("CUDA out of memory."), "out-of-memory"),
    (RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried"), "out-of-memory"),
    (OSError(28, "No space left on device"), "disk-full"),
    (ZeroDivisionError("division by zero"), "failed"),
]


@pytest.mark.parametrize(("failure", "code"), FAILURES, ids=[code for _, code in FAILURES])
def test_whatever_fails_is_one_line_without_a_traceback(
    failure: Exception, code: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> dict[str, object]:
        raise failure

    monkeypatch.setattr(doctor, "facts", fail)
    assert main(["doctor"]) == 1
    said = capsys.readouterr()
    (line,) = said.out.splitlines()
    assert json.loads(line)["code"] == code
    assert "Traceback" in said.err


def test_the_doctor_names_what_is_there() -> None:
    package = Path(model.__file__).parents[1]
    said = subprocess.run(
        [sys.executable, "-m", "roundtrip_trainer", "doctor"],
        cwd=package,
        stdout=subprocess.PIPE,
        check=True,
    )
    facts = json.loads(said.stdout)
    assert facts["torch"] == torch.__version__
    assert facts["device"] in ("cpu", "cuda", "mps")


def test_a_wrong_command_is_told_from_a_failure() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["learn"])
    assert ended.value.code == 2
