"""Who makes how much: shares of supply by place, as one dataset gives them for one mineral, stage and year."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from orepath.criticality.notes import names, note, percent, together
from orepath.criticality.series import words
from orepath.criticality.shares import TOLERANCE, UNKNOWN
from orepath.evidence.precedence import prefer
from orepath.evidence.store import Evidence, Statement
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import is_country

PROPERTIES = ("production", "supply_share")
WORLD = "world"
ROUNDING = 0.005  # of a total given to three significant digits: below this the rest may be rounding alone
LEFT_OUT = ("withheld", "not_available")


@dataclass(frozen=True)
class Supply:
    """Shares of supply by place.

    Parameters
    ----------
    shares
        Share (0 to 1) by place; ``unknown`` completes them to 1.
    made
        What each place makes, in tonnes; empty where the dataset gives shares alone.
    total_t
        World supply in tonnes, or None.
    bounded
        Whether the total holds all supply, so that bounds can be given.
    hidden
        Places the dataset lists without a figure.
    """

    mineral: str
    stage: str
    from_: date
    until: date
    dataset: str
    item: str
    shares: dict[str, float]
    made: dict[str, float]
    total_t: float | None
    bounded: bool
    hidden: tuple[str, ...]
    statements: tuple[str, ...]
    note: Text | None
    others: tuple[str, ...] = ()
    reason: Text | None = None

    @property
    def year(self) -> int:
        """The last year it is of."""
        return self.until.year - 1

    @property
    def several_years(self) -> bool:
        """Whether it is over more than one year."""
        return self.until.year - self.from_.year > 1


def years(evidence: Evidence, mineral: str, stage: str | None = None, dataset: str | None = None) -> list[int]:
    """The years with supply of a mineral by place, the newest first; projections of years to come are left out."""
    rows = evidence.rows(
        f"""select distinct unnest(range(year(from_), year("until"))) as year from statements
        where property in {PROPERTIES} and mineral = ? and stage is not null and from_ <= recorded
            and partner is null and place not in ('eu', '{WORLD}')
            and (stage = ? or ? is null) and (dataset = ? or ? is null)
        order by year desc""",
        [mineral, stage, stage, dataset, dataset],
    )
    return [row["year"] for row in rows]


def supply(
    evidence: Evidence, mineral: str, stage: str, year: int | None = None, dataset: str | None = None
) -> Supply | None:
    """Shares of supply as the preferred dataset, or the one asked for, gives them; None where there are none.

    Without a year the newest that the preferred dataset has. A figure over several years fits each of them.
    """
    candidates = _series(evidence, mineral, stage, year, dataset)
    if not candidates:
        return None
    preferred = prefer([group[0] for group in candidates])
    same = [group for group in candidates if group[0].dataset == preferred.statement.dataset]
    last = max(_until(group[0]) for group in same)
    newest = [group for group in same if _until(group[0]) == last]
    edition = prefer([group[0] for group in newest]).statement.edition
    chosen = max((group for group in newest if group[0].edition == edition), key=_fullness)
    others = sorted({g[0].dataset for g in candidates if _until(g[0]) == last} - {preferred.statement.dataset})
    return _shares(chosen, tuple(others), preferred.reason if others else None)


def _until(statement: Statement) -> date:
    return statement.until or date.max


def _series(
    evidence: Evidence, mineral: str, stage: str, year: int | None, dataset: str | None
) -> list[list[Statement]]:
    """Statements of one dataset, edition, item and period together, where they are of the world, not of one place."""
    subject: dict[str, Any] = {"mineral": mineral, "stage": stage, "partner": None}
    subject |= {"dataset": dataset} if dataset else {}
    groups: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for property_ in PROPERTIES:
        for found in evidence.statements(property_, **subject):
            if found.item not in words()["shares"]["sourcing"] and _of(found, year):
                key = (property_, found.dataset, found.edition, found.item or "", str(found.from_), str(found.until))
                groups[key].append(found)
    return [group for group in groups.values() if _is_of_the_world(group)]


def _of(found: Statement, year: int | None) -> bool:
    """Whether a statement is of a year; without one, whether its period had begun when it was recorded."""
    if not found.from_ or not found.until:
        return False
    return found.from_.year <= year < found.until.year if year else found.from_ <= found.recorded


def _is_of_the_world(group: Sequence[Statement]) -> bool:
    valued = {s.place for s in group if s.value is not None and s.place and is_country(s.place)}
    return len(valued) > 1 or (bool(valued) and any(s.place == WORLD for s in group))


def _fullness(group: Sequence[Statement]) -> tuple[bool, int, float, str]:
    """How much of the world a series covers: the one with a total and the most places is taken, never two together."""
    total = next((s.value or 0.0 for s in group if s.place == WORLD), 0.0)
    return any(s.place == WORLD for s in group), len({s.place for s in group}), total, group[0].item or ""


def _shares(group: Sequence[Statement], others: tuple[str, ...], reason: Text | None) -> Supply:
    first = group[0]
    made: dict[str, float] = defaultdict(float)
    for found in group:
        if found.value is not None and found.place and is_country(found.place):
            made[found.place] += found.value
    hidden = tuple(sorted({s.place for s in group if s.value is None and s.place and is_country(s.place)}))
    listed = math.fsum([*made.values(), *(s.value or 0.0 for s in group if s.place in ("other", UNKNOWN))])
    world = next((s.value for s in group if s.place == WORLD), None)
    if first.property == "supply_share":
        world = 1.0
    total = max(world or 0.0, listed)
    shares = {place: mass / total for place, mass in sorted(made.items()) if mass > 0} if total else {}
    rest = 1 - math.fsum(shares.values())
    shares |= {UNKNOWN: rest} if rest > TOLERANCE else {}
    bounded, notes = _completeness(group, hidden, world, listed, shares.get(UNKNOWN, 0.0))
    assert first.from_ and first.until and first.mineral and first.stage
    return Supply(
        mineral=first.mineral,
        stage=first.stage,
        from_=first.from_,
        until=first.until,
        dataset=first.dataset,
        item=first.item or "",
        shares=shares,
        made=dict(made) if first.unit == "t" else {},
        total_t=total if first.unit == "t" else None,
        bounded=bounded,
        hidden=hidden,
        statements=tuple(s.statement_id for s in group),
        note=together(notes),
        others=others,
        reason=reason,
    )


def _completeness(
    group: Sequence[Statement], hidden: Iterable[str], world: float | None, listed: float, unknown: float
) -> tuple[bool, list[Text]]:
    """Whether the total holds everything, and what to say of it."""
    notes = []
    if any(s.status == "estimated" for s in group):
        notes.append(note("estimated"))
    if world is None:
        return False, [*notes, note("no_total")]
    if listed > world * (1 + ROUNDING):
        notes.append(note("sum_exceeds_total"))
    left_out = [s.place or "" for s in group if s.status in LEFT_OUT and s.place and is_country(s.place)]
    says_so = any(s.place == WORLD and "exclud" in (s.note or "").casefold() for s in group)
    if left_out and (says_so or unknown < ROUNDING):
        return False, [*notes, note("total_leaves_out", places=names(left_out))]
    if unknown > TOLERANCE:
        notes.append(note("unattributed", percent=percent(unknown)))
    return True, notes
