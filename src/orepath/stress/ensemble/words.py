"""What things in the range of an answer are called, and what evidence would tell of them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.vocabulary.language import Text, text


@cache
def _words() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("orepath.stress.ensemble").joinpath("words.toml").read_text("utf-8"))


def word(id_: str, key: str) -> Text:
    """A word of something in the range.

    >>> word("flows", "name").en
    'recorded flows'
    """
    return text(_words()[id_][key])


def told_by(id_: str) -> Text:
    """What evidence would tell of an assumption, by the longest beginning or ending of its id that is known.

    >>> told_by("utilisation.cell") == told_by("utilisation.mine")
    True
    """
    known = _words()
    fits = [key for key in known if id_ == key or id_.startswith(f"{key}.") or id_.endswith(f".{key}")]
    best = max(fits, key=lambda key: (len(key), key), default="other")
    return text(known[best]["told_by"])
