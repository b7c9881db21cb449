"""What is learned from the judged groups: four objectives, each a choice of examples and a loss.

A loss is a sum over tokens or pairs; training.py divides it by what a step holds on average, one
constant for the whole run, so that no length and no step weighs more than another (Dr. GRPO).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import logsigmoid

from .advantages import JudgedGroup
from .config import Objective, TrainerConfig
from .prefix_tree import PrefixTree, Sample

DPO_BETA = 0.1
"""How strongly DPO holds on to the base, as in its paper (arXiv 2305.18290)."""
BEST_OF_FLOOR = 0.1
"""A rebuilt code below this reward is nothing to imitate, be it the best of its group."""


@dataclass(frozen=True)
class Example(Sample):
    advantage: float = 1.0
    """For DPO, 1 for the better and -1 for the worse of a pair."""
    weight: float = 1.0


Bundle = tuple[Example, ...]
"""Examples whose loss is one: a pair for DPO, else a single one."""


@dataclass(frozen=True)
class Batch:
    """One micro-batch: N completion tokens of E examples, as the three policies see them."""

    tree: PrefixTree
    examples: Sequence[Example]
    current: Tensor
    """[N] log-probabilities with gradients, by the policy that is trained."""
    drawn: Tensor
    """[N], by the policy that drew them, before any training."""
    base: Tensor
    """[N], by the model without adapters."""

    def spread(self, values: Sequence[float]) -> Tensor:
        """One number an example as one a token."""
        return torch.tensor(values, device=self.current.device)[self.tree.owners]

    @property
    def advantages(self) -> Tensor:
        return self.spread([example.advantage for example in self.examples])

    @property
    def weights(self) -> Tensor:
        return self.spread([example.weight for example in self.examples])

    def clipped(self, config: TrainerConfig) -> Tensor:
        """[N], true where the ratio is so far from 1 that the token pulls no more."""
        ratios, advantages = (self.current - self.drawn).exp(), self.advantages
        above = (ratios > 1 + config.clipHigh) & (advantages > 0)
        below = (ratios < 1 - config.clipLow) & (advantages < 0)
        return above | below


def divergence(base: Tensor, current: Tensor) -> Tensor:
    """Of `current` to `base` at each token, in nats, by the k3 estimator: never below 0 and of
    little variance (http://joschu.net/blog/kl-approx.html)."""
    difference = base - current
    return difference.exp() - difference - 1


Loss = Callable[[Batch, TrainerConfig], Tensor]


def policy_gradient(batch: Batch, config: TrainerConfig) -> Tensor:
    """PPO's clipped surrogate with a band of its own above (DAPO, arXiv 2503.14476), and KL."""
    ratios, advantages = (batch.current - batch.drawn).exp(), batch.advantages
    clipped = ratios.clamp(1 - config.clipLow, 1 + config.clipHigh)
    gains = torch.minimum(ratios * advantages, clipped * advantages)
    return (batch.weights * (config.klWeight * divergence(batch.base, batch.current) - gains)).sum()


def imitation(batch: Batch, config: TrainerConfig) -> Tensor:
    """Cross entropy."""
    return -(batch.weights * batch.current).sum()


def preference(batch: Batch, config: TrainerConfig) -> Tensor:
    """DPO on pairs; the reference is the base."""
    margins = torch.zeros(len(batch.examples) // 2, device=batch.current.device)
    margins = margins.index_add(
        0, batch.tree.owners // 2, batch.advantages * (batch.current - batch.base)
    )
    return -logsigmoid(DPO_BETA * margins).sum()


losses: Mapping[Objective, Loss] = {
    "policy-gradient": policy_gradient,
    "best-of": imitation,
    "dpo": preference,
    "next-token": imitation,
}


def choose_examples(judged: JudgedGroup, objective: Objective) -> list[Bundle]:
    """What a group gives to the loss; nothing where its best is not clearly better."""
    if objective == "best-of":
        return _best(judged)
    if objective == "dpo":
        return _best_and_worst(judged)
    return [
        (_example(judged, index, float(advantage), draw.weight),)
        for index, (draw, advantage) in enumerate(
            zip(judged.group.draws, judged.advantages, strict=True)
        )
        if advantage != 0
    ]


def _best(judged: JudgedGroup) -> list[Bundle]:
    """The best draw, weighted by its advantage: a doc that beats its group's mean by more than the
    error of its own reward, a code that also reaches the floor."""
    best = int(np.argmax(judged.rewards))
    advantage = float(judged.advantages[best])
    ahead = judged.rewards[best] - judged.rewards.mean() > judged.errors[best]
    is_code = judged.group.stage == "reconstruction"
    if not ahead or (is_code and judged.rewards[best] < BEST_OF_FLOOR):
        return []
    return [(_example(judged, best, 1.0, advantage),)]


def _best_and_worst(judged: JudgedGroup) -> list[Bundle]:
    """DPO counts every pair the same, so a pair must differ by the stage's scale and by more than
    the error of the difference."""
    best, worst = int(np.argmax(judged.rewards)), int(np.argmin(judged.rewards))
    gap = judged.rewards[best] - judged.rewards[worst]
    error = float(np.hypot(judged.errors[best], judged.errors[worst]))
    if gap <= max(error, judged.scale):
        return []
    return [(_example(judged, best, 1.0, 1.0), _example(judged, worst, -1.0, 1.0))]


def _example(judged: JudgedGroup, index: int, advantage: float, weight: float) -> Example:
    completion = judged.group.draws[index].completion
    return Example(judged.group.prompt, completion, advantage, weight)
