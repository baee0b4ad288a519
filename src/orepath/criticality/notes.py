"""Texts that stand beside figures, in both languages."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from orepath.vocabulary.language import Text, text
from orepath.vocabulary.places import place_text


@cache
def _notes() -> dict[str, Text]:
    raw = tomllib.loads(files("orepath.criticality").joinpath("notes.toml").read_text("utf-8"))
    return {key: text(entry) for key, entry in raw.items()}


def note(key: str, **values: object) -> Text:
    """A note of ``notes.toml`` with its placeholders filled."""
    return _notes()[key].format(**values)


def together(notes: Iterable[Text | None]) -> Text | None:
    """Several notes as one, each once; None where there is none."""
    kept = list(dict.fromkeys(found for found in notes if found is not None))
    return Text(" ".join(n.en for n in kept), "".join(n.ja for n in kept)) if kept else None


def percent(share: float) -> str:
    """A share in percent, with the digits that matter.

    >>> percent(0.12345), percent(0.004)
    ('12.3', '0.4')
    """
    return f"{100 * share:.3g}"


def names(places: Iterable[str]) -> Text:
    """The names of some places, in a row."""
    called = [place_text(place) for place in sorted(places)]
    return Text(", ".join(name.en for name in called), "、".join(name.ja for name in called))
