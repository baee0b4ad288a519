"""How the engine's loops are compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

Loop = TypeVar("Loop", bound=Callable[..., Any])


def compiled(loop: Loop) -> Loop:
    """A loop as machine code, kept on disk for the next process.

    A product and a sum may become one instruction; sums are never put in another order, so that results repeat.
    """
    return cast(Loop, njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})(loop))


def parallel(loop: Loop) -> Loop:
    """The same, its `prange` shared out among threads."""
    return cast(Loop, njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"}, parallel=True)(loop))
