"""What the page and the picture of a ledger say, in two languages."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.vocabulary.language import Text, text


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(files("orepath.review.custody_page").joinpath("texts.toml").read_text("utf-8"))


def say(key: str, **values: object) -> Text:
    """A text by its key, its placeholders filled; a value that is a `Text` is filled in its own language.

    Where the text has a form for one thing and ``count`` is 1, that form is taken.
    """
    entry = _texts()["text"][key]
    if values.get("count") == 1 and "en_one" in entry:
        entry = {**entry, "en": entry["en_one"]}
    found = text(entry)
    return found.format(**values) if values else found


def violation_name(kind: str) -> Text:
    """What a kind of violation is called."""
    return text(_texts()["violation"][kind])


def joined(parts: Iterable[Text], en: str = ", ", ja: str = "、") -> Text:
    """Texts one after another; those that say nothing are passed over."""
    every = [part for part in parts if part.en or part.ja]
    return Text(en.join(part.en for part in every), ja.join(part.ja for part in every))
