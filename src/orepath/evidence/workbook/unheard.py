"""Standard error, shut while a library in another language works."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

STANDARD_ERROR = 2
ONE_AT_A_TIME = Lock()


@contextmanager
def unheard() -> Iterator[None]:
    """Show nothing of what this process writes to standard error meanwhile.

    A library in Rust that panics writes there where in its own code it did, past everything that Python redirects; what
    it means for the file is said in the refusal.
    """
    with ONE_AT_A_TIME:
        try:
            kept = os.dup(STANDARD_ERROR)
        except OSError:  # there is none to be shut
            yield
            return
        try:
            with suppress(OSError), Path(os.devnull).open("wb") as nowhere:
                os.dup2(nowhere.fileno(), STANDARD_ERROR)
            yield
        finally:
            os.dup2(kept, STANDARD_ERROR)
            os.close(kept)
