"""Whole runs of a tiny model, in processes of their own as the extension starts them."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import torch
from gguf import GGUFReader
from safetensors.torch import load_file

from rollout_store import RolloutStore, hash_of
from roundtrip_trainer.plan import is_kept_out
from roundtrip_trainer.training import main
from runs import editable_embedding, fill_store, make_run

Event = dict[str, object]
sources = Path(__file__).parents[2] / "trainer/src"


# As `python -m roundtrip_trainer`, with a checkpoint after each step.
program = """
import sys
from roundtrip_trainer import __main__, run
run.SECONDS_BETWEEN_CHECKPOINTS = 0
sys.exit(__main__.main())
"""


class Trainer:
    """The trainer's process, with what it prints, line by line."""

    def __init__(self, run_dir: Path, wrapper: Sequence[str] = ()) -> None:
        command = [sys.executable, "-W", "ignore", "-c", program, "train", str(run_dir)]
        self.process = subprocess.Popen(
            [*wrapper, *command],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(sources)},
        )

    def events(self) -> Iterator[Event]:
        assert self.process.stdout
        return map(json.loads, self.process.stdout)

    def until_step(self, step: int) -> None:
        next(event for event in self.events() if event.get("step") == step)

    def finish(self) -> tuple[int, list[Event]]:
        events = list(self.events())
        return self.process.wait(), events


def run(run_dir: Path) -> list[Event]:
    """Trains to the end.

    Returns:
        The events.
    """
    status, events = Trainer(run_dir).finish()
    assert (status, events[-1]["event"]) == (0, "done"), events[-1]
    return events


def weights(run_dir: Path) -> dict[str, torch.Tensor]:
    return load_file(run_dir / "adapter/adapter_model.safetensors")


class TestRun:
    @pytest.mark.parametrize("objective", ["policy-gradient", "best-of", "dpo", "next-token"])
    def test_makes_an_adapter_and_says_how(self, tmp_path: Path, objective: str) -> None:
        make_run(tmp_path, objective=objective)
        assert main(tmp_path) == 0
        told = (tmp_path / "progress.jsonl").read_text().splitlines()
        events: list[Event] = [json.loads(line) for line in told]
        phases = [event["phase"] for event in events if event["event"] == "phase"]
        assert phases == ["loading", "preparing", "training", "saving"]
        progress = [event for event in events if event["event"] == "progress"]
        assert [event["step"] for event in progress] == list(range(1, len(progress) + 1))
        assert set(progress[0]) == {
            *("event", "step", "steps", "epoch", "loss", "kl", "clipShare", "entropy"),
            *("gradientNorm", "tokensPerSecond", "etaSeconds"),
        }
        assert progress[0]["kl"] == 0
        assert float(str(progress[-1]["kl"])) > 0
        metrics = json.loads((tmp_path / "metrics.json").read_text())
        assert events[-1] == {
            "event": "done",
            "adapter": str(tmp_path / "adapter.gguf"),
            "metrics": metrics,
        }
        assert metrics["steps"] == len(progress)
        assert metrics["data"] == {
            "from": 1000,
            "to": 1000,
            "documentations": 32,
            "reconstructions": 128,
            "groups": 40,
        }
        assert any(bool(one.any()) for name, one in weights(tmp_path).items() if "lora_B" in name)
        assert len(GGUFReader(tmp_path / "adapter.gguf").tensors) == 2 * 7 * 2

    def test_of_one_seed_is_always_the_same(self, tmp_path: Path) -> None:
        runs = [make_run(tmp_path / name) for name in ("one", "other")]
        for run_dir in runs:
            main(run_dir)
        assert_same(*runs)

    def test_goes_on_from_a_parent_whose_rollouts_it_reads(self, tmp_path: Path) -> None:
        parent = make_run(tmp_path / "parent")
        main(parent)
        child = make_run(tmp_path / "child", parent=str(parent / "adapter"), policyAdapter="0001")
        store = RolloutStore(child / "roundtrip.db")
        store.connection.execute("UPDATE generation SET adapter = '0001'")
        main(child)
        first = progress_of(child)[0]
        # The policy is the one that drew, and no longer the base.
        assert first["clipShare"] == 0
        assert float(str(first["kl"])) > 0

    def test_a_parent_for_another_model_is_an_error(self, tmp_path: Path) -> None:
        make_run(tmp_path, parent=str(tmp_path / "nowhere"))
        status, events = Trainer(tmp_path).finish()
        assert (status, events[-1]["code"]) == (1, "adapter-mismatch")


class TestInterrupted:
    def test_killed_it_goes_on_to_the_same_result(self, tmp_path: Path) -> None:
        whole, killed = (
            make_run(tmp_path / name, epochs=3, offPolicyShare=0.5, functions=20)
            for name in ("whole", "killed")
        )
        run(whole)
        for step in (4, 9):
            trainer = Trainer(killed)
            trainer.until_step(step)
            trainer.process.kill()
            trainer.finish()
        fill_store(RolloutStore(killed / "roundtrip.db"), 3, seed=9)  # drawn in the meantime
        run(killed)
        assert_same(whole, killed)
        theirs, ours = (json.loads((one / "metrics.json").read_text()) for one in (whole, killed))
        assert theirs["checks"] == ours["checks"]

    def test_told_to_stop_it_saves_and_ends(self, tmp_path: Path) -> None:
        whole, stopped = (make_run(tmp_path / name, epochs=3) for name in ("whole", "stopped"))
        run(whole)
        trainer = Trainer(stopped)
        trainer.until_step(5)
        trainer.process.send_signal(signal.SIGTERM)
        status, events = trainer.finish()
        assert (status, events[-1]) == (3, {"event": "stopped", "reason": "signal"})
        assert not (stopped / "adapter.gguf").exists()
        steps = [event["step"] for event in run(stopped) if event["event"] == "progress"]
        assert steps[0] in (6, 7)
        assert_same(whole, stopped)

    def test_it_saves_and_ends_when_nobody_listens_any_more(self, tmp_path: Path) -> None:
        whole, deserted = make_run(tmp_path / "whole"), make_run(tmp_path / "deserted")
        run(whole)
        trainer = Trainer(deserted)
        trainer.until_step(3)
        assert trainer.process.stdout
        trainer.process.stdout.close()
        assert trainer.process.wait(timeout=60) == 3
        assert not (deserted / "adapter.gguf").exists()
        run(deserted)
        assert_same(whole, deserted)

    def test_another_configuration_does_not_go_on(self, tmp_path: Path) -> None:
        make_run(tmp_path)
        main(tmp_path)
        make_changed = json.loads((tmp_path / "config.json").read_text()) | {"learningRate": 1}
        (tmp_path / "config.json").write_text(json.dumps(make_changed))
        status, events = Trainer(tmp_path).finish()
        assert (status, events[-1]["code"]) == (1, "failed")
        assert "Start a new run" in str(events[-1]["message"])


class TestTrouble:
    def test_no_number_in_the_loss_stops_before_it_does_harm(self, tmp_path: Path) -> None:
        make_run(tmp_path, groupsPerStep=1)
        poison_token(tmp_path / "tiny.gguf", 255)
        store = RolloutStore(tmp_path / "roundtrip.db")
        for reward, completion in ((0.0, (5, 255, 6)), (1.0, (7, 8))):
            doc = store.documentation("poison", (9, 10), completion)
            for _ in range(4):
                store.reconstruction("poison", doc, reward)
        events = run(tmp_path)
        assert {"event": "stopped", "reason": "nan"} in events
        assert all(bool(one.isfinite().all()) for one in weights(tmp_path).values())

    def test_a_full_disk_leaves_the_last_checkpoint(self, tmp_path: Path) -> None:
        make_run(tmp_path)
        checkpoints = tmp_path / "checkpoints"
        checkpoints.mkdir()
        script = f"""
            mount -t tmpfs -o size=300k none {checkpoints}
            "$@"; status=$?
            ls {checkpoints} > {tmp_path}/left; exit $status"""
        wrapper = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh"]
        status, events = Trainer(tmp_path, wrapper).finish()
        assert (status, events[-1]["code"]) == (1, "disk-full")
        last = [event["step"] for event in events if event["event"] == "progress"][-1]
        left = (tmp_path / "left").read_text().split()
        assert left
        assert int(left[-1].split(".")[0]) == int(str(last)) - 1

    def test_rollouts_without_a_difference_are_an_error(self, tmp_path: Path) -> None:
        make_run(tmp_path, functions=0)
        store = RolloutStore(tmp_path / "roundtrip.db")
        for completion in ((5,), (6,)):
            store.reconstruction("f", store.documentation("f", (1,), completion), 0.5)
        status, events = Trainer(tmp_path).finish()
        assert (status, events[-1]["code"]) == (1, "no-rollouts")
        assert {"event": "skipped", "reason": "no-variance", "count": 2} in events

    def test_far_from_the_base_it_ends_early(self, tmp_path: Path) -> None:
        make_run(tmp_path, klBudget=1e-4, epochs=5)
        events = run(tmp_path)
        assert {"event": "stopped", "reason": "kl-budget"} in events
        progress = [event for event in events if event["event"] == "progress"]
        assert 0 < len(progress) < int(str(progress[0]["steps"]))
        assert all(float(str(event["kl"])) <= 1e-4 for event in progress)

    def test_worse_on_what_it_did_not_learn_from_it_returns_to_its_best(
        self, tmp_path: Path
    ) -> None:
        make_run(tmp_path, functions=0, offPolicyShare=0.5, epochs=10, learningRate=1e-2)
        contradict(RolloutStore(tmp_path / "roundtrip.db"), functions=30, share=0.5, seed=1)
        events = run(tmp_path)
        assert {"event": "stopped", "reason": "off-policy"} in events
        metrics = json.loads((tmp_path / "metrics.json").read_text())
        assert metrics["bestStep"] < metrics["steps"]
        if metrics["bestStep"] == 0:
            assert not any(bool(w.any()) for n, w in weights(tmp_path).items() if "lora_B" in n)


def contradict(store: RolloutStore, functions: int, share: float, seed: int) -> None:
    """Rewards one reply in the functions that train and the other in those that watch."""
    for function in range(functions):
        code = f"function {function}"
        good = 0 if is_kept_out(hash_of(code), share, seed) else 1
        for reply in range(2):
            doc = store.documentation(code, (3, 4, 5 + function), (50 + reply, 60))
            for _ in range(4):
                store.reconstruction(code, doc, 0.9 if reply == good else 0.1)


def poison_token(model: Path, token: int) -> None:
    """Whatever the model reads after this token is not a number."""
    with editable_embedding(model) as embedding:
        embedding[token] = float("nan")


def assert_same(one: Path, other: Path) -> None:
    ours, theirs = weights(one), weights(other)
    assert ours.keys() == theirs.keys()
    for name, tensor in ours.items():
        torch.testing.assert_close(tensor, theirs[name], rtol=0, atol=0, msg=name)


def progress_of(run_dir: Path) -> list[Event]:
    events = map(json.loads, (run_dir / "progress.jsonl").read_text().splitlines())
    return [event for event in events if event["event"] == "progress"]
