"""What the proof of a result says, in two languages."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.vocabulary.language import Lang, Text, text


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(files("orepath.review.qualification_proof").joinpath("texts.toml").read_text("utf-8"))


def say(key: str, **values: object) -> Text:
    """A text by its key, its placeholders filled; a value that is a `Text` is filled in its own language."""
    return text(_texts()["text"][key]).format(**values)


def word(group: str, key: str) -> Text | None:
    """What a value or unit of the program is called; None where it has no other name."""
    found = _texts()[group].get(key)
    return None if found is None else text(found)


def labels(lang: Lang) -> dict[str, str]:
    """All texts that have no placeholder, by key."""
    every = {key: text(entry).in_(lang) for key, entry in _texts()["text"].items()}
    return {key: said for key, said in every.items() if "{" not in said}
