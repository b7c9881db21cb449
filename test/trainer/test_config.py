"""A configuration is taken whole or refused in a sentence that names what is wrong."""

import json
from pathlib import Path

import pytest

from roundtrip_trainer.config import TrainerConfig
from roundtrip_trainer.errors import TrainerError
from runs import run_config


def read(folder: Path, **changes: object) -> TrainerConfig:
    path = folder / "config.json"
    values = {
        key: value for key, value in run_config(folder, **changes).items() if value != "left out"
    }
    path.write_text(json.dumps(values))
    return TrainerConfig.read(path)


def test_is_read_with_paths_sets_and_tuples(tmp_path: Path) -> None:
    config = read(tmp_path, heldOut=["a", "b"], repositories=["/r"], parent="/runs/0003/adapter")
    assert config.store == tmp_path / "roundtrip.db"
    assert config.model.path == tmp_path / "tiny.gguf"
    assert config.heldOut == {"a", "b"}
    assert config.repositories == ("/r",)
    assert config.parent == Path("/runs/0003/adapter")
    assert config.klBudget == 10.0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"version": 2}, "version 2"),
        ({"seed": "left out"}, "seed is missing"),
        ({"colour": "red"}, "colour is no setting"),
        ({"objective": "luck"}, 'objective can\'t be "luck"'),
        ({"stages": []}, "stages must name"),
        ({"stages": ["code"]}, 'stages can\'t be "code"'),
        ({"epochs": 0}, "epochs must be above 0"),
        ({"epochs": 1.5}, "epochs can't be 1.5"),
        ({"epochs": True}, "epochs can't be true"),
        ({"learningRate": "fast"}, 'learningRate can\'t be "fast"'),
        ({"klWeight": -1}, "klWeight must not be below 0"),
        ({"offPolicyShare": 1}, "offPolicyShare must be at least 0 and below 1"),
        ({"model": {"path": "/m.gguf"}}, "model.hash is missing"),
        ({"heldOut": "abc"}, 'heldOut can\'t be "abc"'),
    ],
    ids=lambda value: json.dumps(value) if isinstance(value, dict) else "",
)
def test_is_refused(tmp_path: Path, change: dict[str, object], words: str) -> None:
    with pytest.raises(TrainerError) as caught:
        read(tmp_path, **change)
    assert caught.value.code == "failed"
    assert words in caught.value.message


@pytest.mark.parametrize("content", ["{", "[]", None])
def test_no_json_object_is_refused(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "config.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(TrainerError, match="is refused"):
        TrainerConfig.read(path)


def test_rollouts_of_an_adapter_need_it_as_the_parent(tmp_path: Path) -> None:
    with pytest.raises(TrainerError, match="0003") as caught:
        read(tmp_path, policyAdapter="0003")
    assert caught.value.code == "adapter-mismatch"
    assert read(tmp_path, policyAdapter="0003", objective="best-of").parent is None
