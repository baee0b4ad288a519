"""Concentration of the places a place imports from: as published over some years, and from bilateral trade."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import Any

from orepath.criticality.metric import Asked, Metric, bracketed
from orepath.criticality.notes import note, percent, together
from orepath.criticality.reliance import import_source_hhi
from orepath.criticality.shares import TOLERANCE, UNKNOWN
from orepath.criticality.trade import Imports, codes, imports, trade_years
from orepath.evidence.precedence import prefer
from orepath.evidence.store import Statement
from orepath.vocabulary.places import is_country
from orepath.vocabulary.terms import stages


def import_sources(asked: Asked, metric: str) -> list[Metric]:
    """Every figure of import-source concentration: of published shares, and of trade by stage."""
    return [*_published(asked, metric), *_traded(asked, metric)]


def _published(asked: Asked, metric: str) -> list[Metric]:
    subject: dict[str, Any] = {"mineral": asked.mineral}
    subject |= {"dataset": asked.dataset} if asked.dataset else {}
    subject |= {"place": asked.place} if asked.place else {}
    groups: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    best: dict[tuple[str, ...], list[list[Statement]]] = defaultdict(list)
    for found in asked.evidence.statements("import_share", **subject):
        if not (asked.stage and found.stage and found.stage != asked.stage) and _covers(found, asked.year):
            about = (found.place or "", found.item or "", found.stage or "")
            groups[(*about, str(found.from_), str(found.until), found.dataset, found.edition)].append(found)
    for key, group in groups.items():
        best[key[:3]].append(group)
    return [_of_shares(_newest(best[key]), metric) for key in sorted(best)]


def _covers(found: Statement, year: int | None) -> bool:
    return not year or bool(found.from_ and found.until and found.from_.year <= year < found.until.year)


def _newest(candidates: list[list[Statement]]) -> list[Statement]:
    """The preferred edition of a published set of shares."""
    chosen = prefer([group[0] for group in candidates]).statement
    return next(group for group in candidates if group[0] == chosen)


def completed(group: list[Statement], column: str = "place") -> dict[str, float]:
    """Published shares by place, completed with ``unknown``; scaled down where rounding makes them exceed 1."""
    shares: dict[str, float] = defaultdict(float)
    for found in group:
        named = getattr(found, column)
        if found.value and named and is_country(named):
            shares[named] += found.value
    listed = math.fsum(shares.values())
    scaled = {place: share / max(1.0, listed) for place, share in sorted(shares.items())}
    rest = 1 - math.fsum(scaled.values())
    return scaled | ({UNKNOWN: rest} if rest > TOLERANCE else {})


def _of_shares(group: list[Statement], metric: str) -> Metric:
    first = group[0]
    shares = completed(group, "partner")
    assert first.from_ and first.until and first.mineral
    several = first.until.year - first.from_.year > 1
    period = note("multi_year", first=first.from_.year, last=first.until.year - 1) if several else None
    rest = note("unattributed", percent=percent(shares[UNKNOWN])) if UNKNOWN in shares else None
    return Metric(
        mineral=first.mineral,
        stage=first.stage,
        year=None if several else first.from_.year,
        from_=first.from_.isoformat() if several else None,
        until=first.until.isoformat() if several else None,
        metric=metric,
        dataset=first.dataset,
        place=first.place,
        item=first.item,
        statements=tuple(found.statement_id for found in group),
        note=together([period, rest]),
        **bracketed(import_source_hhi(shares)),
    )


def _traded(asked: Asked, metric: str) -> list[Metric]:
    return [
        _of_trade(asked.mineral, stage, found, metric)
        for stage, by_place in traded(asked).items()
        for found in by_place.values()
        if found.shares and asked.dataset in (None, *found.datasets)
    ]


def traded(asked: Asked) -> dict[str, dict[str, Imports]]:
    """Imports by stage and place, in the year asked for or the newest: of one place, or of all where all are wanted."""
    if not asked.place and not asked.everywhere:
        return {}
    found = {}
    for stage in [asked.stage] if asked.stage else list(stages()):
        newest = [asked.year] if asked.year else trade_years(asked.evidence, asked.mineral, stage, asked.place)[:1]
        if newest and codes(asked.mineral, stage):
            found[stage] = imports(asked.evidence, asked.mineral, stage, newest[0], asked.place)
    return found


def _of_trade(mineral: str, stage: str, found: Imports, metric: str) -> Metric:
    rest = found.shares.get(UNKNOWN)
    return Metric(
        mineral=mineral,
        stage=stage,
        year=found.year,
        metric=metric,
        dataset=found.datasets[0],
        datasets=found.datasets if len(found.datasets) > 1 else (),
        place=found.place,
        statements=found.statements,
        note=together([found.note, note("unattributed", percent=percent(rest)) if rest else None]),
        **bracketed(import_source_hhi(found.shares)),
    )
