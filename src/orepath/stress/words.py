"""What the answer to a shock says, in English and Japanese."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.vocabulary.language import Text, text


@cache
def _words() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("orepath.stress").joinpath("words.toml").read_text("utf-8"))


def said(key: str, **values: object) -> Text:
    """A sentence or heading, its placeholders filled."""
    return text(_words()["text"][key]).format(**values)


def word(section: str, key: str, **values: object) -> Text:
    """The word for a key of a section (`case`, `kind`, `instrument` ...); one that is not known stands for itself.

    >>> word("case", "alone").en, word("instrument", "flood").ja
    ('alone', 'flood')
    """
    entry = _words()[section].get(key)
    return text(entry).format(**values) if entry else Text(key, key)
