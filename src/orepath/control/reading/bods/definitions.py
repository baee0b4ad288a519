"""What the words of BODS mean here, as `bods.toml` has them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

from orepath.control.register import Metric

Reads = Literal["stated", "right", "open"]
UNKNOWN_INTEREST = "unknownInterest"


@dataclass(frozen=True)
class InterestType:
    """Which metrics a type of interest is a share of, and how its share is read."""

    metrics: tuple[Metric, ...]
    reads: Reads


@cache
def definitions() -> dict[str, Any]:
    """The tables of `bods.toml`."""
    return tomllib.loads(files("orepath.control.reading.bods").joinpath("bods.toml").read_text("utf-8"))


@cache
def interest_types() -> dict[str, InterestType]:
    """All types of interest, by their code."""
    return {
        code: InterestType(tuple(cast(list[Metric], entry["metrics"])), entry["reads"])
        for code, entry in definitions()["interest"].items()
    }


@cache
def entity_kinds() -> dict[str, str]:
    """The kind of entity each entity type is."""
    return {code: kind for code, kind in definitions()["entity"].items() if code != "how_sure"}
