"""How much better than its group a draw is, and when that is luck."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roundtrip_trainer.advantages import JudgedGroup, judge
from roundtrip_trainer.config import Stage
from roundtrip_trainer.rollouts import Draw, Group

Rewards = list[tuple[float, ...]]
steady = (0.3, 0.3, 0.3, 0.3)
rewards_of_docs = st.lists(
    st.lists(st.floats(0, 1), min_size=4, max_size=4).map(tuple), min_size=2, max_size=6
)


class TestDocs:
    @pytest.mark.parametrize(
        ("docs", "expected"),
        [
            pytest.param([steady, (0.1,) * 4], [1, -1], id="without luck, the difference counts"),
            pytest.param([steady, steady], None, id="equal docs"),
            pytest.param([(0, 1, 0, 1), (1, 0, 1, 0)], None, id="equal means, much luck"),
            pytest.param([(0, 1, 0, 1), (0, 1, 1, 1)], None, id="a difference within the luck"),
            pytest.param([(), steady], [-1, 1], id="a failure is worth nothing, for certain"),
            pytest.param([(), ()], None, id="only failures"),
            pytest.param([(0.1,), (0.9,)], None, id="one reconstruction each shows no luck"),
            pytest.param([steady], None, id="one doc"),
        ],
    )
    def test_advantages_of_one_group(self, docs: Rewards, expected: list[float] | None) -> None:
        judged = judge([group(docs)], 0)
        assert [list(np.round(one.advantages, 6)) for one in judged] == (
            [] if expected is None else [expected]
        )

    def test_trust_is_the_share_of_the_variance_that_is_not_luck(self) -> None:
        # Means .2 and .4, so between is .02; only the first doc has any luck.
        judged = judge([group([(0.0, 0.4, 0.2, 0.2), (0.4,) * 4])], 0)[0]
        noise = np.var([0.0, 0.4, 0.2, 0.2], ddof=1) / 4 / 2
        trust = 1 - noise / 0.02
        assert judged.advantages * judged.scale == pytest.approx([-0.2 * trust, 0.2 * trust])

    def test_the_others_are_the_baseline(self) -> None:
        judged = judge([group([(0.6,) * 4, (0.3,) * 4, (0.0,) * 4])], 0)[0]
        assert judged.advantages * judged.scale == pytest.approx([0.45, 0.0, -0.45])

    def test_a_doc_drawn_twice_counts_twice(self) -> None:
        twice = judge([group([steady, (0.1,) * 4], weights=[2, 1])], 0)[0]
        apart = judge([group([steady, steady, (0.1,) * 4])], 0)[0]
        assert twice.advantages == pytest.approx(apart.advantages[1:])
        assert twice.scale == pytest.approx(apart.scale)

    @given(st.lists(rewards_of_docs, min_size=1, max_size=5))
    @settings(deadline=None)
    def test_advantages_balance_and_have_one_scale(self, groups: list[Rewards]) -> None:
        judged = judge([group(docs) for docs in groups], 0)
        for one in judged:
            assert one.advantages.sum() == pytest.approx(0, abs=1e-6)
        if judged:
            everything = np.concatenate([one.advantages for one in judged])
            assert np.mean(everything**2) == pytest.approx(1)

    @given(rewards_of_docs)
    @settings(deadline=None)
    def test_a_group_is_not_divided_by_its_own_deviation(self, docs: Rewards) -> None:
        """Half the difference is half the advantage, when both groups are in one run."""
        half = [tuple(reward / 2 for reward in doc) for doc in docs]
        judged = judge([group(docs), group(half)], 0)
        if len(judged) == 2:
            assert judged[1].advantages == pytest.approx(judged[0].advantages / 2)


class TestCodes:
    def test_any_difference_counts(self) -> None:
        judged = judge([group([(0.0,), (0.2,)], "reconstruction")], 0)[0]
        assert list(judged.advantages) == [-1, 1]


class TestVerdicts:
    @pytest.mark.parametrize(
        ("weight", "expected"), [(0.0, None), (0.1, [0.2, -0.2])], ids=["off", "on"]
    )
    def test_shift_the_reward(self, weight: float, expected: list[float] | None) -> None:
        draws = (
            Draw(np.array([1]), steady, verdict=1),
            Draw(np.array([2]), steady, verdict=-1),
        )
        judged = judge([Group("documentation", "", np.array([0]), draws)], weight)
        shown: list[JudgedGroup] = judged
        assert [list(one.advantages * one.scale) for one in shown] == (
            [] if expected is None else [pytest.approx(expected)]
        )


def group(
    rewards: Rewards, stage: Stage = "documentation", weights: list[int] | None = None
) -> Group:
    draws = tuple(
        Draw(np.array([index], np.int32), one, weight=weights[index] if weights else 1)
        for index, one in enumerate(rewards)
    )
    return Group(stage, "hash", np.array([0], np.int32), draws)
