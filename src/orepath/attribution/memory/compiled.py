"""How the engine's loops are compiled, and where machine code is kept.

The compiler looks only at the file a loop stands in when it decides whether kept code is still good, and a loop holds
the code of others. So code is kept in a folder named after the text of all of them.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from numba import njit
from numba.core import config
from numba.misc.appdirs import AppDirs

Loop = TypeVar("Loop", bound=Callable[..., Any])
settings: Any = config
HERE = Path(__file__).parent
OPTIONS: dict[str, Any] = {"cache": True, "nogil": True, "error_model": "numpy", "fastmath": {"contract"}}
"""A product and a sum may become one instruction; sums are never put in another order, so that results repeat."""


def compiled(loop: Loop) -> Loop:
    """A loop as machine code, kept for the next process."""
    with _kept():
        return cast(Loop, njit(**OPTIONS)(loop))


def inlined(loop: Loop) -> Loop:
    """The same, written out wherever it is called: for a few lines on which every row spends its time."""
    with _kept():
        return cast(Loop, njit(**OPTIONS, inline="always")(loop))


def parallel(loop: Loop) -> Loop:
    """A loop as machine code, its `prange` shared out among threads."""
    with _kept():
        return cast(Loop, njit(**OPTIONS, parallel=True)(loop))


@contextmanager
def _kept() -> Iterator[None]:
    """While a loop is declared, the compiler is told our folder; a folder the user chose stands."""
    before = settings.CACHE_DIR
    settings.CACHE_DIR = before or _folder()
    try:
        yield
    finally:
        settings.CACHE_DIR = before


@cache
def _folder() -> str:
    """Beside the code, or where that may not be written in the user's cache; code of other versions goes."""
    text = b"".join(path.read_bytes() for path in sorted(HERE.glob("*.py")))
    name = "loops-" + hashlib.sha256(text).hexdigest()[:16]
    for parent in (HERE / "__pycache__", Path(AppDirs("orepath", False).user_cache_dir)):  # type: ignore[no-untyped-call]
        try:
            (parent / name).mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        for other in parent.glob("loops-*"):
            if other.name != name:
                shutil.rmtree(other, ignore_errors=True)
        return str(parent / name)
    return ""
