"""The balanced network of a mineral, and what of it reaches each Party."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from orepath.errors import InputError
from orepath.evidence.store import Evidence, Statement
from orepath.network.assembly.assemble import Assembled, assemble, assembled_years
from orepath.network.network import Network
from orepath.review.chapters.scene import Scene
from orepath.review.trace_page.legs import Legs, legs
from orepath.tracing.answer import Limits, Share, Trace
from orepath.tracing.arrivals import arrivals
from orepath.tracing.asked import traced_in

DRAWS = 50
"""Draws that the ranges of the dossier span; ``orepath trace`` takes more unless it is told otherwise."""


@dataclass(frozen=True)
class Reached:
    """What reaches one Party, how it came, and the statements behind it."""

    trace: Trace
    legs: Legs
    statements: tuple[Statement, ...]

    @property
    def unknown(self) -> Share:
        """What is of unknown origin."""
        return next(share for share in self.trace.views.origin if share.place == "unknown")


@dataclass(frozen=True)
class Supplied:
    """The network of a mineral in a year, by the Parties that anything reaches."""

    mineral: str
    year: int
    by_party: dict[str, Reached]
    network: Network

    @property
    def limits(self) -> list[Limits]:
        """What limits the trace to each Party."""
        return [reached.trace.limits for reached in self.by_party.values()]

    @property
    def period(self) -> tuple[date, date]:
        """The half-open dates it is of."""
        return date(self.year, 1, 1), date(self.year + 1, 1, 1)


def supplied(scene: Scene, mineral: str) -> Supplied | None:
    """The newest network that the evidence allows; None where it allows none, or where nothing reaches a Party."""
    key = ("supplied",)
    if key not in scene.made:
        scene.made[key] = _every(scene.evidence, networks(scene), scene.parties)
    found: dict[str, Supplied] = scene.made[key]
    return found.get(mineral)


def networks(scene: Scene) -> dict[str, Assembled | None]:
    """The newest network of each mineral of the agreement; None where the evidence allows none."""
    key = ("networks",)
    if key not in scene.made:
        scene.made[key] = {mineral: _assembled(scene.evidence, mineral) for mineral in scene.agreement.minerals}
    found: dict[str, Assembled | None] = scene.made[key]
    return found


def _every(evidence: Evidence, networks: Mapping[str, Assembled | None], parties: Sequence[str]) -> dict[str, Supplied]:
    """By mineral; the statements behind all of them are looked up at once."""
    traces = {
        (mineral, party): trace
        for mineral, assembled in networks.items()
        if assembled
        for party in parties
        if (trace := _trace(assembled, party))
    }
    ids = sorted({one for trace in traces.values() for one in trace.statements})
    said = {statement.statement_id: statement for statement in evidence.statements_with(ids)}
    found: dict[str, Supplied] = {}
    for (mineral, party), trace in traces.items():
        assembled = networks[mineral]
        assert assembled
        behind = tuple(said[one] for one in trace.statements if one in said)
        reached = Reached(trace, legs(arrivals(assembled.network, party)), behind)
        of_all = Supplied(mineral, trace.year, {}, assembled.network)
        found.setdefault(mineral, of_all).by_party[party] = reached
    return found


def _assembled(evidence: Evidence, mineral: str) -> Assembled | None:
    years = assembled_years(evidence, mineral)
    return assemble(evidence, mineral, years[0], DRAWS) if years else None


def _trace(assembled: Assembled, party: str) -> Trace | None:
    """What reaches a Party; None where nothing does."""
    try:
        return traced_in(assembled, party)
    except InputError as error:
        if {fault.code for fault in error.faults} != {"trace_nothing"}:
            raise
        return None
