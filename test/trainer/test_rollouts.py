"""What is read from the store, and what is left out and counted."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from rollout_store import RolloutStore, hash_of
from roundtrip_trainer.config import TrainerConfig
from roundtrip_trainer.errors import TrainerError
from roundtrip_trainer.rollouts import Rollouts, Snapshot, read_rollouts
from runs import run_config

VOCABULARY = 100
PROMPT = (1, 2, 3)


@pytest.fixture
def store(tmp_path: Path) -> RolloutStore:
    return RolloutStore(tmp_path / "roundtrip.db")


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Rollouts]:
    def read_with(snapshot: Snapshot | None = None, **changes: object) -> Rollouts:
        path = tmp_path / "config.json"
        path.write_text(json.dumps(run_config(tmp_path, **changes)))
        return read_rollouts(TrainerConfig.read(path), VOCABULARY, snapshot)

    return read_with


def draw(
    store: RolloutStore,
    code: str = "f",
    reward: float = 0.5,
    facts: Mapping[str, object] = MappingProxyType({}),
) -> int:
    """A doc with one reconstruction."""
    doc = store.documentation(code, PROMPT, (10, 11), facts=facts)
    store.reconstruction(code, doc, reward, facts=facts)
    return doc


class TestGroups:
    def test_docs_of_one_prompt_and_codes_of_one_doc(
        self, store: RolloutStore, read: Callable[..., Rollouts]
    ) -> None:
        for completion, rewards in (((10, 11), (0.1, 0.3)), ((12,), (0.5, 0.7))):
            doc = store.documentation("f", PROMPT, completion)
            for index, reward in enumerate(rewards):
                store.reconstruction("f", doc, reward, (7, *completion), (20 + index,), leak=reward)
        groups = [
            (
                group.stage,
                group.prompt.tolist(),
                [(one.completion.tolist(), one.rewards) for one in group.draws],
            )
            for group in read().groups
        ]
        assert groups == [
            ("documentation", [1, 2, 3], [([10, 11], (0.1, 0.3)), ([12], (0.5, 0.7))]),
            ("reconstruction", [7, 10, 11], [([20], (0.1,)), ([21], (0.3,))]),
            ("reconstruction", [7, 12], [([20], (0.5,)), ([21], (0.7,))]),
        ]
        assert [one.leak for one in read().groups[0].draws] == pytest.approx([0.2, 0.6])

    def test_equal_completions_are_one_draw(
        self, store: RolloutStore, read: Callable[..., Rollouts]
    ) -> None:
        draw(store, reward=0.2)
        draw(store, reward=0.6)
        docs, codes = read().groups
        assert [(one.weight, one.rewards) for one in docs.draws] == [(2, (0.2, 0.6))]
        assert [(one.weight, one.rewards) for one in codes.draws] == [(2, (0.2, 0.6))]

    def test_only_the_stages_asked_for(
        self, store: RolloutStore, read: Callable[..., Rollouts]
    ) -> None:
        draw(store)
        stages = [group.stage for group in read(stages=["reconstruction"]).groups]
        assert stages == ["reconstruction"]

    def test_a_doc_that_stood_in_the_file_teaches_code(
        self, store: RolloutStore, read: Callable[..., Rollouts]
    ) -> None:
        store.reconstruction("f", None, 0.5)
        assert [group.stage for group in read().groups] == ["reconstruction"]

    @pytest.mark.parametrize(
        ("facts", "failure"),
        [
            pytest.param({}, "empty-reply", id="unusable"),
            pytest.param({"stop_reason": "max-tokens"}, None, id="without an end"),
        ],
    )
    def test_a_failed_doc_is_worth_nothing_and_stays(
        self,
        store: RolloutStore,
        read: Callable[..., Rollouts],
        facts: dict[str, object],
        failure: str | None,
    ) -> None:
        draw(store)
        bad = store.documentation("f", PROMPT, (12,), failure=failure, facts=facts)
        store.reconstruction("f", bad, 0.9)
        assert [one.rewards for one in read().groups[0].draws] == [(0.5,), ()]

    @pytest.mark.parametrize(
        ("facts", "failure"),
        [
            pytest.param({}, "no-code", id="unusable"),
            pytest.param({"stop_reason": "max-tokens"}, None, id="without an end"),
        ],
    )
    def test_a_failed_code_is_worth_nothing_and_stays(
        self,
        store: RolloutStore,
        read: Callable[..., Rollouts],
        facts: dict[str, object],
        failure: str | None,
    ) -> None:
        doc = store.documentation("f", PROMPT, (10,))
        store.reconstruction("f", doc, 0.6)
        store.reconstruction("f", doc, 0.6, completion=(9,), failure=failure, facts=facts)
        docs, codes = read().groups
        assert docs.draws[0].rewards == (0.6, 0.0)
        assert [one.rewards for one in codes.draws] == [(0.6,), (0.0,)]


class TestLeftOut:
    @pytest.mark.parametrize(
        ("facts", "reason"),
        [
            ({"model_hash": "sha256:other"}, "other-model"),
            ({"adapter": "0001"}, "other-policy"),
            ({"prompt_version": "documentation/2/python"}, "other-prompt"),
            ({"prompt_version": "documentation/10"}, "other-prompt"),
            ({"temperature": 0.4}, "not-pure-sampling"),
            ({"top_k": 40}, "not-pure-sampling"),
            ({"top_p": 0.9}, "not-pure-sampling"),
            ({"min_p": 0.1}, "not-pure-sampling"),
            ({"stop_reason": "aborted"}, "interrupted"),
            ({"stop_reason": "failed"}, "interrupted"),
        ],
        ids=lambda value: "-".join(value) if isinstance(value, dict) else None,
    )
    def test_rollouts_that_belong_to_something_else(
        self,
        store: RolloutStore,
        read: Callable[..., Rollouts],
        facts: dict[str, object],
        reason: str,
    ) -> None:
        draw(store)
        store.documentation("f", PROMPT, (12,), facts=facts)
        rollouts = read()
        assert [len(group.draws) for group in rollouts.groups] == [1, 1]
        assert rollouts.skipped == {reason: 1}

    def test_other_sampling_serves_all_but_policy_gradient(
        self, store: RolloutStore, read: Callable[..., Rollouts]
    ) -> None:
        draw(store, facts={"temperature": 0.4})
        assert len(read(objective="best-of").groups) == 2

    def test_held_out_functions_always(
        self, store: RolloutStore, read: Callable[..., Rollouts]
    ) -> None:
        draw(store, "f")
        draw(store, "g")
        rollouts = read(heldOut=[hash_of("g")])
        assert {group.code_hash for group in rollouts.groups} == {hash_of("f")}
        assert rollouts.codes == ("f",)

    def test_other_repositories(self, store: RolloutStore, read: Callable[..., Rollouts]) -> None:
        draw(store)
        assert len(read(repositories=["/repository"]).groups) == 2
        with pytest.raises(TrainerError):
            read(repositories=["/another"])

    @pytest.mark.parametrize(
        ("baselines", "memorised"), [((0.95, 1.0), True), ((0.95, 0.1), False), ((), False)]
    )
    def test_functions_that_the_signature_alone_rebuilds(
        self,
        store: RolloutStore,
        read: Callable[..., Rollouts],
        baselines: tuple[float, ...],
        memorised: bool,
    ) -> None:
        draw(store, "f")
        draw(store, "g")
        for reward in baselines:
            store.reconstruction("g", None, reward, doc="")
        rollouts = read()
        assert {group.code_hash for group in rollouts.groups} == (
            {hash_of("f")} if memorised else {hash_of("f"), hash_of("g")}
        )
        assert rollouts.skipped == ({"memorised": 1} if memorised else {})

    @pytest.mark.parametrize("token", [VOCABULARY, -1])
    def test_groups_with_a_token_that_the_model_does_not_have(
        self, store: RolloutStore, read: Callable[..., Rollouts], token: int
    ) -> None:
        draw(store)
        store.documentation("f", PROMPT, (12, token), failure="empty-reply")
        rollouts = read()
        assert [group.stage for group in rollouts.groups] == ["reconstruction"]
        assert rollouts.skipped == {"unknown-token": 1}

    def test_docs_that_were_never_rebuilt(
        self, store: RolloutStore, read: Callable[..., Rollouts]
    ) -> None:
        draw(store)
        store.documentation("f", PROMPT, (12,))
        rollouts = read()
        assert [len(group.draws) for group in rollouts.groups] == [1, 1]
        assert rollouts.skipped == {"not-judged": 1}


class TestVerdicts:
    @pytest.mark.parametrize(
        ("verdict", "edited", "expected"),
        [
            ("accepted", None, 1),
            ("discarded", None, -1),
            ("asked-again", None, -1),
            ("edited", "A doc.", 1),
            ("edited", "A tale.", 0),
            ("edited", "Something else entirely", -1),
        ],
    )
    def test_say_how_much_was_kept(
        self,
        store: RolloutStore,
        read: Callable[..., Rollouts],
        verdict: str,
        edited: str | None,
        expected: float,
    ) -> None:
        store.verdict(draw(store), verdict, edited)
        assert read().groups[0].draws[0].verdict == expected

    def test_the_last_one_counts(self, store: RolloutStore, read: Callable[..., Rollouts]) -> None:
        doc = draw(store)
        store.verdict(doc, "discarded")
        store.verdict(doc, "accepted")
        assert read().groups[0].draws[0].verdict == 1


class TestStore:
    def test_is_read_while_it_is_written_to(
        self, store: RolloutStore, read: Callable[..., Rollouts]
    ) -> None:
        draw(store)
        store.connection.execute("BEGIN IMMEDIATE")
        draw(store, "g")
        assert len(read().groups) == 2
        store.connection.execute("COMMIT")
        assert len(read().groups) == 4

    def test_is_read_as_it_was(self, store: RolloutStore, read: Callable[..., Rollouts]) -> None:
        doc = draw(store)
        snapshot = read().snapshot
        draw(store, "g")
        store.verdict(doc, "accepted")
        then = read(snapshot=snapshot)
        assert [group.code_hash for group in then.groups] == [hash_of("f")] * 2
        assert then.groups[0].draws[0].verdict == 0

    def test_is_not_changed(self, store: RolloutStore, read: Callable[..., Rollouts]) -> None:
        draw(store)
        before = list(store.connection.iterdump())
        read()
        assert list(store.connection.iterdump()) == before

    def test_without_rollouts_says_what_there_is(
        self, store: RolloutStore, read: Callable[..., Rollouts]
    ) -> None:
        draw(store, facts={"model_hash": "sha256:other", "model": "other.gguf"})
        with pytest.raises(TrainerError, match=r"1 of other\.gguf \(sha256:other\)") as caught:
            read()
        assert caught.value.code == "no-rollouts"

    def test_empty_says_so(self, store: RolloutStore, read: Callable[..., Rollouts]) -> None:
        with pytest.raises(TrainerError, match="The store is empty") as caught:
            read()
        assert caught.value.code == "no-rollouts"

    @pytest.mark.parametrize("content", [None, b"no database"])
    def test_missing_or_damaged_is_an_error_with_its_path(
        self, tmp_path: Path, read: Callable[..., Rollouts], content: bytes | None
    ) -> None:
        path = tmp_path / "elsewhere.db"
        if content:
            path.write_bytes(content)
        with pytest.raises(TrainerError, match=r"elsewhere\.db"):
            read(store=str(path))
        assert path.exists() == (content is not None)
