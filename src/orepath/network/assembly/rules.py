"""What assembly assumes, from ``rules.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.vocabulary.language import Text, text


@dataclass(frozen=True)
class Basis:
    """How a mineral's goods are used, and which items count something else than its tonnes."""

    direct_use: bool
    other: tuple[str, ...]
    other_reason: Text | None


@dataclass(frozen=True)
class Yield:
    """The share (0 to 1) of the contained metal that plants deliver."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Weights:
    """How weakly what no statement gives is pulled to where it is looked for; ``rules.toml`` says what each is."""

    free: float
    smallest: float
    slack: float
    imported_ore: float
    own_ore: float
    left: float
    last_resort: float
    expected: float


@dataclass(frozen=True)
class TotalRule:
    """Which items of a dataset say what reaches a place, what it recycles, uses and puts aside."""

    mineral: str
    dataset: str
    items: dict[str, tuple[tuple[str, str], ...]]


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(files("orepath.network.assembly").joinpath("rules.toml").read_text("utf-8"))


@cache
def bases() -> dict[str, Basis]:
    """The minerals that networks are assembled for."""
    return {
        mineral: Basis(
            entry.get("direct_use", False),
            tuple(entry.get("other_basis", ())),
            text(entry["other_basis_reason"]) if "other_basis_reason" in entry else None,
        )
        for mineral, entry in _raw()["mineral"].items()
    }


def relative_uncertainty(status: str) -> float:
    """The relative standard uncertainty of a figure of a status."""
    table = _raw()["uncertainty"]
    return float(table.get(status, table["reported"])["relative"])


def standard_uncertainties() -> float:
    """How many standard uncertainties a figure's interval reaches to each side."""
    return float(_raw()["interval"]["standard_uncertainties"])


def least_strain() -> tuple[float, float]:
    """How far outside its interval a figure may stand unreported: tonnes, and a share of the figure."""
    entry = _raw()["strained"]
    return float(entry["least_t"]), float(entry["least_share"])


def plant_yield() -> Yield:
    """What plants deliver of what they are fed."""
    entry = _raw()["yield"]
    return Yield(entry["value"], entry["low"], entry["high"])


@cache
def weights() -> Weights:
    """The weights of what no statement gives."""
    return Weights(**{name: float(_raw()["weights"][name]) for name in Weights.__dataclass_fields__})


@cache
def total_rules() -> tuple[TotalRule, ...]:
    """The items that say totals of a place."""
    return tuple(
        TotalRule(
            entry["mineral"],
            entry["dataset"],
            {
                kind: tuple((property_, item) for property_, item in entry[kind])
                for kind in ("arrivals", "exports", "recycled", "stock", "consumption")
                if kind in entry
            },
        )
        for entry in _raw()["total"]
    )
