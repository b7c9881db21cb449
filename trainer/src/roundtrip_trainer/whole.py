"""Files and folders that are whole or absent: written aside, flushed to the disk, then renamed."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import TrainerError


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """Yields a path beside `target` to write to; at the end of the block it becomes `target`.

    If the block fails, nothing is left of it and a former `target` stays as it was.

    Raises:
        TrainerError: `disk-full`.
    """
    with _aside(target) as folder:
        draft = folder / target.name
        yield draft
        _flush(draft)
        draft.replace(target)


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """Yields an empty folder beside `target`; at the end of the block it becomes `target`.

    A former `target` is replaced: for a moment there is none, never a mixture.

    Raises:
        TrainerError: `disk-full`.
    """
    with _aside(target) as folder:
        draft = folder / target.name
        draft.mkdir()
        yield draft
        for path in draft.rglob("*"):
            _flush(path)
        _flush(draft)
        if target.exists():
            target.rename(folder / "former")
        draft.rename(target)


@contextmanager
def _aside(target: Path) -> Iterator[Path]:
    """A folder on the disk of `target` that goes away with all that is still in it."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        try:
            yield folder
            _flush(target.parent)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        message = f"The disk of {target.parent} is full. Free some space and start again."
        raise TrainerError("disk-full", message) from error


def _flush(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return  # Windows can't flush a folder, nor does it need to
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
