"""The rollouts of one policy, read from the store and grouped by what was drawn from one prompt."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import numpy.typing as npt

from .config import Stage, TrainerConfig
from .errors import TrainerError

Tokens = npt.NDArray[np.int32]

MEMORISED = 0.9
"""A function that the signature alone rebuilds better than this tells nothing about its docs."""
BUSY_SECONDS = 30.0
ENDED_BY_ITSELF = frozenset({"rule", "end-of-turn"})


@dataclass(frozen=True)
class Snapshot:
    """How far the store was read; its records are append-only, so this names one state of it."""

    generation: int
    verdict: int


@dataclass(frozen=True)
class Draw:
    """One completion and what came of it. Equal completions of a group are one draw."""

    completion: Tokens
    rewards: tuple[float, ...]
    """From 0 to 1, of a doc one for each reconstruction; none for a failure, which is worth 0."""
    weight: int = 1
    """How many times it was drawn."""
    ended: bool = True
    leak: float = 0.0
    """Mean share of the code that the doc quotes, as the reward's guard measured it."""
    verdict: float = 0.0
    """What the person made of it, from -1 (thrown away) to 1 (accepted)."""


@dataclass(frozen=True)
class Group:
    """What the policy drew from one prompt."""

    stage: Stage
    code_hash: str
    prompt: Tokens
    draws: tuple[Draw, ...]


@dataclass(frozen=True)
class Rollouts:
    groups: tuple[Group, ...]
    codes: tuple[str, ...]
    """The functions of these groups, without documentation."""
    skipped: Counter[str]
    snapshot: Snapshot
    drawn: tuple[int, int]
    """Milliseconds since 1970 of the first and the last generation."""


def read_rollouts(
    config: TrainerConfig, vocabulary: int, snapshot: Snapshot | None = None
) -> Rollouts:
    """Reads what `config` asks for; the store may be written to at the same time.

    Args:
        vocabulary: the number of token ids of the model.
        snapshot: reads the store as it was then.

    Raises:
        TrainerError: `no-rollouts`, saying what there is instead; `failed` without a store.
    """
    try:
        with closing(_open(config.store)) as connection, connection:
            connection.execute("BEGIN")  # one state of the database for all that is read
            return _Reader(connection, config, vocabulary, snapshot).read()
    except sqlite3.Error as error:
        raise TrainerError(
            "failed", f"The store {config.store} can't be read ({error}). Try again later."
        ) from error


def _open(store: Path) -> sqlite3.Connection:
    address = f"{store.absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


class _Reader:
    def __init__(
        self,
        connection: sqlite3.Connection,
        config: TrainerConfig,
        vocabulary: int,
        snapshot: Snapshot | None,
    ) -> None:
        self.connection = connection
        self.config = config
        self.vocabulary = vocabulary
        self.snapshot = snapshot or Snapshot(self._last("generation"), self._last("verdict"))
        self.skipped: Counter[str] = Counter()

    def read(self) -> Rollouts:
        docs = [row for row in self._rows(_DOCUMENTATIONS) if self._is_wanted(row, "documentation")]
        codes = [
            row for row in self._rows(_RECONSTRUCTIONS) if self._is_wanted(row, "reconstruction")
        ]
        memorised = self._memorised(codes)
        docs, codes = (
            [row for row in rows if row["subject_id"] not in memorised] for rows in (docs, codes)
        )
        groups: list[Group] = []
        if "documentation" in self.config.stages:
            groups += self._grouped("documentation", docs, self._documentation_draws(docs, codes))
        if "reconstruction" in self.config.stages:
            written = [row for row in codes if row["doc"] != ""]
            groups += self._grouped("reconstruction", written, map(_reconstruction_draw, written))
        if not groups:
            raise self._nothing()
        rows = docs + codes
        return Rollouts(
            groups=tuple(groups),
            codes=tuple(sorted({row["original"] for row in rows})),
            skipped=self.skipped,
            snapshot=self.snapshot,
            drawn=(min(r["created_at"] for r in rows), max(r["created_at"] for r in rows)),
        )

    def _last(self, table: str) -> int:
        found = self.connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()
        return int(found[0])

    def _rows(self, query: str) -> list[sqlite3.Row]:
        return self.connection.execute(query, (self.snapshot.generation,)).fetchall()

    def _is_wanted(self, row: sqlite3.Row, stage: Stage) -> bool:
        """Whether the row belongs to the run; the reason is counted where it does not."""
        config = self.config
        if row["code_hash"] in config.heldOut:
            return False
        if config.repositories is not None and row["repository"] not in config.repositories:
            return False
        version = (
            config.documentationPrompt if stage == "documentation" else config.reconstructionPrompt
        )
        sampling = (row["temperature"], row["top_k"], row["top_p"], row["min_p"])
        reason = None
        if row["model_hash"] != config.model.hash:
            reason = "other-model"
        elif row["adapter"] != config.policyAdapter:
            reason = "other-policy"
        elif not f"{row['prompt_version']}/".startswith(f"{version}/"):
            reason = "other-prompt"
        elif config.objective == "policy-gradient" and sampling != (1, 0, 1, 0):
            reason = "not-pure-sampling"
        elif row["stop_reason"] not in ENDED_BY_ITSELF | {"max-tokens"}:
            reason = "interrupted"
        elif not row["completion_tokens"]:
            reason = "interrupted"
        if reason:
            self.skipped[reason] += 1
        return reason is None

    def _memorised(self, codes: Sequence[sqlite3.Row]) -> set[int]:
        baselines: defaultdict[int, list[float]] = defaultdict(list)
        for row in codes:
            if row["doc"] == "" and (reward := _reward(row)) is not None:
                baselines[row["subject_id"]].append(reward)
        memorised = {subject for subject, all_ in baselines.items() if np.mean(all_) > MEMORISED}
        if memorised:
            self.skipped["memorised"] += len(memorised)
        return memorised

    def _documentation_draws(
        self, docs: Sequence[sqlite3.Row], codes: Sequence[sqlite3.Row]
    ) -> Iterator[Draw | None]:
        rebuilt: defaultdict[int, list[sqlite3.Row]] = defaultdict(list)
        for row in codes:
            if row["documentation_id"] is not None:
                rebuilt[row["documentation_id"]].append(row)
        verdicts = {
            row["documentation_id"]: row
            for row in self.connection.execute(_VERDICTS, (self.snapshot.verdict,))
        }
        for doc in docs:
            completion = _tokens(doc["completion_tokens"])
            verdict = _verdict(verdicts.get(doc["id"]), doc["doc"])
            ended = doc["stop_reason"] in ENDED_BY_ITSELF
            if doc["failure"] is not None or not ended:
                yield Draw(completion, (), ended=ended, verdict=verdict)
                continue
            judged = [row for row in rebuilt[doc["id"]] if _reward(row) is not None]
            rewards = tuple(reward for row in judged if (reward := _reward(row)) is not None)
            leak = float(np.mean([_leak(row) for row in judged])) if judged else 0.0
            yield Draw(completion, rewards, leak=leak, verdict=verdict) if judged else None

    def _grouped(
        self, stage: Stage, rows: Sequence[sqlite3.Row], draws: Iterator[Draw | None]
    ) -> Iterator[Group]:
        members: defaultdict[tuple[str, bytes], list[Draw]] = defaultdict(list)
        for row, draw in zip(rows, draws, strict=True):
            if draw is None:
                self.skipped["not-judged"] += 1
            else:
                members[row["code_hash"], row["prompt_tokens"]].append(draw)
        for (code_hash, prompt), drawn in members.items():
            group = Group(stage, code_hash, _tokens(prompt), _merged(drawn))
            if self._is_known(group.prompt) and all(
                self._is_known(draw.completion) for draw in group.draws
            ):
                yield group
            else:
                self.skipped["unknown-token"] += 1

    def _is_known(self, tokens: Tokens) -> bool:
        return bool(len(tokens)) and 0 <= tokens.min() and int(tokens.max()) < self.vocabulary

    def _nothing(self) -> TrainerError:
        config = self.config
        policy = f"adapter {config.policyAdapter}" if config.policyAdapter else "the base model"
        wanted = (
            f"There are no rollouts to train on: of model {config.model.hash} with {policy}, the "
            f"prompts {config.documentationPrompt} and {config.reconstructionPrompt}, and "
            "functions that are not held out."
        )
        found = self.connection.execute(_POLICIES).fetchall()
        if not found:
            return TrainerError("no-rollouts", f"{wanted} The store is empty. Draw rollouts first.")
        listed = "; ".join(
            f"{row['n']} of {row['model']} ({row['model_hash']}) with "
            f"{row['adapter'] or 'no adapter'} and {row['prompt_version']}"
            for row in found
        )
        skipped = ", ".join(f"{count} {reason}" for reason, count in self.skipped.items())
        left = f" Left out: {skipped}." if skipped else ""
        return TrainerError("no-rollouts", f"{wanted} The store holds {listed}.{left}")


def _tokens(blob: bytes) -> Tokens:
    return np.frombuffer(blob, dtype="<i4").astype(np.int32)


def _reward(row: sqlite3.Row) -> float | None:
    """None where the pair could not be judged; a failure and a code without end are worth 0."""
    if row["failure"] is not None or row["stop_reason"] not in ENDED_BY_ITSELF:
        return 0.0
    return None if row["reward"] is None else float(row["reward"])


def _reconstruction_draw(row: sqlite3.Row) -> Draw | None:
    reward = _reward(row)
    if reward is None:
        return None
    ended = row["stop_reason"] in ENDED_BY_ITSELF
    return Draw(_tokens(row["completion_tokens"]), (reward,), ended=ended, leak=_leak(row))


def _leak(row: sqlite3.Row) -> float:
    return float(json.loads(row["parts"]).get("leak", 0.0))


def _verdict(row: sqlite3.Row | None, doc: str | None) -> float:
    if row is None:
        return 0.0
    if row["verdict"] == "edited":
        kept = SequenceMatcher(None, (doc or "").split(), (row["edited_doc"] or "").split())
        return 2 * kept.ratio() - 1
    return 1.0 if row["verdict"] == "accepted" else -1.0


def _merged(draws: Sequence[Draw]) -> tuple[Draw, ...]:
    """Equal completions become one draw that has the rewards of all."""
    equal: defaultdict[bytes, list[Draw]] = defaultdict(list)
    for draw in draws:
        equal[draw.completion.tobytes()].append(draw)
    return tuple(
        Draw(
            completion=same[0].completion,
            rewards=tuple(reward for draw in same for reward in draw.rewards),
            weight=len(same),
            ended=same[0].ended,
            leak=float(np.mean([draw.leak for draw in same])),
            verdict=float(np.mean([draw.verdict for draw in same])),
        )
        for same in equal.values()
    )


_GENERATION = """
    subject_id, subject.repository, subject.code_hash, subject.code AS original,
    created_at, model_hash, adapter, prompt_version, temperature, top_k, top_p, min_p,
    prompt_tokens, completion_tokens, stop_reason"""

_DOCUMENTATIONS = f"""
    SELECT documentation.id, doc, failure, {_GENERATION}
    FROM documentation
    JOIN generation ON generation.id = generation_id
    JOIN subject ON subject.id = subject_id
    WHERE generation.id <= ?
    ORDER BY documentation.id"""

_RECONSTRUCTIONS = f"""
    SELECT documentation_id, doc, reward, parts, failure, {_GENERATION}
    FROM reconstruction
    JOIN generation ON generation.id = generation_id
    JOIN subject ON subject.id = subject_id
    WHERE generation.id <= ?
    ORDER BY reconstruction.id"""

_VERDICTS = "SELECT documentation_id, verdict, edited_doc FROM verdict WHERE id <= ? ORDER BY id"

_POLICIES = """
    SELECT model, model_hash, adapter, prompt_version, count(*) AS n
    FROM generation GROUP BY model, model_hash, adapter, prompt_version ORDER BY n DESC LIMIT 8"""
