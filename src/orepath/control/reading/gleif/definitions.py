"""What the words of GLEIF mean here, as `gleif.toml` has them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

from orepath.control.register import Metric


@dataclass(frozen=True)
class Relation:
    """A type of relation: which node owns, in which metrics, whether wholly, through which other type it is told."""

    owner: Literal["StartNode", "EndNode"]
    metrics: tuple[Metric, ...]
    whole: bool
    through: str


@cache
def definitions() -> dict[str, Any]:
    """The tables of `gleif.toml`."""
    return tomllib.loads(files("orepath.control.reading.gleif").joinpath("gleif.toml").read_text("utf-8"))


@cache
def relations() -> dict[str, Relation]:
    """All types of relation, by their name."""
    return {
        name: Relation(
            entry["owner"],
            tuple(cast(list[Metric], entry["metrics"])),
            entry["share"] == "whole",
            entry.get("through", ""),
        )
        for name, entry in definitions()["relation"].items()
    }


@cache
def categories() -> dict[str, str]:
    """The kind of entity each category is."""
    return {name: kind for name, kind in definitions()["category"].items() if name not in ("how_sure", "none")}
