"""Sequences that begin alike, evaluated once where they are alike.

The sequences of a micro-batch become one row: the nodes of their trie, in depth-first order. A node
sees its ancestors and itself alone, and its position is its depth, so that every hidden state is
what it would be in a row of its own, and so are the gradients. In the order of their token ids,
neighbours share the longest prefixes: what a sequence adds to the trie is what follows its common
prefix with the one before it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from .rollouts import Tokens

Indexes = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Sample:
    """A prompt and what follows it, whose log-probabilities are asked for."""

    prompt: Tokens
    completion: Tokens

    @property
    def tokens(self) -> Tokens:
        return np.concatenate([self.prompt, self.completion])


@dataclass(frozen=True)
class PrefixTree:
    """T nodes, and the N completion tokens of all samples, sample by sample in the order given."""

    tokens: Tensor
    """[T]"""
    depths: Tensor
    """[T]"""
    ancestors: Tensor
    """[T, T], true where the column is seen from the row."""
    predictors: Tensor
    """[N], the node whose next token is the completion token."""
    targets: Tensor
    """[N], the completion token."""
    owners: Tensor
    """[N], the sample it belongs to."""
    virtual: int
    """The tokens of all samples together, as they would be without sharing."""

    def to(self, device: torch.device) -> "PrefixTree":
        moved = {name: getattr(self, name).to(device) for name in _TENSORS}
        return PrefixTree(**moved, virtual=self.virtual)


_TENSORS = ("tokens", "depths", "ancestors", "predictors", "targets", "owners")


def build_tree(samples: Sequence[Sample]) -> PrefixTree:
    """Packs samples with at least one token each of prompt and completion."""
    rows = [sample.tokens for sample in samples]
    order = sorted(range(len(rows)), key=lambda index: rows[index].tolist())
    paths: list[Indexes] = [np.zeros(0, np.int64)] * len(rows)
    tokens: list[Tokens] = []
    depths: list[Indexes] = []
    spans: list[tuple[Indexes, int]] = []  # the path that a run of new nodes hangs on, its length
    size = 0
    before, path = np.zeros(0, np.int32), np.zeros(0, np.int64)
    for index in order:
        row = rows[index]
        shared = common_prefix(before, row)
        new = len(row) - shared
        spans.append((path[:shared], new))
        path = np.concatenate([path[:shared], np.arange(size, size + new)])
        tokens.append(row[shared:])
        depths.append(np.arange(shared, len(row)))
        paths[index] = path
        size, before = size + new, row
    starts = [len(sample.prompt) for sample in samples]
    return PrefixTree(
        tokens=torch.from_numpy(np.concatenate(tokens).astype(np.int64)),
        depths=torch.from_numpy(np.concatenate(depths)),
        ancestors=_ancestors(spans, size),
        predictors=torch.from_numpy(
            np.concatenate(
                [path[start - 1 : -1] for path, start in zip(paths, starts, strict=True)]
            )
        ),
        targets=torch.from_numpy(
            np.concatenate([sample.completion for sample in samples]).astype(np.int64)
        ),
        owners=torch.repeat_interleave(
            torch.tensor([len(sample.completion) for sample in samples])
        ),
        virtual=sum(map(len, rows)),
    )


def _ancestors(spans: Sequence[tuple[Indexes, int]], size: int) -> Tensor:
    seen = torch.zeros(size, size, dtype=torch.bool)
    start = 0
    for path, new in spans:
        end = start + new
        seen[start:end, torch.from_numpy(path)] = True
        seen[start:end, start:end] = torch.ones(new, new, dtype=torch.bool).tril()
        start = end
    return seen


def common_prefix(one: Tokens, other: Tokens) -> int:
    length = min(len(one), len(other))
    differ = np.flatnonzero(one[:length] != other[:length])
    return int(differ[0]) if len(differ) else length


def pack(bundles: Sequence[Sequence[Sample]], budget: int) -> Iterator[list[int]]:
    """Splits bundles into micro-batches whose tries have at most `budget` nodes.

    Bundles that begin alike come together. A bundle is never split: one that is larger than the
    budget is a micro-batch of its own.

    Yields:
        The indexes of the bundles of one micro-batch.
    """
    first = [min(sample.tokens.tolist() for sample in bundle) for bundle in bundles]
    members: list[int] = []
    size = 0
    before: list[Tokens] = []
    for index in sorted(range(len(bundles)), key=first.__getitem__):
        rows = sorted((sample.tokens for sample in bundles[index]), key=lambda row: row.tolist())
        added = _added(before, rows)
        if members and size + added > budget:
            yield members
            members, size, before = [], 0, []
            added = _added(before, rows)
        members.append(index)
        size += added
        before = rows
    if members:
        yield members


def _added(before: Sequence[Tokens], rows: Sequence[Tokens]) -> int:
    """Nodes that `rows` add to a trie that holds `before`; never too few."""
    added = 0
    known = list(before)
    for row in rows:
        added += len(row) - max((common_prefix(one, row) for one in known), default=0)
        known.append(row)
    return added
