"""The packaged release."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from orepath.evidence.release import Release, open_release


@cache
def packaged() -> Release:
    """The release that ships in the package."""
    return open_release(Path(str(files("orepath.reference").joinpath("release"))))
