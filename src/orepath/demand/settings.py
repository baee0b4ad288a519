"""Which series the demand is reckoned from, as ``factors.toml`` says."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.vocabulary.language import Text, text


@dataclass(frozen=True)
class Series:
    """A series of one dataset; `name` is how its publisher and scenario are called."""

    dataset: str
    item: str
    name: Text


@dataclass(frozen=True)
class Vehicles:
    """A kind of vehicle.

    Parameters
    ----------
    sales
        Series of numbers sold; the first is preferred.
    outlooks
        Series of numbers that publishers expect.
    capacity
        The item of its capacity per vehicle; empty where no dataset has one.
    """

    id: str
    name: Text
    sales: tuple[Series, ...]
    outlooks: tuple[Series, ...]
    capacity: str


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(files("orepath.demand").joinpath("factors.toml").read_text("utf-8"))


@cache
def vehicles() -> tuple[Vehicles, ...]:
    """All kinds of vehicles, in order."""
    return tuple(
        Vehicles(
            entry["id"],
            text(entry),
            tuple(_series(one) for one in entry["sales"]),
            tuple(_series(one) for one in entry.get("outlooks", ())),
            entry.get("capacity", ""),
        )
        for entry in _raw()["vehicles"]
    )


def _series(entry: dict[str, str]) -> Series:
    return Series(entry["dataset"], entry["item"], text(entry) if "en" in entry else Text("", ""))


def versions() -> tuple[str, ...]:
    """The versions of the model of batteries, the preferred one first."""
    return tuple(_raw()["intensity"]["versions"])


def change_a_year() -> float:
    """What the capacity per vehicle may differ by for each year between the one asked for and the one published."""
    return float(_raw()["capacity"]["change_a_year"])


def least_share() -> float:
    """The share of the world's mix from which on a chemistry may be all of a place's."""
    return float(_raw()["mix"]["least_share"])


def world() -> dict[str, Any]:
    """Where the world's demand as published stands: dataset, technology and scenarios."""
    found: dict[str, Any] = _raw()["world"]
    return found
