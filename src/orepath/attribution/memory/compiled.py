"""How the engine's loops are compiled, and where machine code is kept.

The compiler looks only at the file a loop stands in when it decides whether kept code is still good, and a loop holds
the code of others. So code is kept in a folder named after the text of all of them.

It also numbers the files of a loop's signatures as they come, so that two processes that compile at once may each take
the other's code for their own, and compute nonsense. So a file is named after its signature.
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
from numba.core.caching import FunctionCache, IndexDataCacheFile
from numba.misc.appdirs import AppDirs

Loop = TypeVar("Loop", bound=Callable[..., Any])
settings: Any = config
HERE = Path(__file__).parent
OPTIONS: dict[str, Any] = {"cache": True, "nogil": True, "error_model": "numpy", "fastmath": {"contract"}}
"""A product and a sum may become one instruction; sums are never put in another order, so that results repeat."""


def compiled(loop: Loop) -> Loop:
    """A loop as machine code, kept for the next process."""
    return _made(loop, OPTIONS)


def exactly(loop: Loop) -> Loop:
    """The same, sums and products rounded one by one, on every machine."""
    return _made(loop, {name: value for name, value in OPTIONS.items() if name != "fastmath"})


def inlined(loop: Loop) -> Loop:
    """The same, written out wherever it is called: for a few lines on which every row spends its time."""
    return _made(loop, OPTIONS | {"inline": "always"})


def parallel(loop: Loop) -> Loop:
    """A loop as machine code, its `prange` shared out among threads."""
    return _made(loop, OPTIONS | {"parallel": True})


class Kept(IndexDataCacheFile):
    """The machine code of a loop's signatures, each in a file named after it, and an index of them.

    Two processes that write the index at once lose an entry of it, never swap two; what is lost is compiled again.
    """

    def save(self, key: object, data: object) -> None:
        """Keep the code of a signature: the file first, so that the index names none that is not there."""
        file: Any = self  # numba has no types
        name = file._data_name(int(hashlib.sha256(repr(key).encode()).hexdigest()[:15], 16))
        file._save_data(name, data)
        file._save_index({**file._load_index(), key: name})


def _made(loop: Loop, options: dict[str, Any]) -> Loop:
    with _kept():
        made: Any = njit(**options)(loop)
    if isinstance(made._cache, FunctionCache):  # not where the compiler is switched off
        locator, base = made._cache._impl.locator, made._cache._impl.filename_base
        kept: Any = Kept
        made._cache._cache_file = kept(locator.get_cache_path(), base, locator.get_source_stamp())
    return cast(Loop, made)


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
