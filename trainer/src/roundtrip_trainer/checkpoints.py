"""The state of a run between two steps, in one file that is whole or absent."""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import safetensors.torch
from safetensors import safe_open
from torch import Tensor

from .errors import TrainerError
from .rollouts import Snapshot
from .whole import whole_file

KEPT = 2


@dataclass
class Position:
    """How far a run has come. Nothing is drawn at random after the plan is made, so this and the
    tensors are all of its state."""

    snapshot: Snapshot
    step: int = 0
    """Steps done."""
    best_step: int = 0
    best_improvement: float = 0.0
    stopped: str | None = None
    tokens: int = 0
    virtual_tokens: int = 0
    checks: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Checkpoint:
    position: Position
    tensors: Mapping[str, Tensor]


class Checkpoints:
    """Those of one run, named by the steps done; the last two are kept."""

    def __init__(self, folder: Path, config: str) -> None:
        """
        Args:
            config: names the run's configuration; another one can't go on from here.
        """
        self.folder = folder
        self.config = config

    def write(self, position: Position, tensors: Mapping[str, Tensor]) -> None:
        """
        Raises:
            TrainerError: `disk-full`; the former checkpoints are still there.
        """
        record = json.dumps(dataclasses.asdict(position))
        content = safetensors.torch.save(
            {name: one.detach().cpu().contiguous() for name, one in tensors.items()},
            metadata={"position": record, "config": self.config},
        )
        with whole_file(self.folder / f"{position.step:06}.safetensors") as draft:
            draft.write_bytes(content)
        for old in self._paths()[:-KEPT]:
            old.unlink(missing_ok=True)

    def last(self) -> Checkpoint | None:
        """
        Raises:
            TrainerError: `failed`, the checkpoint is that of another configuration.
        """
        paths = self._paths()
        if not paths:
            return None
        with safe_open(paths[-1], framework="pt") as file:
            metadata = file.metadata()
            if metadata["config"] != self.config:
                raise TrainerError(
                    "failed",
                    f"The run's configuration is not the one that {paths[-1]} was made with. "
                    "Start a new run.",
                )
            record = json.loads(metadata["position"])
            record["snapshot"] = Snapshot(**record["snapshot"])
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        return Checkpoint(Position(**record), tensors)

    def _paths(self) -> list[Path]:
        return sorted(self.folder.glob("[0-9]*.safetensors"), key=lambda path: int(path.stem))
