"""One process or several, as torchrun or accelerate started them."""

import os
from collections.abc import Iterable, Sequence
from typing import TypeVar

import torch
from accelerate import Accelerator
from torch import Tensor, nn

from .errors import TrainerError

Shared = TypeVar("Shared")


class Processes:
    """Each has the whole model and a share of every step's micro-batches; gradients add up."""

    def __init__(self) -> None:
        """
        Raises:
            TrainerError: `failed`, fewer processes found each other than were asked for.
        """
        # Without being told, processes on a CPU do not look for each other.
        self.accelerator = Accelerator(cpu=not torch.accelerator.is_available())
        # `accelerate launch --cpu --num_processes 2` names a master but starts one process.
        asked = int(os.environ.get("WORLD_SIZE", "2" if "MASTER_ADDR" in os.environ else "1"))
        if asked != self.count:
            raise TrainerError(
                "failed",
                f"Training was asked of {asked} processes, but {self.count} came together. "
                "Start it with torchrun --nproc_per_node.",
            )

    @property
    def count(self) -> int:
        return int(self.accelerator.num_processes)

    @property
    def is_main(self) -> bool:
        return bool(self.accelerator.is_main_process)

    @property
    def device(self) -> torch.device:
        device: torch.device = self.accelerator.device
        return device

    def share(self, of_all: Sequence[Shared]) -> Sequence[Shared]:
        """The part that this process works on."""
        return of_all[self.accelerator.process_index :: self.count]

    def add_gradients(self, parameters: Iterable[nn.Parameter]) -> None:
        """After it every process has the sum; one that had nothing to do counts as zero."""
        for one in parameters:
            if one.grad is None:
                one.grad = torch.zeros_like(one)
            if self.count > 1:
                one.grad.copy_(self.add(one.grad))

    def add(self, values: Tensor) -> Tensor:
        total: Tensor = self.accelerator.reduce(values, "sum")
        return total

    def agree(self, opinion: bool) -> bool:
        """The main process's opinion: where machines differ, rounding could divide them."""
        voice = torch.tensor(float(opinion and self.is_main), device=self.device)
        return bool(self.add(voice) > 0)
