"""The functions' own code as what a reconstruction should have been."""

import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from .errors import TrainerError
from .objectives import Bundle, Example
from .rollouts import Group, Tokens


def original_examples(groups: Sequence[Group], path: Path, vocabulary: int) -> list[list[Bundle]]:
    """The prompts of reconstructions with the code that the documentation was written for.

    Of all replies to such a prompt it is the one of reward 1. It was not drawn, so it is imitated
    and never weighed against what was. Only the better half of a function's documentations take
    part: from one that says nothing, the code could be had by guessing alone.

    Args:
        path: JSON lines `{codeHash, tokens}`, the engine's ids of the reply that rebuilds the code.
        vocabulary: the number of token ids of the model.

    Raises:
        TrainerError: `failed`, the file can't be read.
    """
    originals = _read(path, vocabulary)
    rebuilt: defaultdict[str, list[Group]] = defaultdict(list)
    for group in groups:
        if group.stage == "reconstruction" and group.code_hash in originals:
            rebuilt[group.code_hash].append(group)
    return [
        [(Example(group.prompt, originals[code_hash]),)]
        for code_hash, same in rebuilt.items()
        for group in sorted(same, key=_mean_reward, reverse=True)[: (len(same) + 1) // 2]
    ]


def _mean_reward(group: Group) -> float:
    return float(np.mean([reward for draw in group.draws for reward in draw.rewards]))


def _read(path: Path, vocabulary: int) -> dict[str, Tokens]:
    try:
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        rows = {line["codeHash"]: np.array(line["tokens"], np.int32) for line in lines}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TrainerError(
            "failed", f"The originals of {path} can't be read ({error}). Start a new run."
        ) from error
    return {
        code_hash: row
        for code_hash, row in rows.items()
        if len(row) and row.min() >= 0 and row.max() < vocabulary
    }
