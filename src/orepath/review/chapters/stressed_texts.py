"""The texts of the chapter on stressed measures, in two languages."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.vocabulary.language import Text, text


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(files("orepath.review.chapters").joinpath("stressed.toml").read_text("utf-8"))


def said(key: str, **values: object) -> Text:
    """A text by its key, its placeholders filled; a value that is a `Text` is filled in its own language."""
    found = text(_texts()[key])
    return found.format(**values) if values else found
