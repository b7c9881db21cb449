"""What the trainer says while it works, on stdout and in a file: one JSON object a line."""

import json
import math
import signal
import sys
import time
from pathlib import Path


class Progress:
    def __init__(self, path: Path | None) -> None:
        """
        Args:
            path: gets each line appended; None for the processes that only help, which are silent.
        """
        self.path = path
        self.is_heard = True

    def emit(self, event: str, **values: object) -> None:
        """Numbers that JSON can't hold (NaN, infinity) are written as null.

        Whoever started the run and is gone wants it no longer: it is stopped, as by a signal.
        """
        if self.path is None:
            return
        line = json.dumps({"event": event, **{key: _plain(value) for key, value in values.items()}})
        with self.path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        if not self.is_heard:
            return
        try:
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
        except BrokenPipeError:
            self.is_heard = False
            signal.raise_signal(signal.SIGTERM)


def _plain(value: object) -> object:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value


class Pace:
    """How fast this start of the run is."""

    def __init__(self) -> None:
        self.started = time.monotonic()
        self.steps = 0
        self.tokens = 0

    def add(self, tokens: int) -> None:
        self.steps += 1
        self.tokens += tokens

    @property
    def tokens_per_second(self) -> float:
        return self.tokens / max(1e-9, time.monotonic() - self.started)

    @property
    def seconds_a_step(self) -> float:
        return (time.monotonic() - self.started) / max(1, self.steps)
