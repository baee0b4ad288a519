"""Demand by technology and scenario."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from orepath.errors import Fault
from orepath.sources.iea_critical_minerals.document import figures, series
from orepath.sources.iea_critical_minerals.rows import SOURCE, counted_as, statement

TOTALS = {
    "totalClean": "clean energy technologies",
    "otherUses": "other uses",
    "totalDemand": "all uses",
}

Found = tuple[str, str, Any, str]
"""Mineral, technology, series and pointer."""


def demand(document: dict[str, Any], faults: list[Fault]) -> tuple[list[dict[str, Any]], int]:
    """The statements on demand, and how many series were left out because a fuller table has the same.

    The document has demand four times over, rounded differently. Minerals with a table of all uses are taken from
    there, others from the table by mineral and technology, and what neither has from the tables of a technology.
    """
    chosen: dict[tuple[str, str], Found] = {}
    repeats = 0
    for found in (*_all_uses(document, faults), *_by_mineral(document, faults), *_by_technology(document, faults)):
        if found[:2] in chosen:
            repeats += 1
        else:
            chosen[found[:2]] = found
    made: list[dict[str, Any]] = []
    for mineral, technology, value, where in chosen.values():
        base = {"property": "demand", "mineral": mineral, "place": "world"}
        for year, scenario, figure, at in figures(value, where, faults):
            said = counted_as(mineral, f"{technology}, {scenario}" if scenario else technology, demand=True)
            made.append(statement({**base, "item": said}, year, figure, at, estimated=scenario is not None))
    return made, repeats


def _all_uses(document: dict[str, Any], faults: list[Fault]) -> Iterator[Found]:
    for mineral, _, _ in series(document, "totalDemand", faults=faults):
        for name, value, where in series(document, "totalDemand", mineral, faults=faults):
            if name in TOTALS:
                yield mineral, TOTALS[name], value, where
        for technology, value, where in series(document, "totalDemand", mineral, "sectors", faults=faults):
            yield mineral, technology, value, where


def _by_mineral(document: dict[str, Any], faults: list[Fault]) -> Iterator[Found]:
    for mineral, value, where in series(document, "cleantechByMineral", faults=faults):
        yield mineral, TOTALS["totalClean"], value, where
    for mineral, _, _ in series(document, "cleantechByTech", faults=faults):
        for technology, value, where in series(document, "cleantechByTech", mineral, "sectors", faults=faults):
            yield mineral, technology, value, where


def _by_technology(document: dict[str, Any], faults: list[Fault]) -> Iterator[Found]:
    for technology, _, _ in series(document, "byTechnology", faults=faults):
        for mineral, value, where in series(document, "byTechnology", technology, "minerals", faults=faults):
            if not mineral.startswith("Total ") or mineral in SOURCE.raw["minerals"]:
                yield mineral, technology, value, where
