"""A run from its configuration to its adapter.

config.json, store -> rollouts -> judged groups -> examples -> plan of steps
GGUF -> model, compared with the engine's probe -> LoRA
each step: gradient -> guards -> AdamW -> check -> checkpoint
LoRA -> PEFT folder, GGUF adapter, metrics
"""

import os
from pathlib import Path

import torch
from torch import nn

from .config import TrainerConfig
from .model import load_model
from .probe import require_equal
from .processes import Processes
from .progress import Progress
from .run import Run
from .stopping import when_told_to_stop

STOPPED = 3


def main(run_dir: Path) -> int:
    """Trains as `config.json` of `run_dir` says, going on from its last checkpoint if there is one.

    Returns:
        0 when the adapter is written. Told to stop, the process ends with 3.

    Raises:
        TrainerError: whatever a person can do something about.
    """
    config = TrainerConfig.read(run_dir / "config.json")
    processes = Processes()
    torch.set_num_threads(config.threads)
    progress = Progress(run_dir / "progress.jsonl" if processes.is_main else None)
    run: Run | None = None

    def stop() -> None:
        try:
            if run:
                run.settled.acquire()  # for good: no step is taken and nothing is told any more
                run.settle()
            progress.emit("stopped", reason="signal")
        finally:
            os._exit(STOPPED)

    with when_told_to_stop(stop):
        progress.emit("phase", phase="loading")
        model = load_model(config.model.path, working_type(processes.device))
        nn.Module.to(model, processes.device)
        if config.probe:
            progress.emit("phase", phase="probing")
            require_equal(model, config.probe)
        progress.emit("phase", phase="preparing")
        run = Run(run_dir, config, model, processes, progress)
        progress.emit("phase", phase="training")
        run.train()
        progress.emit("phase", phase="saving")
        run.save()
    return 0


def working_type(device: torch.device) -> torch.dtype:
    """Of the base's weights: 16 bits where the device multiplies such matrices faster.

    The LoRA's weights, the log-probabilities and the loss are in 32 bits everywhere.
    """
    if device.type == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float32
    has_instructions = device.type == "cpu" and torch.cpu._is_avx512_bf16_supported()
    return torch.bfloat16 if has_instructions else torch.float32
