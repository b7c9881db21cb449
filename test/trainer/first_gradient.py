"""Writes the gradient of a run's first step: `first_gradient.py RUN_DIR BUDGET OUT`."""

import sys
from pathlib import Path

import torch

from roundtrip_trainer import run as run_module
from roundtrip_trainer.config import TrainerConfig
from roundtrip_trainer.model import load_model
from roundtrip_trainer.processes import Processes
from roundtrip_trainer.progress import Progress


def main(run_dir: Path, budget: int, out: Path) -> None:
    run_module.affordable_nodes = lambda model, device: budget  # type: ignore[attr-defined]
    config = TrainerConfig.read(run_dir / "config.json")
    processes = Processes()
    model = load_model(config.model.path, torch.float32)
    run = run_module.Run(run_dir, config, model, processes, Progress(None))
    result = run.learner.gradient(run.plan.steps[0])
    if processes.is_main:
        gradients = [one.grad for one in run.policy.trained]
        torch.save({"gradients": gradients, "result": result.__dict__}, out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
