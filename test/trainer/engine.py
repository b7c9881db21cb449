"""The engine that users run, asked from Python."""

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from roundtrip_trainer.probe import Position, Probe

root = Path(__file__).parents[2]


@dataclass(frozen=True)
class Question:
    """For a model's logits, with an adapter or without; without tokens, those of the probe."""

    model: Path
    adapter: Path | None = None
    tokens: tuple[int, ...] = ()
    top: int = 32


def ask_engine(questions: Sequence[Question]) -> list[Probe]:
    """What the engine says, for each question as a probe. One process answers them all."""
    asked = [
        {"model": str(each.model), "adapter": _text(each.adapter), "request": _request(each)}
        for each in questions
    ]
    answer = subprocess.run(
        [root / "node_modules/.bin/node", "--import", "tsx", "test/trainer/engineLogits.ts"],
        cwd=root,
        input=json.dumps(asked),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [
        to_probe({"tokens": question.tokens, "positions": said} if question.tokens else said)
        for question, said in zip(questions, json.loads(answer.stdout), strict=True)
    ]


def to_probe(record: dict[str, Any]) -> Probe:
    positions = tuple(
        Position(each["position"], *zip(*each["logits"], strict=True))
        for each in record["positions"]
    )
    return Probe(tuple(record["tokens"]), positions)


def real_model(name: str) -> Path:
    """A real model. It is not skipped where it is missing."""
    path = root / os.environ.get("ROUNDTRIP_TEST_MODELS", ".cache/models") / name
    assert path.exists(), f"The test model {path} is missing: run npm test once."
    return path


def _request(question: Question) -> dict[str, object] | None:
    if not question.tokens:
        return None
    positions = list(range(len(question.tokens)))
    return {"tokens": question.tokens, "positions": positions, "top": question.top}


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)
