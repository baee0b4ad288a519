"""What the picture, the page and the text of an answer on control say, in two languages."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.vocabulary.language import Text, text


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(files("orepath.review.ownership_page").joinpath("texts.toml").read_text("utf-8"))


def say(key: str, **values: object) -> Text:
    """A text by its key, its placeholders filled; a value that is a `Text` is filled in its own language."""
    found = text(_texts()["text"][key])
    return found.format(**values) if values else found


def kind_text(kind: str) -> Text:
    """What a kind of entity is called."""
    return text(_texts()["kind"][kind])


def joined(parts: Sequence[Text], en: str = ", ", ja: str = "、") -> Text:
    """Texts one after another."""
    return Text(en.join(part.en for part in parts), ja.join(part.ja for part in parts))
