"""The fused log-probabilities are those of a plain softmax, gradients too."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from roundtrip_trainer import head

HIDDEN, VOCABULARY = 16, 50


@given(st.lists(st.integers(0, 9), min_size=1, max_size=20), st.integers(1, 30))
@settings(deadline=None)
def test_equals_log_softmax(predictors: list[int], chunk: int) -> None:
    hidden, weights, targets = problem(len(predictors))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(head, "CHUNK", chunk)
        ours = head.log_probs(hidden, weights, torch.tensor(predictors), targets)
    logits = (hidden @ weights.T).log_softmax(-1)
    theirs = logits[predictors].gather(-1, targets[:, None])[:, 0]
    torch.testing.assert_close(ours.values, theirs)
    slopes = torch.linspace(-1, 1, len(predictors))
    torch.testing.assert_close(
        gradient(ours.values @ slopes, hidden), gradient(theirs @ slopes, hidden)
    )
    places = sorted(set(predictors))
    entropies = -(logits.exp() * logits).sum(-1)[places]
    torch.testing.assert_close(ours.entropies, entropies)


def test_16_bits_are_close_to_32_where_it_counts() -> None:
    """Rounded to 16 bits, the logits alone would be wrong by up to .06 at 20."""
    hidden, weights, targets = problem(200)
    hidden = (hidden * 3).bfloat16().detach()
    weights = weights.bfloat16()
    predictors = torch.arange(200) % 10
    ours = head.log_probs(hidden, weights, predictors, targets).values
    exact = (hidden.float() @ weights.float().T).log_softmax(-1)
    assert float((ours - exact[predictors, targets]).abs().max()) < 0.01


def problem(count: int) -> tuple[Tensor, Tensor, Tensor]:
    torch.manual_seed(0)
    hidden = torch.randn(10, HIDDEN, requires_grad=True)
    return hidden, torch.randn(VOCABULARY, HIDDEN), torch.randint(VOCABULARY, (count,))


def gradient(loss: Tensor, hidden: Tensor) -> Tensor:
    return torch.autograd.grad(loss, hidden)[0]
