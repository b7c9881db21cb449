from pathlib import Path

import pytest

from engine import Question, ask_engine, real_model
from roundtrip_trainer.probe import Probe
from tiny_gguf import write_tiny_gguf
from tiny_shapes import real, shapes


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The model files, by the names of tiny_shapes.py."""
    folder = tmp_path_factory.mktemp("models")
    tiny = {
        name: write_tiny_gguf(folder / f"{place}.gguf", shape)
        for place, (name, shape) in enumerate(shapes.items())
    }
    return tiny | {name: real_model(file) for name, file in real.items()}


@pytest.fixture(scope="session")
def probes(models: dict[str, Path]) -> dict[str, Probe]:
    """What the engine says of each model's probe."""
    said = ask_engine([Question(path) for path in models.values()])
    return dict(zip(models, said, strict=True))
