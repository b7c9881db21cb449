"""What each objective takes from a group, and which way its loss pulls."""

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from roundtrip_trainer.advantages import judge
from roundtrip_trainer.config import Objective, Stage, TrainerConfig
from roundtrip_trainer.objectives import (
    Batch,
    Example,
    choose_examples,
    divergence,
    losses,
)
from roundtrip_trainer.prefix_tree import build_tree
from roundtrip_trainer.rollouts import Draw, Group
from runs import run_config

Chosen = list[tuple[tuple[int, float, float], ...]]


class TestExamples:
    """Of each bundle: which draw, its advantage, its weight."""

    @pytest.mark.parametrize(
        ("objective", "stage", "rewards", "expected"),
        [
            pytest.param(
                "policy-gradient",
                "reconstruction",
                [0.1, 0.5, 0.3],
                [((0, -1.22, 1),), ((1, 1.22, 1),)],
                id="policy gradient: all that differ from the mean",
            ),
            pytest.param(
                "best-of",
                "reconstruction",
                [0.1, 0.5, 0.3],
                [((1, 1, 1.22),)],
                id="best-of: the best, by its advantage",
            ),
            pytest.param(
                "best-of", "reconstruction", [0.02, 0.09], [], id="best-of: nothing below the floor"
            ),
            pytest.param(
                "best-of",
                "documentation",
                [0.02, 0.09],
                [((1, 1, 1),)],
                id="best-of: docs have none",
            ),
            pytest.param(
                "dpo",
                "reconstruction",
                [0.1, 0.5, 0.3],
                [((1, 1, 1), (0, -1, 1))],
                id="dpo: the best against the worst",
            ),
        ],
    )
    def test_of_one_group(
        self, objective: Objective, stage: Stage, rewards: list[float], expected: Chosen
    ) -> None:
        assert chosen([[(one,) * 4 for one in rewards]], objective, stage)[0] == expected

    @pytest.mark.parametrize("objective", ["best-of", "dpo"])
    def test_a_doc_that_is_ahead_by_less_than_its_error_is_not_chosen(
        self, objective: Objective
    ) -> None:
        lucky: list[tuple[float, ...]] = [(0.0, 0.0, 0.0, 1.0), (0.05,) * 4, (0.0,) * 4]
        assert chosen([lucky], objective, "documentation") in ([], [[]])

    def test_dpo_leaves_out_pairs_that_differ_little_for_their_stage(self) -> None:
        groups: list[list[tuple[float, ...]]] = [[(0.1,), (0.9,)], [(0.1,), (0.11,)]]
        wide, narrow = chosen(groups, "dpo", "reconstruction")
        assert (len(wide), narrow) == (1, [])


class TestPolicyGradient:
    @pytest.mark.parametrize(
        ("ratio", "advantage", "gain", "pulls"),
        [
            pytest.param(1.0, 1.0, 1.0, True, id="at the start"),
            pytest.param(1.2, 1.0, 1.2, True, id="better, within the band"),
            pytest.param(1.5, 1.0, 1.28, False, id="better, beyond the band"),
            pytest.param(0.5, 1.0, 0.5, True, id="better, but less likely than before"),
            pytest.param(0.9, -1.0, -0.9, True, id="worse, within the band"),
            pytest.param(0.5, -1.0, -0.8, False, id="worse, beyond the band"),
            pytest.param(1.5, -1.0, -1.5, True, id="worse, but likelier than before"),
        ],
    )
    def test_clips_as_ppo_does(
        self, config: TrainerConfig, ratio: float, advantage: float, gain: float, pulls: bool
    ) -> None:
        current = torch.tensor([math.log(ratio)], requires_grad=True)
        batch = one_token(current, advantage)
        loss = losses["policy-gradient"](batch, replace(config, klWeight=0.0))
        assert loss.item() == pytest.approx(-gain)
        (gradient,) = torch.autograd.grad(loss, current)
        assert bool(gradient != 0) == pulls
        assert batch.clipped(config).item() == (not pulls)

    @pytest.mark.parametrize("ratio", [0.5, 2.0])
    def test_kl_pulls_back_to_the_base(self, config: TrainerConfig, ratio: float) -> None:
        current = torch.tensor([math.log(ratio)], requires_grad=True)
        loss = losses["policy-gradient"](one_token(current, 0.0), config)
        (gradient,) = torch.autograd.grad(loss, current)
        assert float(gradient) * math.log(ratio) > 0

    def test_k3_is_the_mean_divergence(self) -> None:
        torch.manual_seed(0)
        current = torch.randn(50).log_softmax(-1)
        base = torch.randn(50).log_softmax(-1)
        estimate = (current.exp() * divergence(base, current)).sum()
        exact = (current.exp() * (current - base)).sum()
        torch.testing.assert_close(estimate, exact)


class TestImitation:
    def test_is_the_weighted_cross_entropy(self, config: TrainerConfig) -> None:
        batch = two_replies(torch.tensor([-1.0, -2.0, -4.0]), weights=(1.0, 0.5))
        assert losses["best-of"](batch, config).item() == pytest.approx(1 + 2 + 0.5 * 4)


class TestPreference:
    def test_is_dpo(self, config: TrainerConfig) -> None:
        batch = two_replies(torch.tensor([-1.0, -2.0, -4.0]), advantages=(1.0, -1.0))
        margin = (-3 - 0) - (-4 - 0)
        expected = -math.log(1 / (1 + math.exp(-0.1 * margin)))
        assert losses["dpo"](batch, config).item() == pytest.approx(expected)

    def test_raises_the_better_and_lowers_the_worse(self, config: TrainerConfig) -> None:
        current = torch.tensor([-1.0, -2.0, -4.0], requires_grad=True)
        loss = losses["dpo"](two_replies(current, advantages=(1.0, -1.0)), config)
        (gradient,) = torch.autograd.grad(loss, current)
        assert [slope > 0 for slope in gradient.tolist()] == [False, False, True]


@pytest.fixture
def config(tmp_path: Path) -> TrainerConfig:
    path = tmp_path / "config.json"
    path.write_text(json.dumps(run_config(tmp_path)))
    return TrainerConfig.read(path)


def chosen(
    groups: list[list[tuple[float, ...]]], objective: Objective, stage: Stage
) -> list[Chosen]:
    judged = judge([group(rewards, stage) for rewards in groups], 0)
    return [
        [
            tuple(
                (int(one.completion[0]), round(one.advantage, 2), round(one.weight, 2))
                for one in bundle
            )
            for bundle in choose_examples(each, objective)
        ]
        for each in judged
    ]


def group(rewards: list[tuple[float, ...]], stage: Stage) -> Group:
    draws = tuple(Draw(np.array([index], np.int32), one) for index, one in enumerate(rewards))
    return Group(stage, "", np.array([0], np.int32), draws)


def one_token(current: Tensor, advantage: float) -> Batch:
    """As likely before, by the policy that drew it and by the base."""
    examples = [Example(np.array([1], np.int32), np.array([2], np.int32), advantage)]
    former = torch.zeros(1)
    return Batch(build_tree(examples), examples, current, former, former)


def two_replies(
    current: Tensor,
    advantages: tuple[float, float] = (1.0, 1.0),
    weights: tuple[float, float] = (1.0, 1.0),
) -> Batch:
    """One of two tokens and one of a single token."""
    replies = (np.array([2, 3], np.int32), np.array([4], np.int32))
    examples = [
        Example(np.array([1], np.int32), reply, advantage, weight)
        for reply, advantage, weight in zip(replies, advantages, weights, strict=True)
    ]
    return Batch(build_tree(examples), examples, current, torch.zeros(3), torch.zeros(3))
