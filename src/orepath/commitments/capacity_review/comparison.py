"""Extraction and processing of the Parties from one review point to the next."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from orepath.agreements.agreement import Agreement
from orepath.commitments.clauses import clauses
from orepath.commitments.review_dates import due_dates, held_jointly, reviews
from orepath.evidence.dating import holds
from orepath.evidence.precedence import prefer, rule
from orepath.evidence.record import newest
from orepath.evidence.store import Evidence, Statement

CLAUSES = clauses(__package__)
PRODUCTION, CAPACITY = "production", "capacity"


@dataclass(frozen=True)
class CapacityFigure:
    """What is known at a review point: the figure of the last whole year before it, or the capacity on the day.

    `statement` None: nothing is recorded. Otherwise its value may still be None, with the status that says why.
    """

    point: date
    statement: Statement | None = None

    @property
    def value(self) -> float | None:
        """The figure in its unit; None where none is known."""
        return self.statement.value if self.statement else None

    @property
    def status(self) -> str:
        """The status of the statement, or ``unknown`` where there is none."""
        return self.statement.status if self.statement else "unknown"

    @property
    def year(self) -> int | None:
        """The year the figure is of."""
        return self.statement.from_.year if self.statement and self.statement.from_ else None


@dataclass(frozen=True)
class CapacityChange:
    """One series of a Party, a mineral and a stage, at the review points.

    Parameters
    ----------
    measured
        ``production`` or ``capacity``.
    dataset, item
        Whose series, and its own words for what is measured; empty where nothing is recorded.
    figures
        One a review point, in order.
    preferred
        Whether this series is the preferred one of its Party, mineral, stage and kind.
    """

    place: str
    mineral: str
    stage: str
    measured: str
    dataset: str
    item: str
    figures: tuple[CapacityFigure, ...]
    preferred: bool = False

    @property
    def change_share(self) -> float | None:
        """The change from the first to the last point as a share of the first; None where either is unknown."""
        first, last = self.figures[0].value, self.figures[-1].value
        return None if first is None or last is None or not first else last / first - 1

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of the statements of its figures."""
        found = (figure.statement for figure in self.figures)
        return tuple(dict.fromkeys(said.statement_id for said in found if said))


def review_points(evidence: Evidence, agreement: Agreement, as_of: date) -> tuple[date, ...]:
    """Entry into force, each day a review was due (on the other reading: held) until the day, and the day itself."""
    points = {agreement.in_force_from, as_of}
    if agreement.review:
        held = held_jointly(agreement, reviews(evidence, agreement, as_of))
        dues = due_dates(agreement.review, agreement.in_force_from, as_of, held)
        points |= set(held) if agreement.review.anchor == "actual" else {due.on for due in dues}
    return tuple(sorted(point for point in points if agreement.in_force_from <= point <= as_of))


def compare(evidence: Evidence, agreement: Agreement, as_of: date) -> list[CapacityChange]:
    """Every series of production and capacity of the Parties; where there is none, one row that is unknown throughout.

    Yearly figures are taken of the last year that ended by a point and after the point before (for the first point,
    within as many years as a review period has). Series of different sources or items are never joined. Before the
    agreement is in force there is no point, and nothing to compare.
    """
    points = review_points(evidence, agreement, as_of)
    if not points:
        return []
    back = agreement.review.every_years if agreement.review else 1
    return [
        row
        for place in agreement.parties
        for mineral in agreement.minerals
        for stage in CLAUSES.value("stages")
        for measured in (PRODUCTION, CAPACITY)
        for row in _rows(
            _said(evidence, measured, place, mineral, stage), (place, mineral, stage, measured), points, back
        )
    ]


def _said(evidence: Evidence, measured: str, place: str, mineral: str, stage: str) -> list[Statement]:
    """The figures of all editions, and of a register's records those its keeper has now.

    A figure whose source gives it no stage counts where the source's own words name the stage.
    """
    found = evidence.statements(measured, place=place, mineral=mineral, stage=stage)
    wanted = set(CLAUSES.value("stage_words").get(stage, ()))
    loose = evidence.statements(measured, place=place, mineral=mineral, stage=None)
    found += [said for said in loose if wanted & set(re.findall(r"[a-z]+", (said.item or "").casefold()))]
    kept = newest(evidence, [said for said in found if said.fields])
    return [said for said in found if not said.fields or said in kept]


def _rows(
    said: Iterable[Statement], subject: tuple[str, str, str, str], points: Sequence[date], back: int
) -> list[CapacityChange]:
    """The series of one Party, mineral, stage and kind, the preferred one first; one unknown row if there is none."""
    series: dict[tuple[str, str], list[Statement]] = {}
    for statement in said:
        series.setdefault((statement.dataset, _item(statement)), []).append(statement)
    years = [points[0].year - back, *(point.year for point in points)]
    rows = []
    for (dataset, item), own in series.items():
        figures = tuple(
            CapacityFigure(point, _at(own, point, range(before, point.year)))
            for (before, _), point in zip(pairwise(years), points, strict=True)
        )
        if any(figure.statement for figure in figures):
            rows.append(CapacityChange(*subject, dataset, item, figures))
    rows = sorted(rows, key=_rank) or [CapacityChange(*subject, "", "", tuple(map(CapacityFigure, points)))]
    return [replace(row, preferred=row is rows[0]) for row in rows]


def _item(statement: Statement) -> str:
    """What a series is of: the source's own words, or what a capacity register tells its rows apart by."""
    cells = json.loads(statement.fields or "{}")
    return statement.item or "; ".join(str(cells[name]) for name in ("facility", "form", "basis") if cells.get(name))


def _at(own: Sequence[Statement], point: date, years: range) -> Statement | None:
    """The statement that speaks for a point: of the last of some whole years, or, for a record, of the day itself."""
    on_the_day = [said for said in own if said.fields and holds(said.from_, said.until, "day", point)]
    if on_the_day:
        return prefer(on_the_day).statement
    for year in reversed(years):
        of_the_year = [said for said in own if (said.from_, said.until) == (date(year, 1, 1), date(year + 1, 1, 1))]
        if of_the_year:
            return prefer(of_the_year).statement
    return None


def _rank(row: CapacityChange) -> tuple[int, int, str, str]:
    order = rule(row.measured, row.stage).datasets
    place = order.index(row.dataset) if row.dataset in order else len(order)
    return place, -sum(figure.value is not None for figure in row.figures), row.dataset, row.item
