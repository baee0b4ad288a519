"""The metrics there are, with unit, reference and the thresholds of each method."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from orepath.errors import UnknownName
from orepath.vocabulary.language import Text, text


@dataclass(frozen=True)
class Threshold:
    """A value from which a method calls a figure something; it holds for that method alone."""

    value: float
    called: Text
    reference: str
    how_sure: str


@dataclass(frozen=True)
class Method:
    """A metric: its name, unit, whether it is about the world or about one place, and where it is defined."""

    id: str
    name: Text
    unit: str
    about: str
    reference: str
    thresholds: tuple[Threshold, ...] = ()


@cache
def methods() -> dict[str, Method]:
    """All metrics, by id."""
    raw = tomllib.loads(files("orepath.criticality").joinpath("methods.toml").read_text("utf-8"))
    return {
        key: Method(
            key,
            text(entry),
            entry["unit"],
            entry["about"],
            entry["reference"],
            tuple(
                Threshold(row["value"], text(row), row["reference"], row["how_sure"])
                for row in entry.get("threshold", ())
            ),
        )
        for key, entry in raw.items()
    }


def method(name: str) -> Method:
    """The metric of an id.

    Raises
    ------
    UnknownName
        With the nearest spellings.
    """
    if name not in methods():
        raise UnknownName("metric", name, list(methods()))
    return methods()[name]
