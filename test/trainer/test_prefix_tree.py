"""A packed trie says what each of its sequences says alone, and costs less."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from roundtrip_trainer.model import load_model
from roundtrip_trainer.policy import Policy
from roundtrip_trainer.prefix_tree import Sample, build_tree, pack
from tiny_gguf import TinyModel, write_tiny_gguf

tokens = st.lists(st.integers(3, 8), min_size=1, max_size=6)  # few ids: long common prefixes
samples = st.builds(
    lambda prompt, completion: Sample(np.array(prompt, np.int32), np.array(completion, np.int32)),
    tokens,
    tokens,
)


@pytest.fixture(scope="module")
def policy_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Policy]:
    """By architecture, with an adapter that is not zero."""

    def make(architecture: str) -> Policy:
        path = tmp_path_factory.mktemp("model") / "tiny.gguf"
        model = load_model(write_tiny_gguf(path, TinyModel(architecture)), torch.float32)
        policy = Policy(model, rank=4, alpha=8, seed=0)
        torch.manual_seed(1)
        with torch.no_grad():
            for one in policy.trained:
                one.normal_(std=0.1)
        return policy

    return make


@pytest.fixture(scope="module")
def policy(policy_of: Callable[[str], Policy]) -> Policy:
    return policy_of("llama")


class TestPrefixTree:
    @given(st.lists(samples, min_size=1, max_size=6))
    @settings(max_examples=40, deadline=None)
    def test_says_what_each_sequence_says_alone(self, policy: Policy, drawn: list[Sample]) -> None:
        require_equal(policy, drawn)

    @pytest.mark.parametrize("architecture", ["llama", "qwen2", "qwen3", "gemma3"])
    def test_in_each_architecture_beyond_a_sliding_window(
        self, policy_of: Callable[[str], Policy], architecture: str
    ) -> None:
        prompt = np.arange(3, 30, dtype=np.int32)
        completions = [np.array([40, 41, last], np.int32) for last in (42, 43, 44)]
        require_equal(policy_of(architecture), [Sample(prompt, one) for one in completions])

    @given(st.lists(samples, min_size=1, max_size=8))
    @settings(deadline=None)
    def test_has_one_node_for_each_distinct_prefix(self, drawn: list[Sample]) -> None:
        prefixes = {tuple(row[: end + 1]) for row in rows(drawn) for end in range(len(row))}
        tree = build_tree(drawn)
        assert len(tree.tokens) == len(prefixes)
        assert tree.virtual == sum(len(row) for row in rows(drawn))

    def test_saves_the_shared_example_and_the_shared_prompt(self) -> None:
        example, prompt = list(range(100)), list(range(100, 120))
        drawn = [
            Sample(
                np.array([*example, *prompt, group], np.int32),
                np.array([200 + draw, 201, 202], np.int32),
            )
            for group in range(2)
            for draw in range(4)
        ]
        tree = build_tree(drawn)
        assert (tree.virtual, len(tree.tokens)) == (8 * 124, 120 + 2 + 8 * 3)


class TestPack:
    @given(st.lists(st.lists(samples, min_size=1, max_size=2), max_size=12), st.integers(4, 40))
    @settings(deadline=None)
    def test_keeps_every_bundle_whole_and_within_the_budget(
        self, bundles: list[list[Sample]], budget: int
    ) -> None:
        packed = list(pack(bundles, budget))
        assert sorted(index for members in packed for index in members) == list(range(len(bundles)))
        for members in packed:
            size = len(build_tree([one for index in members for one in bundles[index]]).tokens)
            assert size <= budget or len(members) == 1

    def test_puts_together_what_begins_alike(self) -> None:
        bundles = [
            [Sample(np.full(10, kind, np.int32), np.array([draw], np.int32))]
            for draw in range(3)
            for kind in (1, 2)
        ]
        assert [sorted(members) for members in pack(bundles, 13)] == [[0, 2, 4], [1, 3, 5]]


def require_equal(policy: Policy, drawn: list[Sample]) -> None:
    """Log-probabilities and gradients of the trie are those of the plain sequences."""
    packed = policy.log_probs(build_tree(drawn)).values
    plain = torch.cat([plain_log_probs(policy, one) for one in drawn])
    torch.testing.assert_close(packed, plain, rtol=1e-4, atol=1e-4)
    weights = torch.linspace(-1, 1, len(packed))
    for ours, theirs in zip(
        gradients(policy, packed @ weights), gradients(policy, plain @ weights), strict=True
    ):
        torch.testing.assert_close(ours, theirs, rtol=1e-3, atol=1e-3)


def plain_log_probs(policy: Policy, sample: Sample) -> Tensor:
    ids = torch.from_numpy(sample.tokens.astype(np.int64))
    logits: Tensor = policy.model(input_ids=ids[None]).logits[0]
    start = len(sample.prompt)
    return logits.log_softmax(-1)[start - 1 : -1].gather(-1, ids[start:, None])[:, 0]


def gradients(policy: Policy, loss: Tensor) -> Iterator[Tensor]:
    yield from torch.autograd.grad(loss, policy.trained)


def rows(drawn: list[Sample]) -> list[list[int]]:
    return [one.tokens.tolist() for one in drawn]
