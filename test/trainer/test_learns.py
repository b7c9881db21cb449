"""Rounds of drawing and training on a task that can be learned: the policy moves the right way.

A model of random weights "documents" and "rebuilds" functions that are only numbers. A doc is worth
the share of its tokens that are low, as K noisy rewards show it; a code the share of its own. What
is learned is judged on functions that were in no loss.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import torch

from rollout_store import RolloutStore
from roundtrip_trainer.model import load_model
from roundtrip_trainer.policy import Policy
from roundtrip_trainer.training import main
from runs import editable_embedding, run_config
from tiny_gguf import TinyModel, write_tiny_gguf

FUNCTIONS, DOCS, CODES, LENGTH = 24, 4, 4, 6
LOW = 80
"""Of 286 tokens, those below are low: by chance a share of .28."""
Prompts = list[list[int]]


@pytest.mark.parametrize(
    ("objective", "rounds", "factor"),
    [("policy-gradient", 3, 1.4), ("best-of", 1, 1.2), ("dpo", 1, 1.4)],
)
def test_reward_of_unseen_functions_rises(
    tmp_path: Path, objective: str, rounds: int, factor: float
) -> None:
    parent: Path | None = None
    before = judge(tmp_path, parent)
    for number in range(rounds):
        parent = train_round(tmp_path, number, parent, objective)
    after = judge(tmp_path, parent)
    for stage in ("documentation", "reconstruction"):
        ratio = after[stage].mean() / before[stage].mean()
        low, _ = interval(after[stage] - before[stage])
        assert ratio > factor, stage
        assert low > 0, stage


def train_round(folder: Path, number: int, parent: Path | None, objective: str) -> Path:
    """Draws rollouts by the policy, trains on them, and returns the new adapter."""
    run_dir = folder / f"{number + 1:04}"
    run_dir.mkdir()
    identity = parent.parent.name if parent else None
    config = run_config(
        run_dir,
        model={"path": str(model(folder)), "hash": "sha256:tiny"},
        objective=objective,
        policyAdapter=identity,
        parent=str(parent) if parent else None,
        groupsPerStep=30,
        epochs=4,
        learningRate=3e-3,
    )
    (run_dir / "config.json").write_text(json.dumps(config))
    fill(RolloutStore(run_dir / "roundtrip.db"), policy_of(folder, parent), identity, number)
    assert main(run_dir) == 0
    return run_dir / "adapter"


def fill(store: RolloutStore, policy: Policy, identity: str | None, seed: int) -> None:
    random = np.random.default_rng(seed)
    prompts = functions(random, FUNCTIONS)
    docs = draw(policy, [prompt for prompt in prompts for _ in range(DOCS)], seed)
    codes = draw(policy, [doc for doc in docs for _ in range(CODES)], seed + 1000)
    facts = {"adapter": identity}
    for index, doc in enumerate(docs):
        code = f"round {seed} function {index // DOCS}"
        prompt = prompts[index // DOCS]
        recorded = store.documentation(code, prompt, doc, facts=facts)
        for rebuilt in codes[index * CODES : (index + 1) * CODES]:
            luck = float(random.normal(0, 0.1))
            store.reconstruction(code, recorded, worth(doc) + luck, (1,), (2,), facts=facts)
            store.reconstruction(code, None, worth(rebuilt), doc, rebuilt, facts=facts)


def judge(folder: Path, parent: Path | None) -> dict[str, npt.NDArray[np.float64]]:
    """The reward of each of 40 other functions, for docs and for codes."""
    policy = policy_of(folder, parent)
    prompts = functions(np.random.default_rng(99), 40)
    docs = draw(policy, [prompt for prompt in prompts for _ in range(4)], 99)
    codes = draw(policy, docs, 100)
    return {
        stage: np.array([worth(one) for one in drawn]).reshape(40, 4).mean(1)
        for stage, drawn in (("documentation", docs), ("reconstruction", codes))
    }


def functions(random: np.random.Generator, count: int) -> Prompts:
    return [[1, *map(int, random.integers(3, 286, 5))] for _ in range(count)]


def worth(tokens: Sequence[int]) -> float:
    return float(np.mean([token < LOW for token in tokens]))


def model(folder: Path) -> Path:
    """Its embeddings have a direction in common, as those of real models do: without one, a LoRA
    has nothing to hang on what is the same for all prompts."""
    path = folder / "tiny.gguf"
    if path.exists():
        return path
    write_tiny_gguf(path, TinyModel())
    with editable_embedding(path) as embedding:
        embedding += np.random.default_rng(0).normal(0, 0.4, embedding.shape[1])
    return path


def policy_of(folder: Path, parent: Path | None) -> Policy:
    base = load_model(model(folder), torch.float32)
    return Policy(base, rank=4, alpha=8, seed=0, parent=parent)


@torch.no_grad()
def draw(policy: Policy, prompts: Prompts, seed: int) -> Prompts:
    """A reply to each prompt, at temperature 1, nothing cut off; all prompts are equally long."""
    generator = torch.Generator().manual_seed(seed)
    tokens = torch.tensor(prompts)
    for _ in range(LENGTH):
        probabilities = policy.model(input_ids=tokens).logits[:, -1].softmax(-1)
        drawn = torch.multinomial(probabilities, 1, generator=generator)
        tokens = torch.cat([tokens, drawn], 1)
    return [list(map(int, row)) for row in tokens[:, -LENGTH:]]


def interval(differences: npt.NDArray[np.float64]) -> tuple[float, float]:
    """95% by the paired bootstrap."""
    random = np.random.default_rng(0)
    drawn = random.choice(differences, (2000, len(differences))).mean(1)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)
