"""Stores of made-up rollouts, in the schema of src/rollout/migrations.ts itself."""

import hashlib
import json
import re
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import numpy as np

MODEL = "sha256:tiny"
_migrations = Path(__file__).parents[2] / "src/rollout/migrations.ts"


class RolloutStore:
    """Writes what the extension would write; `facts` replace columns of the generation."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.execute("PRAGMA journal_mode = WAL")
        if self.connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            return
        schema = _migrations.read_text("utf-8")
        for table in re.findall(r"CREATE TABLE \w+ \(.*?\) STRICT;", schema, re.DOTALL):
            self.connection.execute(table)

    def documentation(
        self,
        code: str,
        prompt: Sequence[int],
        completion: Sequence[int],
        *,
        failure: str | None = None,
        facts: Mapping[str, object] = MappingProxyType({}),
    ) -> int:
        """A doc; its reconstructions come by `reconstruction`."""
        return self._insert(
            "documentation",
            subject_id=self._subject(code),
            generation_id=self._generation("documentation/1/python", prompt, completion, facts),
            doc=None if failure else "A doc.",
            failure=failure,
        )

    def reconstruction(
        self,
        code: str,
        documentation: int | None,
        reward: float | None,
        prompt: Sequence[int] = (1, 2, 3),
        completion: Sequence[int] = (4, 5),
        *,
        doc: str = "A doc.",
        leak: float = 0.0,
        failure: str | None = None,
        facts: Mapping[str, object] = MappingProxyType({}),
    ) -> int:
        return self._insert(
            "reconstruction",
            subject_id=self._subject(code),
            generation_id=self._generation("reconstruction/1/python", prompt, completion, facts),
            documentation_id=documentation,
            doc=doc,
            code=None if failure else "rebuilt",
            reward=reward,
            similarity=reward,
            parts=json.dumps({"leak": leak}),
            failure=failure,
        )

    def verdict(self, documentation: int, verdict: str, edited_doc: str | None = None) -> int:
        return self._insert(
            "verdict",
            created_at=0,
            documentation_id=documentation,
            verdict=verdict,
            edited_doc=edited_doc,
        )

    def _subject(self, code: str) -> int:
        row = self.connection.execute("SELECT id FROM subject WHERE code = ?", (code,)).fetchone()
        if row:
            return int(row[0])
        return self._insert(
            "subject",
            repository="/repository",
            path="a.py",
            qualified_name=code,
            code_hash=hash_of(code),
            language="python",
            signature="def f():",
            code=code,
        )

    def _generation(
        self,
        prompt_version: str,
        prompt: Sequence[int],
        completion: Sequence[int],
        facts: Mapping[str, object],
    ) -> int:
        usual: dict[str, object] = {
            "created_at": 1000,
            "model": "tiny",
            "model_hash": MODEL,
            "adapter": None,
            "prompt_version": prompt_version,
            "temperature": 1.0,
            "top_k": 0,
            "top_p": 1.0,
            "min_p": 0.0,
            "seed": 1,
            "prompt_tokens": _blob(prompt),
            "completion_tokens": _blob(completion),
            "stop_reason": "rule",
            "milliseconds": 1.0,
        }
        return self._insert("generation", **{**usual, **facts})

    def _insert(self, table: str, **values: object) -> int:
        marks = ", ".join("?" * len(values))
        cursor = self.connection.execute(
            f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values())
        )
        return int(cursor.lastrowid or 0)


def hash_of(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _blob(tokens: Sequence[int]) -> bytes:
    return np.array(tokens, "<i4").tobytes()
