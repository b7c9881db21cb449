"""Several processes learn what one would."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from runs import make_run

script = Path(__file__).parent / "first_gradient.py"
sources = Path(__file__).parents[2] / "trainer/src"
together = ["-m", "torch.distributed.run", "--standalone", "--nproc_per_node", "2"]


def python(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(sources), str(script.parent)])
    return subprocess.run(
        [sys.executable, "-W", "ignore", *map(str, arguments)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": path, "OMP_NUM_THREADS": "1"},
    )


@pytest.mark.parametrize(
    "budget",
    [pytest.param(64, id="each has some micro-batches"), pytest.param(9999, id="one has none")],
)
def test_gradients_are_equal(tmp_path: Path, budget: int) -> None:
    run_dir = make_run(tmp_path / "run")
    alone, both = tmp_path / "alone.pt", tmp_path / "both.pt"
    for launcher, out in (([], alone), (together, both)):
        ended = python(*launcher, script, run_dir, str(budget), out)
        assert ended.returncode == 0, ended.stderr
    one, two = torch.load(alone), torch.load(both)
    assert any(bool(gradient.any()) for gradient in one["gradients"])
    for ours, theirs in zip(one["gradients"], two["gradients"], strict=True):
        torch.testing.assert_close(ours, theirs, rtol=1e-4, atol=1e-6)
    assert two["result"] == pytest.approx(one["result"], rel=1e-4, abs=1e-6)


def test_a_run_of_two_speaks_and_writes_once(tmp_path: Path) -> None:
    run_dir = make_run(tmp_path / "run", functions=4)
    ended = python(*together, "-m", "roundtrip_trainer", "train", run_dir)
    assert ended.returncode == 0, ended.stderr
    events = [json.loads(line) for line in ended.stdout.splitlines()]
    steps = [event["step"] for event in events if event["event"] == "progress"]
    assert steps == list(range(1, len(steps) + 1))
    assert events[-1]["metrics"]["processes"] == 2


def test_fewer_processes_than_asked_for_are_an_error(tmp_path: Path) -> None:
    """This way of launching names a master for two and starts one."""
    run_dir = make_run(tmp_path / "run", functions=2)
    launcher = ["-m", "accelerate.commands.launch", "--cpu", "--num_processes", "2"]
    ended = python(*launcher, "-m", "roundtrip_trainer", "train", run_dir)
    assert ended.returncode != 0
    assert "of 2 processes, but 1 came together" in ended.stdout
