"""The settings of the comparison, from ``candidates.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def settings() -> dict[str, Any]:
    """How near a measure must be, and by which words a text tells a mineral."""
    return tomllib.loads(files("orepath.evidence.candidates").joinpath("candidates.toml").read_text("utf-8"))
