"""`python -m roundtrip_trainer COMMAND`.

On stdout, one JSON object a line; on stderr, a log for people. Exit status 0 done, 1 failed (the
last line is an `error`), 2 wrong usage, 3 stopped with a checkpoint.
"""

import argparse
import errno
import json
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from .errors import TrainerError

# What a command needs is imported when it runs: torch takes seconds.


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        return status
    except Exception as error:
        failure = _failure(error)
        if failure is not error:
            traceback.print_exception(error)
        _print({"event": "error", "code": failure.code, "message": failure.message})
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m roundtrip_trainer", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    train = commands.add_parser("train", help="train as the run's config.json says, or go on")
    train.add_argument("run_dir", type=Path)
    train.set_defaults(run=_train)

    check = commands.add_parser("check", help="compare the run's model with the engine's logits")
    check.add_argument("run_dir", type=Path)
    check.set_defaults(run=_check)

    to_gguf = commands.add_parser("to-gguf", help="PEFT folder to GGUF adapter")
    to_gguf.add_argument("peft", type=Path)
    to_gguf.add_argument("base", type=Path)
    to_gguf.add_argument("target", type=Path)
    to_gguf.set_defaults(run=_to_gguf)

    to_peft = commands.add_parser("to-peft", help="GGUF adapter to PEFT folder")
    to_peft.add_argument("adapter", type=Path)
    to_peft.add_argument("base", type=Path)
    to_peft.add_argument("target", type=Path)
    to_peft.set_defaults(run=_to_peft)

    doctor = commands.add_parser("doctor", help="what the trainer would run with")
    doctor.set_defaults(run=_doctor)
    return parser


def _train(options: argparse.Namespace) -> int:
    from . import training

    return training.main(options.run_dir)


def _check(options: argparse.Namespace) -> int:
    import torch

    from .config import TrainerConfig
    from .model import load_model
    from .probe import require_equal

    config = TrainerConfig.read(options.run_dir / "config.json")
    if config.probe is None:
        raise TrainerError("failed", f"The run {options.run_dir} has no probe to compare with.")
    result = require_equal(load_model(config.model.path, torch.float32), config.probe)
    _print(
        {"event": "checked", "divergence": result.divergence, "agreement": result.agreement},
    )
    return 0


def _to_gguf(options: argparse.Namespace) -> int:
    from .gguf_adapter import write_gguf
    from .peft_adapter import read_peft

    write_gguf(read_peft(options.peft), options.base, options.target)
    _print({"event": "written", "path": str(options.target)})
    return 0


def _to_peft(options: argparse.Namespace) -> int:
    from .gguf_adapter import read_gguf
    from .peft_adapter import write_peft

    write_peft(read_gguf(options.adapter, options.base), options.base, options.target)
    _print({"event": "written", "path": str(options.target)})
    return 0


def _doctor(_: argparse.Namespace) -> int:
    from .doctor import facts

    _print({"event": "doctor", **facts()})
    return 0


def _failure(error: Exception) -> TrainerError:
    """What is said of an error; anything that was not foreseen is `failed`."""
    if isinstance(error, TrainerError):
        return error
    # torch raises a RuntimeError for the CPU's memory and a subclass of it for a GPU's.
    if isinstance(error, MemoryError) or "allocate memory" in str(error) or _of_gpu(error):
        return TrainerError(
            "out-of-memory",
            "The memory was not enough. Close other programs, or train a smaller model.",
        )
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return TrainerError("disk-full", "The disk is full. Free some space and start again.")
    kind = type(error).__name__
    return TrainerError("failed", f"The trainer failed ({kind}). The log has the details.")


def _of_gpu(error: Exception) -> bool:
    return type(error).__name__ == "OutOfMemoryError"


def _print(event: dict[str, object]) -> None:
    print(json.dumps(event), flush=True)


if __name__ == "__main__":
    sys.exit(main())
