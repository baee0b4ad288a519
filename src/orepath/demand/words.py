"""What an answer on demand says, in English and Japanese."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.vocabulary.language import Text, text


@cache
def _words() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("orepath.demand").joinpath("words.toml").read_text("utf-8"))


def said(key: str, **values: object) -> Text:
    """A sentence, its placeholders filled."""
    return text(_words()[key]).format(**values)
