"""The texts of the codes of notes and reasons."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from orepath.vocabulary.language import Text, text


@cache
def notes() -> dict[str, Text]:
    """By code."""
    raw = tomllib.loads(files("orepath.network.trade").joinpath("notes.toml").read_text("utf-8"))
    return {code: text(entry) for code, entry in raw.items()}
