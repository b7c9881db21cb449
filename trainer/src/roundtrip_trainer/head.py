"""Log-probabilities of given tokens from hidden states, without keeping a row of the vocabulary."""

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.autograd import Function

CHUNK = 256
"""Rows of the vocabulary that are in memory at a time."""
EXACT = 8
"""Likeliest tokens of a row whose logits are computed in 32 bits where the weights have 16."""


@dataclass(frozen=True)
class LogProbs:
    values: Tensor
    """[N] in 32 bits, with gradients."""
    entropies: Tensor
    """[U], of the whole distribution at each distinct place, without gradients."""


def log_probs(hidden: Tensor, head: Tensor, predictors: Tensor, targets: Tensor) -> LogProbs:
    """log p(targets | what stands before), where `head` is the frozen output matrix.

    Args:
        hidden: [T, H].
        head: [V, H].
        predictors: [N] rows of `hidden`; several targets may share one.
        targets: [N] token ids.
    """
    rows, place = torch.unique(predictors, return_inverse=True)
    values, entropies = _LogProbs.apply(hidden[rows], head, place, targets)  # type: ignore[no-untyped-call]
    return LogProbs(values, entropies)


class _LogProbs(Function):
    """The gradient of log p(t) for a hidden state h is W_t - sum over v of p(v) W_v. It is taken in
    the forward pass, while the row of p is at hand, so that neither p nor the logits are kept."""

    @staticmethod
    def forward(
        context: Any,
        hidden: Tensor,
        head: Tensor,
        place: Tensor,
        targets: Tensor,
    ) -> tuple[Tensor, Tensor]:
        normalisers, entropies, expected = [], [], []
        for chunk in torch.split(hidden, CHUNK):
            logits = _logits(chunk, head)
            normaliser = torch.logsumexp(logits, -1)
            shifted = logits - normaliser[:, None]
            probabilities = shifted.exp()
            normalisers.append(normaliser)
            entropies.append(-(probabilities * shifted).sum(-1))
            if hidden.requires_grad:
                expected.append((probabilities.to(head.dtype) @ head).float())
        chosen = head[targets].float()
        values = (hidden[place].float() * chosen).sum(-1) - torch.cat(normalisers)[place]
        if hidden.requires_grad:
            context.save_for_backward(chosen - torch.cat(expected)[place], place)
            context.rows, context.dtype = hidden.shape, hidden.dtype
        entropy = torch.cat(entropies)
        context.mark_non_differentiable(entropy)
        return values, entropy

    @staticmethod
    def backward(
        context: Any,
        *gradients: Tensor,
    ) -> tuple[Tensor, None, None, None]:
        slopes, place = context.saved_tensors
        result = slopes.new_zeros(context.rows)
        result.index_add_(0, place, gradients[0][:, None] * slopes)
        return result.to(context.dtype), None, None, None


def _logits(hidden: Tensor, head: Tensor) -> Tensor:
    """In 32 bits. A product of 16-bit matrices is rounded to 16 bits, which for a logit of 20 is an
    error of .06: the largest, which decide the sum, are computed again."""
    logits = (hidden @ head.T).float()
    if head.dtype != torch.float32:
        likeliest = logits.topk(min(EXACT, len(head)), sorted=False).indices
        exact = torch.einsum("uh,ukh->uk", hidden.float(), head[likeliest].float())
        logits.scatter_(-1, likeliest, exact)
    return logits
