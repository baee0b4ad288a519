"""What cannot be true of a chain of custody, with the events that prove it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias, get_args

from orepath.vocabulary.language import Text, text

ViolationKind: TypeAlias = Literal[
    "overclaiming",
    "double_claiming",
    "negative_stock",
    "outside_period",
    "loop",
    "out_of_order",
    "identifier_conflict",
    "identifier_mismatch",
    "conservation",
    "unit_mismatch",
    "contents_exceed",
    "documents_differ",
]
VIOLATIONS: tuple[ViolationKind, ...] = get_args(ViolationKind)
FEW = 8
"""How many names an explanation gives before it counts the rest."""


@dataclass(frozen=True)
class Violation:
    """One thing that cannot be true.

    Parameters
    ----------
    events
        The hash identifiers of the events that prove it, in the order of time; none where documents do.
    where
        File and position of each event, or of each document.
    lots
        The lots it is about.
    """

    kind: ViolationKind
    events: tuple[str, ...]
    explanation: Text
    where: tuple[str, ...]
    lots: tuple[str, ...] = ()


@cache
def _words() -> dict[str, Text]:
    raw = tomllib.loads(files("orepath.custody.books").joinpath("words.toml").read_text("utf-8"))
    return {key: text(entry) for key, entry in raw.items()}


def say(key: str, **values: object) -> Text:
    """A sentence of ``words.toml`` with its placeholders filled; a `Text` among them in its own language."""
    said = _words()[key]
    return Text(
        said.en.format(**{name: value.en if isinstance(value, Text) else value for name, value in values.items()}),
        said.ja.format(**{name: value.ja if isinstance(value, Text) else value for name, value in values.items()}),
    )


def listed(names: tuple[str, ...] | list[str]) -> Text:
    """Some names in a row; of many the first, and how many more there are."""
    shown, more = names[:FEW], len(names) - FEW
    if more <= 0:
        return Text(", ".join(shown), "、".join(shown))
    return say("and_more", first=Text(", ".join(shown), "、".join(shown)), more=more)
