"""Which series of a publisher belong together, by the words of their names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.evidence.store import Statement

NEAR = 60  # characters before "stock changes" in which the holders of the stocks are named


@cache
def words() -> dict[str, Any]:
    """The words of ``words.toml``."""
    return tomllib.loads(files("orepath.criticality").joinpath("words.toml").read_text("utf-8"))


def part(item: str | None) -> frozenset[str]:
    """What a series is about beyond its property: the words of its name that are not generic.

    >>> sorted(part("Imports for consumption: Refined zinc"))
    ['refined', 'zinc']
    """
    return frozenset(re.findall(r"[a-z0-9]+", (item or "").casefold())) - frozenset(words()["generic"])


def same_basis(one: str | None, other: str | None) -> bool:
    """Whether two names say the same of the basis: contained metal, gross weight, or nothing.

    >>> same_basis("Stocks: ore", "Consumption, apparent, manganese content")
    False
    """
    basis = frozenset(words()["basis"])
    return not (part(one) ^ part(other)) & basis


def matching(series: Iterable[Statement], item: str | None) -> Statement | None:
    """The one statement about the same part as an item; where a property has one series alone, that one."""
    listed = list(series)
    same = [found for found in listed if part(found.item) == part(item)]
    if len(same) == 1:
        return same[0]
    return listed[0] if len(listed) == 1 and same_basis(listed[0].item, item) else None


def demands_all(item: str | None, supply_item: str) -> bool:
    """Whether a series is the demand for all uses of what a supply series is about.

    >>> demands_all("all uses (magnet alloys)", "refining (magnet alloys)"), demands_all("all uses (ores)", "refining")
    (True, False)
    """
    called, _, remark = (item or "").partition(" (")
    return called == words()["all_uses"] and remark == supply_item.partition(" (")[2]


def adjusts_for_stocks(definition: str | None) -> bool:
    """Whether a definition adjusts for stock changes."""
    return re.search(words()["stock_change"], definition or "") is not None


def holders_named(definition: str | None) -> bool:
    """Whether those stocks are of holders whose stocks are stated as a series."""
    found = re.search(words()["stock_change"], definition or "")
    before = (definition or "")[max(0, found.start() - NEAR) : found.start()].casefold() if found else ""
    return any(holder in before for holder in words()["stock_holders"])
