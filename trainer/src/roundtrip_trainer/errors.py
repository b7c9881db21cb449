"""What can go wrong in a way that a person can do something about."""

from typing import Literal

ErrorCode = Literal[
    "adapter-mismatch",
    "disk-full",
    "failed",
    "logits-differ",
    "mixed-rollouts",
    "model-unsupported",
    "no-rollouts",
    "out-of-memory",
]


class TrainerError(Exception):
    """A code to branch on, and one sentence or two that say what happened and what to do."""

    def __init__(self, code: ErrorCode, message: str) -> None:
        super().__init__(message)
        self.code: ErrorCode = code
        self.message = message


class ModelUnsupported(TrainerError):
    """The model file can't be trained on: it can't be read, or its architecture is not known."""

    def __init__(self, message: str) -> None:
        super().__init__("model-unsupported", message)


class AdapterMismatch(TrainerError):
    """An adapter that can't be read, that GGUF can't hold, or that is for another base model."""

    def __init__(self, message: str) -> None:
        super().__init__("adapter-mismatch", message)
