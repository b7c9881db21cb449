"""What the rollouts that were kept out of the loss say of the policy that is trained.

They were drawn by the former policy. With r = p(token) now / p(token) then and A the advantage,

    improvement of a function = sum over the tokens of its draws of (clip(r) - 1) * A

is, to first order, what the change of the policy is worth on it. Below zero by more than 2.4
standard errors over the functions, the training has overfitted its own rollouts and is to stop.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from .advantages import JudgedGroup
from .config import TrainerConfig
from .objectives import Example, divergence
from .policy import Policy
from .prefix_tree import build_tree, pack
from .rollouts import Draw

FEWEST_FUNCTIONS = 8
"""Fewer have no standard error to speak of."""
SIGNIFICANT = 2.4
"""Standard errors: one time in 40 by chance with 8 functions, one in 120 with many."""
LARGEST_WEIGHT = 10.0
"""Of one draw in the guards' means."""


@dataclass(frozen=True)
class Guards:
    """What the policy's replies are like, by importance weights, in one stage."""

    length: float
    """Tokens."""
    unended: float
    """Share of replies that reach the token limit."""
    leak: float
    """Share of the code that docs quote."""


@dataclass(frozen=True)
class Check:
    step: int
    improvement: float
    """A function's, in units of advantage."""
    error: float
    kl: float
    """To the base, nats a token."""
    first_kl: float
    """Of the former policy."""
    guards: dict[str, Guards]

    @property
    def is_worse(self) -> bool:
        return self.improvement < -SIGNIFICANT * self.error


@dataclass(frozen=True)
class _Watched:
    example: Example
    draw: Draw
    stage: str
    code_hash: str


class Watch:
    """Rollouts kept out of the loss; what the former policy said of them is computed once."""

    def __init__(
        self, judged: Sequence[JudgedGroup], policy: Policy, config: TrainerConfig, budget: int
    ) -> None:
        self.policy = policy
        self.config = config
        self.watched = [
            _Watched(
                Example(one.group.prompt, draw.completion, float(advantage), draw.weight),
                draw,
                one.group.stage,
                one.group.code_hash,
            )
            for one in judged
            for draw, advantage in zip(one.group.draws, one.advantages, strict=True)
        ]
        self.batches = [
            [self.watched[index] for index in members]
            for members in pack([(one.example,) for one in self.watched], budget)
        ]
        self.former: list[tuple[Tensor, Tensor]] = []

    @property
    def is_useful(self) -> bool:
        return len({one.code_hash for one in self.watched}) >= FEWEST_FUNCTIONS

    @torch.no_grad()
    def check(self, step: int) -> Check:
        """Evaluates all that is watched: a third of what training on it would take."""
        improvements: defaultdict[str, float] = defaultdict(float)
        weights: list[float] = []
        kl, first_kl, tokens = 0.0, 0.0, 0
        for index, batch in enumerate(self.batches):
            tree = build_tree([one.example for one in batch]).to(self.policy.device)
            current = self.policy.log_probs(tree).values.cpu()
            drawn, base = self._former(index)
            ratios = (current - drawn).exp()
            clipped = ratios.clamp(1 - self.config.clipLow, 1 + self.config.clipHigh)
            sums = torch.zeros(2, len(batch)).index_add(
                1, tree.owners.cpu(), torch.stack([clipped - 1, current - drawn])
            )
            for one, gain, change in zip(batch, *sums.tolist(), strict=True):
                improvements[one.code_hash] += gain * one.example.advantage * one.example.weight
                weights.append(min(LARGEST_WEIGHT, float(np.exp(change))))
            kl += float(divergence(base, current).sum())
            first_kl += float(divergence(base, drawn).sum())
            tokens += len(drawn)
        values = np.array(list(improvements.values()))
        return Check(
            step=step,
            improvement=float(values.mean()),
            error=float(values.std(ddof=1) / np.sqrt(len(values))),
            kl=kl / tokens,
            first_kl=first_kl / tokens,
            guards=self._guards(weights),
        )

    def _former(self, index: int) -> tuple[Tensor, Tensor]:
        if not self.former:
            for batch in self.batches:
                tree = build_tree([one.example for one in batch]).to(self.policy.device)
                drawn, base = self.policy.before_training(tree)
                self.former.append((drawn.cpu(), base.cpu()))
        return self.former[index]

    def _guards(self, weights: Sequence[float]) -> dict[str, Guards]:
        members = [one for batch in self.batches for one in batch]
        result: dict[str, Guards] = {}
        for stage in self.config.stages:
            chosen = [
                (one.draw, weight * one.draw.weight)
                for one, weight in zip(members, weights, strict=True)
                if one.stage == stage
            ]
            if not chosen:
                continue
            shares = [weight for _, weight in chosen]
            result[stage] = Guards(
                length=float(
                    np.average([len(draw.completion) for draw, _ in chosen], weights=shares)
                ),
                unended=float(np.average([not draw.ended for draw, _ in chosen], weights=shares)),
                leak=float(np.average([draw.leak for draw, _ in chosen], weights=shares)),
            )
        return result
