"""The chapters' texts, in two languages."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.vocabulary.language import Text, text


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(files("orepath.review.chapters").joinpath("texts.toml").read_text("utf-8"))


def say(key: str, **values: object) -> Text:
    """A text by its key, its placeholders filled; a value that is a `Text` is filled in its own language."""
    entry = _texts()[key]
    return text(entry).format(**values) if values else text(entry)


def joined(parts: list[Text], en: str = ", ", ja: str = "、") -> Text:
    """Texts one after another."""
    return Text(en.join(part.en for part in parts), ja.join(part.ja for part in parts))
