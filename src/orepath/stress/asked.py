"""A stress test as it is asked for: a measure of the register, a file of shocks, or a network with shocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from orepath.evidence.store import Evidence
from orepath.network.assembly.assemble import Assembled, assemble, assembled_years
from orepath.network.assembly.drawing import SEED
from orepath.network.assembly.unseen import GoodNotSeen
from orepath.network.network import Network
from orepath.network.trade.prices import price
from orepath.reference.in_use import open_evidence
from orepath.stress.answer import BackTest, NotAnswered, Result, Stressed
from orepath.stress.ensemble.keeping import NOWHERE, Keeping, kept
from orepath.stress.ensemble.summarised import ranges, summarised
from orepath.stress.grid import Grid, grid
from orepath.stress.parties import parties_of
from orepath.stress.prepared import Prepared, unknown_share
from orepath.stress.reading import check, read_shocks
from orepath.stress.result import results
from orepath.stress.run import Run
from orepath.stress.setting import setting
from orepath.stress.shock import Assumption, Shock
from orepath.stress.words import said
from orepath.tracing.words import label_text, mineral_text
from orepath.vocabulary.language import Text

DRAWS = 200
MONTHS = 24.0
STEP_DAYS = 7.0
FLOW_DRAWS = 1000
"""Draws of a network's flows at most; further scenarios take them in turn again, each with other assumptions."""
Progress = Callable[[int, int], None]
Shares = Callable[[str, str], float | None]
"""The share of unknown origin, by mineral and Party."""


@dataclass(frozen=True)
class _Question:
    """What is asked, settled."""

    shocks: tuple[Shock, ...]
    parties: Mapping[str, float]
    grid: Grid
    draws: int
    seed: int
    evidence: Evidence | None
    title: Text
    measure: str = ""
    keeping: Keeping = NOWHERE
    spread: bool = True


def stress(
    what: str | Path | Network,
    shocks: Sequence[Shock] | str | Path | None = None,
    *,
    parties: Sequence[str] | Mapping[str, float] | None = None,
    horizon_months: float = MONTHS,
    draws: int = DRAWS,
    seed: int = SEED,
    step_days: float = STEP_DAYS,
    evidence: Evidence | None = None,
    as_of: date | None = None,
    progress: Progress | None = None,
    prepared: Prepared | None = None,
    keeping: Keeping = NOWHERE,
    spread: bool = True,
) -> Stressed:
    """What Parties lose to shocks, alone and together, with its proof and its range.

    Parameters
    ----------
    what
        The id of a measure of the register, a file of shocks, or a network (then with `shocks`).
    shocks
        Shocks on that network, or a file of them.
    parties
        Codes or names; with weights, what an unmet tonne of each counts when they act together. The Parties of the
        packaged agreement where None.
    horizon_months
        From the first day of the first shock.
    draws, seed
        How many draws of flows and assumptions the ranges span, and the number they start from.
    step_days
        About how long a step is in which goods move.
    as_of
        The day whose knowledge of the measure counts; today's register where None.
    progress
        Told how many steps are done, and of how many.
    prepared
        What several tests on the same evidence share, so that each network is assembled once; with the same draws and
        seed.
    keeping
        Where the scenarios of the draws are kept, and on how many processes they are worked out.
    spread
        Whether tails, times and what drives the answer are wanted beside its ranges.

    Raises
    ------
    InputError
        With every fault of what is asked, of the file, and of shocks that the networks know nothing of.
    """
    known, weights = evidence or open_evidence(), parties_of(parties)
    ready = prepared or Prepared(known, min(draws, FLOW_DRAWS), seed)
    if isinstance(what, Network):
        found = shocks if not isinstance(shocks, str | Path) and shocks is not None else read_shocks(Path(shocks or ""))
        asked = _question(tuple(found), weights, horizon_months, draws, seed, step_days, evidence)
        check(asked.shocks, {what.mineral: what})
        asked = replace(asked, keeping=keeping)
        answer = _answered(asked, {what.mineral: what}, lambda _, party: unknown_share(what, party), progress)
        return replace(answer, backtests=ready.record)
    day = as_of or date.today()
    lacking: tuple[NotAnswered, ...] = ()
    title: Text | None = None
    if isinstance(what, Path):
        named, measure = read_shocks(what, known, lambda shocks: _at_figures(known, shocks)), ""
    else:
        made = ready.templated(what, day, tuple(weights))
        named, lacking, title, measure = made.shocks, made.not_answered, made.name, made.measure.id
    if not named:
        when = grid(day, horizon_months, step_days)
        return _unanswered(title or Text("", ""), tuple(weights), lacking, when, measure, ready.record)
    asked = _question(named, weights, horizon_months, draws, seed, step_days, known, title, measure)
    asked = replace(asked, keeping=keeping)
    networks = {each: ready.network(each) for each in _minerals(named)}
    there = {mineral: assembled.network for mineral, assembled in networks.items() if assembled}
    check([shock for shock in named if shock.mineral in there], there)
    answer = _answered(asked, there, ready.unknown_share, progress)
    first = tuple(_not_seen(assembled) for assembled in networks.values() if assembled and _main(assembled))
    return replace(answer, not_answered=(*lacking, *answer.not_answered), backtests=ready.record, said_first=first)


def _at_figures(evidence: Evidence, shocks: Sequence[Shock]) -> dict[str, Network]:
    """Networks without draws: what is asked of them can be refused before anything takes long."""
    there = [mineral for mineral in _minerals(shocks) if assembled_years(evidence, mineral)]
    return {mineral: assemble(evidence, mineral, draws=0).network for mineral in there}


def _main(assembled: Assembled) -> list[GoodNotSeen]:
    """The main goods of a mineral that the evidence has no trade of."""
    return [good for good in assembled.not_seen if good.main]


def _not_seen(assembled: Assembled) -> Text:
    goods = [said("good", name=good.name, code=good.code) for good in _main(assembled)]
    told = Text("; ".join(good.en for good in goods), "、".join(good.ja for good in goods))
    return said("not_seen", mineral=mineral_text(assembled.network.mineral), goods=told)


def _unanswered(
    title: Text,
    parties: tuple[str, ...],
    lacking: tuple[NotAnswered, ...],
    when: Grid,
    measure: str,
    record: tuple[BackTest, ...],
) -> Stressed:
    """The answer to a measure that nothing can be said of in tonnes."""
    return Stressed(title, (), (), (), record, when.from_, when.until, {}, parties, lacking, measure=measure)


def _question(
    shocks: tuple[Shock, ...],
    weights: Mapping[str, float],
    months: float,
    draws: int,
    seed: int,
    step_days: float,
    evidence: Evidence | None,
    title: Text | None = None,
    measure: str = "",
) -> _Question:
    first = min(shock.from_ for shock in shocks)
    name = title or (shocks[0].name if len(shocks) == 1 else said("several_shocks", count=len(shocks)))
    return _Question(shocks, weights, grid(first, months, step_days), draws, seed, evidence, name, measure)


def _minerals(shocks: Sequence[Shock]) -> list[str]:
    return list(dict.fromkeys(shock.mineral for shock in shocks))


def _answered(
    asked: _Question, networks: Mapping[str, Network], unknown: Shares, progress: Progress | None
) -> Stressed:
    found: list[Result] = []
    lacking: list[NotAnswered] = []
    assumptions: dict[str, Assumption] = {}
    for position, mineral in enumerate(_minerals(asked.shocks)):
        if mineral not in networks:
            lacking.append(NotAnswered(mineral, "", said("no_network", mineral=mineral_text(mineral))))
            continue
        network, mine = networks[mineral], [shock for shock in asked.shocks if shock.mineral == mineral]
        run = Run(network, mine, asked.grid, setting(network, tuple(asked.parties), asked.evidence), asked.parties)
        shares = {party: unknown(mineral, party) for party in asked.parties}
        cost = price(asked.evidence, mineral, network.year) if asked.evidence else None
        part = _part(progress, position, len(_minerals(asked.shocks)))
        with kept(run, asked.draws, asked.seed, asked.keeping, part) as stored:
            got = results(run, ranges(run, stored), shares, cost)
            got = summarised(run, got, stored) if asked.spread else got
        found += got
        assumptions |= {each.id: each for each in run.told}
        there = {each.party for each in got}
        lacking += [_nothing_used(mineral, party, network.year) for party in asked.parties if party not in there]
    return Stressed(
        asked.title,
        asked.shocks,
        tuple(assumptions.values()),
        tuple(found),
        (),
        asked.grid.from_,
        asked.grid.until,
        {mineral: network.year for mineral, network in networks.items()},
        tuple(asked.parties),
        tuple(lacking),
        draws=asked.draws,
        measure=asked.measure,
        step_days=asked.grid.days / asked.grid.steps,
    )


def _nothing_used(mineral: str, party: str, year: int) -> NotAnswered:
    words = {"mineral": mineral_text(mineral), "party": label_text(party), "year": year}
    return NotAnswered(mineral, party, said("no_use", **words))


def _part(progress: Progress | None, position: int, parts: int) -> Progress | None:
    """What tells of a part of the whole."""
    if progress is None:
        return None
    return lambda done, total: progress(position * total + done, parts * total)
