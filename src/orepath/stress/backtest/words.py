"""What a back-test says, in English and Japanese."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.vocabulary.language import Text, text


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("orepath.stress.backtest").joinpath("words.toml").read_text("utf-8"))


def said(key: str, **values: object) -> Text:
    """A sentence, its placeholders filled."""
    return text(_words()["text"][key]).format(**values)


def joined(parts: Sequence[Text], key: str) -> Text:
    """Texts one after another with what stands between them."""
    between = said(key)
    return Text(between.en.join(part.en for part in parts), between.ja.join(part.ja for part in parts))


def number(value: float) -> Text:
    """A whole number with its thousands set apart.

    >>> number(1234.5).en
    '1,234'
    """
    return text(f"{value:,.0f}")
