"""How much better or worse than its group each draw is.

A doc's reward is the mean of the rewards of its K reconstructions, each of which is drawn, so that
the mean has an error of its own. Let r_i be the rewards of a group's n draws,

    between = sum (r_i - mean r)^2 / (n - 1)     the variance that the group shows
    noise   = mean over i of s_i^2 / K_i         what the reconstructions' luck alone would show
    trust   = max(0, 1 - noise / between)

where s_i^2 is the variance of the rewards of draw i. `trust` is the positive-part James-Stein
factor: the share of the shown variance that is not luck. A group without any is skipped; the
differences of the others are scaled by it:

    advantage_i = trust * (r_i - mean of the others) / scale

The scale is one number for a stage, the root of the mean square over all groups that are kept. The
group's own deviation divides nothing (Dr. GRPO, arXiv 2503.20783): it would blow up the groups that
differ least. A code's reward has no such noise, so its `trust` is 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .rollouts import Draw, Group

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class JudgedGroup:
    """A group whose draws differ by more than luck. One number a draw in each array."""

    group: Group
    rewards: Floats
    errors: Floats
    """The standard error of each reward."""
    advantages: Floats
    scale: float
    """The stage's scale, in units of reward."""


def judge(groups: Sequence[Group], verdict_weight: float) -> list[JudgedGroup]:
    """The groups of one stage that tell something, with advantages whose mean square is 1."""
    kept = []
    for group in groups:
        rewards = np.array([_reward(draw, verdict_weight) for draw in group.draws])
        errors = np.sqrt(_squared_errors(group))
        weights = np.array([draw.weight for draw in group.draws], dtype=np.float64)
        differences = _trust(rewards, errors, weights) * _against_others(rewards, weights)
        if np.any(differences):
            kept.append((group, rewards, errors, weights, differences))
    drawn = sum(weights.sum() for *_, weights, _ in kept)
    squares = sum((weights * differences**2).sum() for *_, weights, differences in kept)
    scale = float(np.sqrt(squares / drawn)) if kept else 1.0
    return [
        JudgedGroup(group, rewards, errors, differences / scale, scale)
        for group, rewards, errors, _, differences in kept
    ]


def _reward(draw: Draw, verdict_weight: float) -> float:
    reward = float(np.mean(draw.rewards)) if draw.rewards else 0.0
    return reward + verdict_weight * draw.verdict


def _squared_errors(group: Group) -> Floats:
    """Of each draw's mean reward; a failure's is 0, since it is certain.

    A single reward of a doc does not show its own error. It is taken to vary as the group's docs
    with several do, or, where there are none, as the rewards of the group, which leaves no trust.
    """
    if group.stage == "reconstruction":
        return np.zeros(len(group.draws))
    several = [_variance(draw.rewards) for draw in group.draws if len(draw.rewards) > 1]
    all_rewards = [reward for draw in group.draws for reward in draw.rewards]
    usual = float(np.mean(several)) if several else _variance(all_rewards)
    return np.array([_squared_error(draw, usual) for draw in group.draws])


def _squared_error(draw: Draw, usual: float) -> float:
    count = len(draw.rewards)
    if count == 0:
        return 0.0
    return (_variance(draw.rewards) if count > 1 else usual) / count


def _variance(rewards: Sequence[float]) -> float:
    return float(np.var(rewards, ddof=1)) if len(rewards) > 1 else 0.0


def _trust(rewards: Floats, errors: Floats, weights: Floats) -> float:
    drawn = weights.sum()
    if drawn < 2:
        return 0.0
    mean = np.average(rewards, weights=weights)
    between = (weights * (rewards - mean) ** 2).sum() / (drawn - 1)
    noise = np.average(errors**2, weights=weights)
    return float(max(0.0, 1 - noise / between)) if between > 1e-12 else 0.0


def _against_others(rewards: Floats, weights: Floats) -> Floats:
    """Each reward minus the mean of the others' (of the copies of the same completion, too)."""
    drawn = weights.sum()
    if drawn < 2:
        return np.zeros_like(rewards)
    difference: Floats = (rewards - np.average(rewards, weights=weights)) * drawn / (drawn - 1)
    return difference
