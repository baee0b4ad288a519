"""What the page and the pictures of a trace say, in two languages."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.tracing.words import label_text
from orepath.vocabulary.language import Text, text


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(files("orepath.review.trace_page").joinpath("texts.toml").read_text("utf-8"))


def say(key: str, **values: object) -> Text:
    """A text by its key, its placeholders filled; a value that is a `Text` is filled in its own language."""
    found = text(_texts()["text"][key])
    return found.format(**values) if values else found


def short(label: str) -> Text:
    """The name of a place, or of a word that stands where one stands, as short as a picture needs it."""
    special = _texts()["short"].get(label)
    return text(special) if special else label_text(label)


def joined(parts: list[Text], en: str = ", ", ja: str = "、") -> Text:
    """Texts one after another."""
    return Text(en.join(part.en for part in parts), ja.join(part.ja for part in parts))
