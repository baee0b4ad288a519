"""The rules on ownership and control that ship with orepath, as dated data."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.control.counting import Counting
from orepath.control.rule import Criterion, Limb, Reference, Rule, Spreads, Threshold, Version
from orepath.errors import UnknownName
from orepath.vocabulary.language import text
from orepath.vocabulary.terms import fold


def rules() -> tuple[str, ...]:
    """The ids of the rules, sorted.

    >>> rules()
    ('feoc', 'pfe', 'sanctions-50')
    """
    folder = files("orepath.control").joinpath("rules")
    names = (path.name.removesuffix(".toml") for path in folder.iterdir() if path.name.endswith(".toml"))
    return tuple(sorted(name for name in names if name != "lists"))


@cache
def rule(id: str) -> Rule:
    """The rule of an id.

    Raises
    ------
    UnknownName
        If there is none.
    """
    if id not in rules():
        raise UnknownName("rule", id, rules())
    raw = _toml(id)
    return Rule(
        id=raw["id"],
        title=text(raw["title"]),
        about=text(raw["about"]),
        versions=tuple(_version(entry) for entry in raw["version"]),
        not_examined=tuple(text(entry) for entry in raw["not_examined"]),
    )


@cache
def lists() -> dict[str, str]:
    """The lists that rules know: the id of each by its folded names."""
    found = {}
    for id, entry in _toml("lists").items():
        found.update({fold(name): id for name in (id, *entry["names"])})
    return found


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(files("orepath.control").joinpath("rules", f"{name}.toml").read_text("utf-8"))


def _version(entry: dict[str, Any]) -> Version:
    counting = entry["counting"]
    return Version(
        from_=entry["from_"],
        until=entry.get("until"),
        nations=tuple(entry["nations"]),
        criteria=tuple(_criterion(each) for each in entry["covered"]),
        spreads=_spreads(entry["spreads"]) if "spreads" in entry else None,
        counting=Counting(_share(counting.get("whole_from")), _share(counting.get("passes_from"))),
        limbs=tuple(_limb(each) for each in entry["limb"]),
        reference=_reference(entry),
        nations_reference=_reference(entry["nations_reference"]),
        counting_reference=_reference(counting),
    )


def _share(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def _reference(entry: dict[str, Any]) -> Reference:
    return Reference(entry["source"], entry["how_sure"])


def _threshold(entry: dict[str, Any]) -> Threshold:
    return Threshold(Fraction(entry["threshold"]), entry["comparison"])


def _criterion(entry: dict[str, Any]) -> Criterion:
    return Criterion(
        id=entry["id"],
        said=text(entry),
        kinds=tuple(entry.get("kinds", ())),
        seated=entry.get("seated", False),
        marked=entry.get("marked", ""),
        lists=tuple(entry.get("lists", ())),
        unknown_lists=entry.get("unknown_lists", "open"),
        reference=_reference(entry),
    )


def _spreads(entry: dict[str, Any]) -> Spreads:
    return Spreads(tuple(entry["metrics"]), _threshold(entry), entry["together"], text(entry), _reference(entry))


def _limb(entry: dict[str, Any]) -> Limb:
    return Limb(
        id=entry["id"],
        sort=entry["sort"],
        said=text(entry),
        metrics=tuple(entry.get("metrics", ())),
        threshold=_threshold(entry) if "threshold" in entry else None,
        together=entry.get("together", "all"),
        through=entry.get("through", "chains"),
        reference=_reference(entry),
    )
