"""What the nodes of published networks are called, and what each becomes."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.network.network import UNKNOWN
from orepath.vocabulary.language import Text, text

PRODUCT = "product"


@dataclass(frozen=True, order=True)
class Named:
    """A node of a published network: its id here, its stage (empty where unknown) and its place (empty: none).

    Mass enters or leaves the network at an ``open`` node: a mine, a product, a balancing node.
    """

    id: str
    stage: str
    place: str
    open: bool = False


@cache
def _definitions() -> dict[str, Any]:
    return tomllib.loads(files("orepath.network").joinpath("published.toml").read_text("utf-8"))


def datasets() -> tuple[str, ...]:
    """The datasets that hold published networks."""
    return tuple(_definitions()["datasets"])


def terms(dataset: str) -> dict[str, Any]:
    """How a dataset names its nodes."""
    found: dict[str, Any] = _definitions()["datasets"][dataset]
    return found


def notes() -> dict[str, Text]:
    """What the notes of published networks and of their flows say, by code."""
    return {code: text(entry) for code, entry in _definitions()["notes"].items()}


def unknown_names() -> dict[str, Text]:
    """The balancing nodes of all datasets, by id."""
    return {entry["id"]: text(entry) for name in datasets() for entry in terms(name)["unknown"].values()}


def added_name(way: str) -> Text:
    """What is added where published flows do not balance: ``in`` or ``out``."""
    return text(_definitions()["added"][way])


def sentence(way: str) -> Text:
    """What is said of an unknown node: placeholders ``name``, ``mass``, ``share``, ``of`` and ``stages``."""
    return text(_definitions()["said"][way])


def stage_names() -> dict[str, Text]:
    """The stages of published networks, by id."""
    return {stage: text(entry) for stage, entry in _definitions()["stages"].items()}


def named(dataset: str, name: str, place: str | None) -> Named:
    """The node of a name in the publisher's own words, at a place its statement gives.

    Raises
    ------
    KeyError
        Where the dataset has no such node: its reader lets none through.
    """
    known = terms(dataset)
    if name in known["unknown"]:
        return Named(known["unknown"][name]["id"], "", UNKNOWN, open=True)
    if name in known["products"]:
        return Named(f"{PRODUCT}:{name}", known["products"][name], "", open=True)
    ending = max((ending for ending in known["stages"] if name.endswith(ending)), key=len, default="")
    stage = known["stages"][ending]
    return Named(f"{stage}:{place}", stage, place or "", open=stage == known["extraction"])
