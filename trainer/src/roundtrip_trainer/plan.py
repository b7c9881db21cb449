"""The steps of a run, fixed before the first: the same for every start of it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .objectives import Bundle, Example
from .prefix_tree import PrefixTree, build_tree, pack


@dataclass(frozen=True)
class MicroBatch:
    examples: tuple[Example, ...]

    def tree(self) -> PrefixTree:
        return build_tree(self.examples)


@dataclass(frozen=True)
class Plan:
    steps: tuple[tuple[MicroBatch, ...], ...]
    """Of one epoch. Their contents are the same in every epoch, their order is not."""
    tokens_per_step: float
    """Completion tokens of a step on average, counting each as often as it was drawn."""
    bundles_per_step: float
    seed: int

    def order(self, epoch: int) -> list[int]:
        """The steps of an epoch, counted from 0."""
        generator = np.random.default_rng([self.seed, epoch])
        return [int(index) for index in generator.permutation(len(self.steps))]


def make_plan(
    groups: Sequence[Sequence[Bundle]], groups_per_step: int, seed: int, budget: int
) -> Plan:
    """Deals groups, shuffled, to steps, and packs each step into micro-batches.

    Args:
        budget: nodes of a micro-batch's trie; it changes the result by rounding alone.
    """
    generator = np.random.default_rng(seed)
    shuffled = [groups[index] for index in generator.permutation(len(groups))]
    steps = [
        [bundle for group in shuffled[start : start + groups_per_step] for bundle in group]
        for start in range(0, len(shuffled), groups_per_step)
    ]
    tokens = sum(len(one.completion) for step in steps for bundle in step for one in bundle)
    return Plan(
        steps=tuple(_micro_batches(step, budget) for step in steps),
        tokens_per_step=tokens / max(1, len(steps)),
        bundles_per_step=sum(map(len, steps)) / max(1, len(steps)),
        seed=seed,
    )


def _micro_batches(bundles: Sequence[Bundle], budget: int) -> tuple[MicroBatch, ...]:
    return tuple(
        MicroBatch(tuple(one for index in members for one in bundles[index]))
        for members in pack(bundles, budget)
    )


def is_kept_out(code_hash: str, share: float, seed: int) -> bool:
    """Whether a function's rollouts watch the training rather than take part in it."""
    digest = hashlib.sha256(f"{seed}:{code_hash}".encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32 < share
