"""Ctrl-C, remembered: a library that swallows it while it loads does not make a command go on as if nothing was."""

from __future__ import annotations

import signal
from threading import Event, current_thread, main_thread
from types import FrameType

_seen = Event()


def remember_interrupts() -> None:
    """Have Ctrl-C leave a mark before it interrupts as usual; where it is ignored, or not ours, it stays so."""
    if current_thread() is main_thread() and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _mark)


def was_interrupted() -> bool:
    """Whether Ctrl-C was pressed since it is remembered."""
    return _seen.is_set()


def heed_interrupts() -> None:
    """Go no further where Ctrl-C was pressed, whoever swallowed it.

    Raises
    ------
    KeyboardInterrupt
        Where it was.
    """
    if was_interrupted():
        raise KeyboardInterrupt


def _mark(number: int, frame: FrameType | None) -> None:
    _seen.set()
    signal.default_int_handler(number, frame)
