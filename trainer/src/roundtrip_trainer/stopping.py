"""SIGTERM and SIGINT, heard at once: torch may be deep in one product for many seconds, and Python
runs signal handlers only between two instructions of the main thread."""

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from types import FrameType


@contextmanager
def when_told_to_stop(action: Callable[[], None]) -> Iterator[None]:
    """Runs `action` in a thread of its own when the process is told to stop within the block."""
    heard, told = socket.socketpair()
    told.setblocking(False)
    signals = (signal.SIGTERM, signal.SIGINT)
    former = {one: signal.signal(one, _ignore) for one in signals}
    former_file = signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)

    def listen() -> None:
        if heard.recv(1):  # empty when the block is left
            action()

    thread = Thread(target=listen, daemon=True)
    thread.start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(former_file)
        for one, handler in former.items():
            signal.signal(one, handler)
        told.close()
        thread.join()
        heard.close()


def _ignore(number: int, frame: FrameType | None) -> None:
    """The byte that is written for a signal does the rest."""
