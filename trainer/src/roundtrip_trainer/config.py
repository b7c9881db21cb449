"""What a run was asked to do: `config.json` of the run's folder, which the extension writes."""

import dataclasses
import json
import types
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from .errors import TrainerError

Objective = Literal["policy-gradient", "best-of", "dpo", "next-token"]
Stage = Literal["documentation", "reconstruction"]
Settings = TypeVar("Settings")


@dataclass(frozen=True)
class Model:
    """The base model: the very file that the engine runs."""

    path: Path
    hash: str
    """As the store's `model_hash`."""


@dataclass(frozen=True)
class TrainerConfig:
    """Version 1. Names in the file are in camel case; `src/training/config.ts` is its twin."""

    store: Path
    model: Model
    policyAdapter: str | None
    """Whose rollouts are read: those of this adapter, or of the base model."""
    parent: Path | None
    """The PEFT folder that training goes on from."""
    documentationPrompt: str
    reconstructionPrompt: str
    repositories: tuple[str, ...] | None
    """Whose functions train; None means all."""
    heldOut: frozenset[str]
    """Code hashes that must never be in a loss."""
    objective: Objective
    stages: tuple[Stage, ...]
    epochs: int
    learningRate: float
    rank: int
    alpha: int
    groupsPerStep: int
    klBudget: float
    """Nats a token, counted from where the run began."""
    klWeight: float
    clipLow: float
    clipHigh: float
    verdictWeight: float
    offPolicyShare: float
    seed: int
    threads: int
    probe: Path | None

    @staticmethod
    def read(path: Path) -> "TrainerConfig":
        """Reads the file.

        Raises:
            TrainerError: `failed`, naming the setting that is missing, unknown or of a wrong kind.
        """
        try:
            values = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise _refusal(f"{path} can't be read as JSON ({error})") from error
        if not isinstance(values, dict):
            raise _refusal(f"{path} holds no JSON object")
        version = values.pop("version", None)
        if version != 1:
            raise _refusal(f"{path} has version {version}, which this trainer does not know")
        config = _object(TrainerConfig, values, "")
        config._check()
        return config

    def _check(self) -> None:
        for name in ("epochs", "rank", "alpha", "groupsPerStep", "threads", "learningRate"):
            if not getattr(self, name) > 0:
                raise _refusal(f"{name} must be above 0")
        for name in ("klBudget", "klWeight", "clipLow", "clipHigh", "verdictWeight"):
            if not getattr(self, name) >= 0:
                raise _refusal(f"{name} must not be below 0")
        if not 0 <= self.offPolicyShare < 1:
            raise _refusal("offPolicyShare must be at least 0 and below 1")
        if not self.stages:
            raise _refusal("stages must name at least one stage")
        if self.objective == "policy-gradient" and self.policyAdapter and not self.parent:
            raise TrainerError(
                "adapter-mismatch",
                f"The rollouts are those of adapter {self.policyAdapter}, but the run names no "
                "parent. Train on from that adapter, or draw rollouts of the base model.",
            )


def _object(kind: type[Settings], values: dict[str, object], place: str) -> Settings:
    hints = get_type_hints(kind)
    if unknown := sorted(values.keys() - hints.keys()):
        raise _refusal(f"{place}{unknown[0]} is no setting")
    if missing := sorted(hints.keys() - values.keys()):
        raise _refusal(f"{place}{missing[0]} is missing")
    settings = {name: _value(hints[name], values[name], place + name) for name in hints}
    return kind(**settings)


def _value(kind: object, value: object, name: str) -> object:
    """`value` as `kind`; JSON's lists become tuples and sets, its strings paths."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return None if value is None else _value(arguments[0], value, name)
    if origin is Literal and value in arguments:
        return value
    if origin in (tuple, frozenset) and isinstance(value, list):
        return origin(_value(arguments[0], one, name) for one in value)
    if dataclasses.is_dataclass(kind) and isinstance(value, dict):
        return _object(cast(type[Any], kind), value, f"{name}.")
    if kind is Path and isinstance(value, str):
        return Path(value)
    if kind is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if kind in (int, str) and type(value) is kind:
        return value
    raise _refusal(f"{name} can't be {json.dumps(value)}")


def _refusal(what: str) -> TrainerError:
    return TrainerError("failed", f"The run's configuration is refused: {what}.")
