"""Where a publisher gives a figure twice and the two disagree: both stand."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from orepath.evidence.precedence import prefer
from orepath.evidence.store import Evidence, Statement
from orepath.network.network import Network
from orepath.network.published import published, published_years
from orepath.network.published_terms import datasets, terms
from orepath.vocabulary.places import is_country

WORLD = "world"


@dataclass(frozen=True)
class Difference:
    """Two figures of one publisher for the same production.

    Parameters
    ----------
    place
        A country by its code, or ``world``.
    figure_t, tables_t
        Tonnes as the publisher's figure states them, and as its tables of flows sum to; None where the tables have no
        such node.
    figure_statements, tables_statements
        The ids behind each.
    """

    mineral: str
    year: int
    stage: str
    place: str
    figure_t: float
    tables_t: float | None
    figure_statements: tuple[str, ...]
    tables_statements: tuple[str, ...]


def differences(evidence: Evidence, mineral: str, year: int | None = None) -> list[Difference]:
    """Where figures of production and tables of flows disagree, for one year or for all; by year, stage and place.

    Groups of countries are left out: no list says who is in them.
    """
    years = published_years(evidence, mineral) if year is None else [year]
    found = [one for of in years for one in _of_year(evidence, mineral, of)]
    return sorted(found, key=lambda one: (one.year, one.stage, one.place == WORLD, one.place))


def _of_year(evidence: Evidence, mineral: str, year: int) -> Iterator[Difference]:
    tables = published(evidence, mineral, year)
    for figure in _figures(evidence, mineral, year):
        summed, behind = _summed(tables, str(figure.stage), str(figure.place))
        stated = figure.value or 0.0
        if not math.isclose(stated, summed or 0.0, rel_tol=1e-9):
            about = (mineral, year, str(figure.stage), str(figure.place))
            yield Difference(*about, stated, summed, (figure.statement_id,), behind)


def _figures(evidence: Evidence, mineral: str, year: int) -> Iterator[Statement]:
    for dataset in datasets():
        known = terms(dataset)
        same: dict[tuple[str, str], list[Statement]] = {}
        for found in evidence.statements(known["figures"], mineral=mineral, year=year, dataset=dataset):
            comparable = found.stage in known["compared"] and (is_country(found.place or "") or found.place == WORLD)
            if comparable and found.value is not None and found.unit == "t":
                same.setdefault((found.stage or "", found.place or ""), []).append(found)
        yield from (prefer(each).statement for each in same.values())


def _summed(tables: Network, stage: str, place: str) -> tuple[float | None, tuple[str, ...]]:
    """What passes the nodes of a stage at a place, or anywhere, with the statements of the flows."""
    stages, places = tables.column("stage"), tables.column("place")
    here = [found == stage and place in (WORLD, at) for found, at in zip(stages, places, strict=True)]
    nodes = np.flatnonzero(here)
    if not len(nodes):
        return None, ()
    ends = tables.target if tables.inflow[nodes].any() else tables.source
    flows = np.flatnonzero(np.isin(ends, nodes))
    statements = tables.flows["statements"].to_pylist()
    behind = sorted({statement for flow in flows for statement in statements[flow]})
    return math.fsum(tables.flow[flows]), tuple(behind)
