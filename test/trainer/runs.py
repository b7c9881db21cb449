"""Folders of runs on a made-up model and made-up rollouts."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from gguf import GGUFReader

from rollout_store import MODEL, RolloutStore
from tiny_gguf import TinyModel, write_tiny_gguf


def run_config(run_dir: Path, **changes: object) -> dict[str, object]:
    """What config.json of a run says that goes on nothing and skips nothing."""
    return {
        "version": 1,
        "store": str(run_dir / "roundtrip.db"),
        "model": {"path": str(run_dir / "tiny.gguf"), "hash": MODEL},
        "policyAdapter": None,
        "parent": None,
        "documentationPrompt": "documentation/1",
        "reconstructionPrompt": "reconstruction/1",
        "repositories": None,
        "heldOut": [],
        "objective": "policy-gradient",
        "stages": ["documentation", "reconstruction"],
        "epochs": 1,
        "learningRate": 1e-3,
        "rank": 4,
        "alpha": 8,
        "groupsPerStep": 4,
        "klBudget": 10,
        "klWeight": 0.05,
        "clipLow": 0.2,
        "clipHigh": 0.28,
        "verdictWeight": 0,
        "offPolicyShare": 0,
        "seed": 1,
        "threads": 1,
        "probe": None,
        **changes,
    }


def make_run(run_dir: Path, functions: int = 8, **changes: object) -> Path:
    """A run on `functions` functions with 4 docs of 4 reconstructions each, ready to start."""
    run_dir.mkdir(parents=True, exist_ok=True)
    write_tiny_gguf(run_dir / "tiny.gguf", TinyModel())
    fill_store(RolloutStore(run_dir / "roundtrip.db"), functions)
    (run_dir / "config.json").write_text(json.dumps(run_config(run_dir, **changes)))
    return run_dir


def fill_store(store: RolloutStore, functions: int, seed: int = 0) -> None:
    """Docs differ in reward by more than their reconstructions do."""
    random = np.random.default_rng(seed)

    def tokens(count: int) -> list[int]:
        return [int(one) for one in random.integers(3, 250, count)]

    example = tokens(12)
    for function in range(functions):
        code, prompt = f"function {function}", example + tokens(6)
        for quality in (0.1, 0.3, 0.5, 0.7):
            doc = tokens(8)
            identity = store.documentation(code, prompt, doc)
            for _ in range(4):
                reward = quality + float(random.uniform(-0.1, 0.1))
                store.reconstruction(code, identity, reward, example + doc, tokens(7))


@contextmanager
def editable_embedding(model: Path) -> Iterator[np.memmap[tuple[int, int], np.dtype[np.float32]]]:
    """The model file's own embeddings, a row for each token."""
    tensors = GGUFReader(model, "r+").tensors
    embedding = next(one.data for one in tensors if one.name == "token_embd.weight")
    assert isinstance(embedding, np.memmap)
    yield embedding
    embedding.flush()
