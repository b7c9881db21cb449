"""The course of a run: steps, guards, checkpoints, and what is written at its end."""

import hashlib
import json
import math
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from threading import RLock

import torch
from torch import Tensor
from transformers import PreTrainedModel

from .checkpoints import Checkpoints, Position
from .config import TrainerConfig
from .gguf_adapter import write_adapter
from .learner import Learner, StepResult
from .memory import affordable_nodes
from .peft_adapter import save_peft
from .plan import make_plan
from .policy import Policy
from .processes import Processes
from .progress import Pace, Progress
from .rollouts import Rollouts, read_rollouts
from .selection import examples_of, judge_stages
from .watch import Watch
from .whole import whole_file

CHECKS = 5
"""Of the rollouts kept out of the loss, in an epoch."""
SECONDS_BETWEEN_CHECKPOINTS = 30.0


class Run:
    """One run in one process; of several processes, the main one writes and speaks."""

    def __init__(
        self,
        run_dir: Path,
        config: TrainerConfig,
        model: PreTrainedModel,
        processes: Processes,
        progress: Progress,
    ) -> None:
        self.run_dir, self.config = run_dir, config
        self.processes, self.progress = processes, progress
        self.checkpoints = Checkpoints(run_dir / "checkpoints", _digest(run_dir / "config.json"))
        self.settled = RLock()  # held while weights and position do not belong together
        checkpoint = self.checkpoints.last()
        vocabulary = model.config.get_text_config().vocab_size
        self.rollouts = read_rollouts(
            config,
            vocabulary,
            checkpoint.position.snapshot if checkpoint else None,
        )
        training, watched, self.skipped = judge_stages(self.rollouts, config)
        for reason, count in self.skipped.items():
            progress.emit("skipped", reason=reason, count=count)
        self.policy = Policy(
            model,
            rank=config.rank,
            alpha=config.alpha,
            seed=config.seed,
            parent=config.parent,
            drawn_by_parent=config.policyAdapter is not None,
        )
        examples = examples_of(training, self.rollouts, config)
        budget = affordable_nodes(model, processes.device)
        self.plan = make_plan(examples, config.groupsPerStep, config.seed, budget)
        self.learner = Learner(self.policy, self.plan, config, processes)
        self.watch = Watch(watched, self.policy, config, budget)
        self.position = checkpoint.position if checkpoint else Position(self.rollouts.snapshot)
        self.best = self._weights()
        if checkpoint:
            self.learner.restore(checkpoint.tensors)
            for name, one in self.best.items():
                one.copy_(checkpoint.tensors[f"best.{name}"])
        self.saved_step = self.position.step

    @property
    def steps(self) -> int:
        return self.config.epochs * len(self.plan.steps)

    def train(self) -> None:
        """Takes steps until all are done or a guard says that it is enough."""
        pace = Pace()
        last_checkpoint = time.monotonic()
        while self.position.stopped is None:
            if self._check_is_due():
                self._check()
                continue
            if self.position.step == self.steps:
                break
            epoch, place = divmod(self.position.step, len(self.plan.steps))
            micro_batches = self.plan.steps[self.plan.order(epoch)[place]]
            result = self.learner.gradient(micro_batches)
            if reason := self._reason_to_stop(result):
                self._end(reason)
                break
            with self.settled:
                self.learner.apply(self.position.step, self.steps)
                self.position.step += 1
                self.position.tokens += result.tokens
                self.position.virtual_tokens += result.virtual_tokens
                self._tell(result, epoch + 1, pace)
            if time.monotonic() - last_checkpoint > SECONDS_BETWEEN_CHECKPOINTS:
                self.settle()
                last_checkpoint = time.monotonic()
        self.settle()

    def settle(self) -> None:
        """Writes a checkpoint of the last whole step, unless there is one."""
        with self.settled:
            if not self.processes.is_main or self.position.step == self.saved_step:
                return
            best = {f"best.{name}": one for name, one in self.best.items()}
            self.checkpoints.write(self.position, self.learner.tensors() | best)
            self.saved_step = self.position.step

    def save(self) -> None:
        """Writes the adapter and what is known of its making."""
        if not self.processes.is_main:
            return
        with self.settled:
            adapter = self.run_dir / "adapter.gguf"
            save_peft(self.policy.model, self.run_dir / "adapter")
            write_adapter(self.policy.model, self.config.model.path, adapter)
            metrics = self._metrics()
            with whole_file(self.run_dir / "metrics.json") as draft:
                draft.write_text(json.dumps(metrics, indent=2) + "\n", "utf-8")
            self.progress.emit("done", adapter=str(adapter.absolute()), metrics=metrics)

    def _reason_to_stop(self, result: StepResult) -> str | None:
        """Judges a gradient before it is applied, and how far the policy is from its beginning."""
        if not math.isfinite(result.loss) or not math.isfinite(result.gradient_norm):
            return "nan"
        # Imitation raises the likelihood of what it is shown; only rollouts, good and bad alike,
        # tell how far the policy is, which is what the check looks at.
        shows_all = self.config.objective in ("policy-gradient", "dpo")
        if shows_all and result.kl - result.first_kl > self.config.klBudget:
            return "kl-budget"
        return None

    def _check_is_due(self) -> bool:
        position = self.position
        place = position.step % len(self.plan.steps) or len(self.plan.steps)
        if not self.watch.is_useful or place % math.ceil(len(self.plan.steps) / CHECKS):
            return False
        last = position.checks[-1]["step"] if position.checks else 0
        return position.step > int(last)

    def _check(self) -> None:
        """Compares the policy with its beginning on rollouts that are in no loss."""
        check = self.watch.check(self.position.step)
        with self.settled:
            self.position.checks.append(asdict(check))
            if check.improvement > self.position.best_improvement:
                self.position.best_improvement = check.improvement
                self.position.best_step = check.step
                self.best = self._weights()
        if self.config.objective == "next-token":
            return  # what other tools do has no such guard
        if self.processes.agree(check.is_worse):
            self._end("off-policy")
            self._return_to_best()
        elif self.processes.agree(check.kl - check.first_kl > self.config.klBudget):
            self._end("kl-budget")

    def _return_to_best(self) -> None:
        with self.settled, torch.no_grad():
            for name, one in self.policy.state().items():
                one.copy_(self.best[name])

    def _weights(self) -> dict[str, Tensor]:
        return {name: one.detach().clone() for name, one in self.policy.state().items()}

    def _end(self, reason: str) -> None:
        self.position.stopped = reason
        self.progress.emit("stopped", reason=reason)

    def _tell(self, result: StepResult, epoch: int, pace: "Pace") -> None:
        pace.add(result.tokens)
        self.progress.emit(
            "progress",
            step=self.position.step,
            steps=self.steps,
            epoch=epoch,
            loss=result.loss,
            kl=result.kl,
            clipShare=result.clip_share,
            entropy=result.entropy,
            gradientNorm=result.gradient_norm,
            tokensPerSecond=pace.tokens_per_second,
            etaSeconds=pace.seconds_a_step * (self.steps - self.position.step),
        )

    def _metrics(self) -> dict[str, object]:
        position, rollouts = self.position, self.rollouts
        groups = Counter(group.stage for group in rollouts.groups)
        return {
            "objective": self.config.objective,
            "steps": position.step,
            "stopped": position.stopped,
            "bestStep": position.best_step if position.stopped == "off-policy" else position.step,
            "checks": position.checks,
            "skipped": dict(self.skipped),
            "data": {
                "from": rollouts.drawn[0],
                "to": rollouts.drawn[1],
                "documentations": _drawn(rollouts, "documentation"),
                "reconstructions": _drawn(rollouts, "reconstruction"),
                "groups": sum(groups.values()),
            },
            "tokens": position.tokens,
            "virtualTokens": position.virtual_tokens,
            "device": self.processes.device.type,
            "processes": self.processes.count,
        }


def _drawn(rollouts: Rollouts, stage: str) -> int:
    return sum(
        draw.weight for group in rollouts.groups if group.stage == stage for draw in group.draws
    )


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
