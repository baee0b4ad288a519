"""What is wrong within and between the rows of the plain table, beyond its cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from orepath.custody.reading.template_form import shown
from orepath.custody.reading.template_lines import Line
from orepath.custody.units import units
from orepath.errors import Fault, fault
from orepath.tabular.quantity import decimal

OF_CLAIM = ("claimed_quantity", "claim_unit", "claim_model", "claim_from", "claim_until", "claim_reference")
"""The columns that say more of a claim."""
OF_EVENT = ("date", "activity", "site", "party", "yield")
"""The columns that say something of the event as a whole."""


def by_event(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """The rows of each event, in the order of their first."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.event, []).append(line)
    return found


def faults_between(events: Mapping[str, Sequence[Line]], lost: set[str]) -> Iterator[Fault]:
    """What is wrong in each event and in each of its rows.

    Parameters
    ----------
    lost
        As `orepath.custody.reading.template_lines.lines` gives it.
    """
    for event, lines in events.items():
        first = _firsts(lines)
        for line in lines:
            start = first[line.role, line.id]
            yield from _row(line, None if start is line else start)
        yield from _differing(event, lines)
        if event not in lost and "" not in lost:
            yield from _whole(event, lines)


def _firsts(lines: Sequence[Line]) -> dict[tuple[str, str], Line]:
    """The row of each lot in each role that says how much there is: its first."""
    found: dict[tuple[str, str], Line] = {}
    for line in lines:
        found.setdefault((line.role, line.id), line)
    return found


def _row(line: Line, first: Line | None) -> Iterator[Fault]:
    """What is wrong in a row. `first` is the first row of the same lot and role in the event, None where it is this."""
    row, activity = line.row, line.activity
    if first is not None and not line.repeats:
        yield fault("custody_table_lot_twice", row.where, lot=line.lot, event=line.event, first=first.number)
    if first is None and line.repeats and line.role in activity.quantities:
        yield fault("required_cell", row.where, column="quantity")
    if line.amount is not None and not row.text("unit") and "unit" not in line.faulty:
        yield fault("required_cell", row.where, column="unit")
    for column in ("quantity", "claimed_quantity", "yield"):
        if row.number(column) == 0 and not (column == "quantity" and activity.zero):
            yield fault("custody_table_zero", row.where, column=column)
    yield from _misplaced(line)
    yield from _claim(line, first or line)


def _misplaced(line: Line) -> Iterator[Fault]:
    """Cells that say nothing on a row of this activity and role."""
    row, activity = line.row, line.activity
    misplaced = {
        "country": line.role not in activity.country,
        "yield": "out" not in activity.lists,
        "claim": line.role not in activity.claims,
        "quantity": line.role == "parent",
    }
    for column, is_misplaced in misplaced.items():
        if is_misplaced and row.cells.get(column) is not None:
            told = {"activity": shown("activity", activity.name), "role": shown("role", line.role)}
            yield fault("custody_table_misplaced", row.where, column=column, **told)


def _claim(line: Line, first: Line) -> Iterator[Fault]:
    row = line.row
    more = [column for column in OF_CLAIM if row.cells.get(column) is not None]
    if not row.text("claim"):
        if more and "claim" not in line.faulty:
            yield fault("custody_table_without", row.where, columns=", ".join(more), needed="claim")
        return
    from_, until = row.day("claim_from"), row.day("claim_until")
    if from_ is not None and until is not None and until <= from_:
        yield fault("custody_table_period", row.where, from_=from_, until=until)
    claimed = row.number("claimed_quantity")
    if claimed is None:
        if row.text("claim_unit") and "claimed_quantity" not in line.faulty:
            yield fault("custody_table_without", row.where, columns="claim_unit", needed="claimed_quantity")
        return
    if first.row.unknown("quantity"):
        yield fault("custody_table_unknown_claimed", row.where, lot=line.lot, found=decimal(claimed))
    yield from _measured(line, first)


def _measured(line: Line, first: Line) -> Iterator[Fault]:
    """Whether what is claimed is measured, and as the lot is."""
    row = line.row
    if row.text("claim_unit") and line.claim_unit is None:
        return
    lot, claim = line.unit or first.unit, line.claim_unit or line.unit or first.unit
    if claim is None:
        if "unit" not in first.faulty | line.faulty:
            yield fault("required_cell", row.where, column="claim_unit")
    elif lot is not None and lot.dimension != claim.dimension:
        allowed = ", ".join(code for code, each in units().items() if each.dimension == lot.dimension)
        yield fault("custody_table_units", row.where, claimed=claim.code, unit=lot.code, allowed=allowed)


def _differing(event: str, lines: Sequence[Line]) -> Iterator[Fault]:
    """Where rows say different things of their one event."""
    if len(lines) == 1:
        return
    for column in OF_EVENT:
        first: Line | None = None
        for line in lines:
            said = _said(line, column)
            if not said:
                continue
            first = first or line
            if said != _said(first, column):
                told = {"found": _shown(line, column), "said": _shown(first, column), "first": first.number}
                yield fault("custody_table_event_differs", line.row.where, event=event, column=column, **told)


def _said(line: Line, column: str) -> object:
    """What a row says in a column of its event, as it is compared; the date as its moment."""
    return line.time if column == "date" else line.row.cells.get(column)


def _shown(line: Line, column: str) -> object:
    number = line.row.number(column)
    if number is not None:
        return decimal(number)
    return shown(column, line.activity.name) if column == "activity" else line.row.text(column)


def _whole(event: str, lines: Sequence[Line]) -> Iterator[Fault]:
    """What an event needs and does not have."""
    activity, where = lines[0].activity, lines[0].row.where
    if any(line.activity is not activity for line in lines):
        return
    roles = {line.role for line in lines}
    for role in activity.whole:
        if role not in roles:
            told = {"activity": shown("activity", activity.name), "role": shown("role", role)}
            yield fault("custody_table_incomplete", where, event=event, **told)
    parents = list(dict.fromkeys(line.lot for line in lines if line.role == "parent"))
    if len(parents) > 1:
        yield fault("custody_table_parents", where, event=event, found=", ".join(parents[:5]))
    if activity.any_of and not any(line.row.text(column) for line in lines for column in activity.any_of):
        told = {"activity": shown("activity", activity.name), "allowed": ", ".join(activity.any_of)}
        yield fault("custody_table_says_nothing", where, event=event, **told)
