"""Networks as the literature publishes them: the publisher's own nodes, flows and balancing nodes."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from orepath.errors import InputError, fault
from orepath.evidence.precedence import prefer
from orepath.evidence.store import Evidence, Statement
from orepath.network.network import UNKNOWN, Network, network
from orepath.network.published_terms import Named, datasets, named, terms

ROUNDING = 1e-12  # of what flows at a node: below this a difference is of binary numbers, not of the publisher's


@dataclass(frozen=True)
class Leg:
    """A flow between two nodes (t), with its range, its statements and a note."""

    source: Named
    target: Named
    flow: float
    low: float
    high: float
    statements: tuple[str, ...]
    note: str | None
    status: str = "observed"


def published_years(evidence: Evidence, mineral: str) -> list[int]:
    """The years for which a network of a mineral is published, the newest first."""
    rows = evidence.rows(
        """select distinct year(from_) as year from statements
        where property = 'flow' and mineral = ? and dataset in (select unnest(?)) order by year desc""",
        [mineral, list(datasets())],
    )
    return [row["year"] for row in rows]


def published(evidence: Evidence, mineral: str, year: int) -> Network:
    """The network of a mineral in a year as it was published.

    Nodes are the publisher's (`mine:X`, `refine-input:X` for what X has to refine, `refine-market:X` for what X has
    refined, `cathode-input:X` for what X has to make cathodes of, `product:NAME`), all in tonnes of contained metal.
    Between `refine-input:X` and `refine-market:X` stands `refine:X`, through which only what X refines passes: mass
    that the publisher adds to X's refined goods to balance them joins behind it and keeps the label `unknown`.

    Balancing nodes are `unknown:NAME` with place `unknown`; what comes from them has the label `unknown` and what goes
    to them is their `use`. They are never shared out. A node whose published flows do not balance beyond the rounding
    of binary numbers gets the difference as a flow from `unknown>NODE` or to `NODE>unknown`, `allocated` and noted, and
    `slack_t` sums these. The tables know no losses and no stocks.

    Raises
    ------
    InputError
        Where no network of the mineral and year is published, with the years that are.
    """
    statements = _statements(evidence, mineral, year)
    if not statements:
        allowed = ", ".join(str(known) for known in published_years(evidence, mineral)) or "–"
        raise InputError(fault("no_data", "--year", what=f"{mineral} {year}", allowed=allowed))
    legs = [leg for statement in statements for leg in _legs(statement)]
    added = list(_balancing(legs))
    made = network(mineral, year, "published", _nodes([*legs, *added]), [_row(leg) for leg in [*legs, *added]])
    return replace(made, slack_t=math.fsum(leg.flow for leg in added), notes=_notes([*legs, *added]))


def _statements(evidence: Evidence, mineral: str, year: int) -> list[Statement]:
    """One statement a flow of one dataset; where several editions have it, the preferred."""
    for dataset in datasets():
        by_item: dict[str, list[Statement]] = defaultdict(list)
        for found in evidence.statements("flow", mineral=mineral, year=year, dataset=dataset):
            if found.value is not None:
                by_item[found.item or ""].append(found)
        if by_item:
            return [prefer(same).statement for same in by_item.values()]
    return []


def _legs(statement: Statement) -> Iterator[Leg]:
    """The flow of a statement; one that is processed on its way passes a node of that stage."""
    known = terms(statement.dataset)
    names = (statement.item or "").split(known["arrow"])
    source = named(statement.dataset, names[0], statement.place)
    target = named(statement.dataset, names[1], statement.partner)
    value = statement.value or 0.0
    low = value if statement.low is None else statement.low
    high = value if statement.high is None else statement.high
    note = "published_doubt" if statement.note else None
    leg = Leg(source, target, value, low, high, (statement.statement_id,), note)
    between = known["processing"]
    if (source.stage, target.stage) != (between["from"], between["to"]):
        yield leg
        return
    middle = Named(f"{between['stage']}:{source.place}", between["stage"], source.place)
    yield replace(leg, target=middle)
    yield replace(leg, source=middle, note=note or "published_split")


def _sums(legs: Iterable[Leg]) -> dict[Named, tuple[float, float]]:
    """What flows into and out of each node."""
    into: dict[Named, list[float]] = defaultdict(list)
    out: dict[Named, list[float]] = defaultdict(list)
    for leg in legs:
        out[leg.source].append(leg.flow)
        into[leg.target].append(leg.flow)
    return {node: (math.fsum(into[node]), math.fsum(out[node])) for node in sorted({*into, *out})}


def _balancing(legs: Iterable[Leg]) -> Iterator[Leg]:
    for node, (into, out) in _sums(legs).items():
        lacking = out - into
        if node.open or abs(lacking) <= ROUNDING * max(into, out):
            continue
        from_unknown = Named(f"{UNKNOWN}>{node.id}", "", UNKNOWN, open=True)
        to_unknown = Named(f"{node.id}>{UNKNOWN}", "", UNKNOWN, open=True)
        ends = (from_unknown, node) if lacking > 0 else (node, to_unknown)
        mass = abs(lacking)
        yield Leg(*ends, mass, mass, mass, (), "published_imbalance", "allocated")


def _nodes(legs: Iterable[Leg]) -> list[dict[str, Any]]:
    """The nodes: at an open one what flows out was put in, under its place or `unknown`, and what flows in is used."""
    rows = []
    for node, (into, out) in _sums(legs).items():
        row: dict[str, Any] = {"node": node.id, "stage": node.stage, "place": node.place}
        if node.open:
            row |= {"own": out, "label": node.place if out > 0 else "", "use": into}
        rows.append(row)
    return rows


def _row(leg: Leg) -> dict[str, Any]:
    same = {"flow": leg.flow, "low": leg.low, "high": leg.high, "status": leg.status, "note": leg.note}
    return {"source": leg.source.id, "target": leg.target.id, "statements": list(leg.statements), **same}


def _notes(legs: Iterable[Leg]) -> tuple[str, ...]:
    """What must be said of the network."""
    found = {leg.note for leg in legs if leg.note and leg.note != "published_split"}
    balanced = any(UNKNOWN in (leg.source.place, leg.target.place) and leg.flow > 0 for leg in legs)
    return tuple(sorted(found | ({"published_unknowns"} if balanced else set())))
