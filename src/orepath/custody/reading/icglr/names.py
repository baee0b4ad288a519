"""The names under which ICGLR records say what is read of them, from ``fields.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def names() -> dict[str, Any]:
    """The field map.

    >>> names()["operation"]["mined"]
    1
    """
    return tomllib.loads(files("orepath.custody.reading.icglr").joinpath("fields.toml").read_text("utf-8"))
