"""The plan is fixed by the seed, deals every group to a step, and keeps functions apart."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from roundtrip_trainer.objectives import Bundle, Example
from roundtrip_trainer.plan import Plan, is_kept_out, make_plan


def groups(count: int) -> list[list[Bundle]]:
    prompt = np.array([1, 2], np.int32)
    return [
        [(Example(prompt, np.array([group, draw], np.int32)),) for draw in range(3)]
        for group in range(count)
    ]


def contents(plan: Plan) -> list[list[list[int]]]:
    return [
        sorted(one.completion.tolist() for micro in step for one in micro.examples)
        for step in plan.steps
    ]


@given(st.integers(1, 30), st.integers(1, 8), st.integers(0, 5), st.integers(5, 50))
@settings(deadline=None)
def test_every_example_is_in_one_step(count: int, size: int, seed: int, budget: int) -> None:
    plan = make_plan(groups(count), size, seed, budget)
    steps = contents(plan)
    assert sorted(one for step in steps for one in step) == [
        [group, draw] for group in range(count) for draw in range(3)
    ]
    assert all(len({group for group, _ in step}) <= size for step in steps)
    assert len(steps) == -(-count // size)
    assert plan.tokens_per_step * len(steps) == 2 * 3 * count


def test_the_same_seed_is_the_same_plan() -> None:
    assert contents(make_plan(groups(20), 4, 7, 50)) == contents(make_plan(groups(20), 4, 7, 50))
    assert contents(make_plan(groups(20), 4, 7, 50)) != contents(make_plan(groups(20), 4, 8, 50))


def test_each_epoch_has_all_steps_in_an_order_of_its_own() -> None:
    plan = make_plan(groups(40), 4, 1, 50)
    orders = [plan.order(epoch) for epoch in range(3)]
    assert all(sorted(order) == list(range(10)) for order in orders)
    assert orders[0] != orders[1] != orders[2]
    assert orders[1] == plan.order(1)


def test_the_share_that_is_kept_out_is_about_as_asked() -> None:
    kept = sum(is_kept_out(f"hash {index}", 0.1, 1) for index in range(2000))
    assert 150 < kept < 250
    assert not any(is_kept_out(f"hash {index}", 0, 1) for index in range(100))
