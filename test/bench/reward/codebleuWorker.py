"""Scores pairs with PyPI's codebleu: a JSON list of pairs a line in, a JSON list of scores out."""

import json
import logging
import sys
import time
from typing import TypedDict

from codebleu import calc_codebleu


class Pair(TypedDict):
    language: str
    original: str
    candidate: str


class Score(TypedDict):
    value: float
    milliseconds: float


def score(pair: Pair) -> Score:
    start = time.perf_counter()
    result = calc_codebleu([pair["original"]], [pair["candidate"]], lang=pair["language"])
    elapsed = time.perf_counter() - start
    return {"value": result["codebleu"], "milliseconds": elapsed * 1000}


def main() -> None:
    logging.disable(logging.WARNING)  # It warns of each pair without a data flow.
    for line in sys.stdin:
        pairs: list[Pair] = json.loads(line)
        print(json.dumps([score(pair) for pair in pairs]), flush=True)


if __name__ == "__main__":
    main()
