"""Rows of the plain table as what they say: a lot in an event, when, how much of it, and what is claimed of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from orepath.custody.identity.digital_link import canonical
from orepath.custody.reading.template_form import Activity, activities, form, shown
from orepath.custody.units import Unit, unit
from orepath.errors import Fault, UnknownName, fault
from orepath.tabular.table import Row, Table

MOMENT = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[Tt ](?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?) ?(?P<offset>[Zz]|[-+][0-9]{2}:?[0-9]{2}))?"
)
"""A day, or a time with its offset from UTC (RFC 3339; the seconds may be left out)."""
ALLOWED = "YYYY-MM-DD, YYYY-MM-DDThh:mm+09:00"
FURTHEST = timedelta(hours=14)
"""The largest offset from UTC that XML Schema 1.1 part 2, section 3.2.7, and with it EPCIS, knows."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row whose event, date, activity, role and lot are said.

    Parameters
    ----------
    faulty
        The columns whose cell is not of its kind, and those that the table lacks though it needs them.
    number
        Of its row in the file.
    time, offset
        As EPCIS writes them; a day alone is its beginning in UTC.
    lot
        As typed.
    id
        Of the lot, in canonical form.
    amount
        How much; None where it is not said or unknown.
    unit, claim_unit
        As said in the columns of these names; None where nothing is.
    """

    row: Row
    faulty: frozenset[str]
    number: str
    event: str
    time: str
    offset: str
    activity: Activity
    role: str
    lot: str
    id: str
    amount: Fraction | None
    unit: Unit | None
    claim_unit: Unit | None

    @property
    def repeats(self) -> bool:
        """Whether it says nothing of how much there is, as a further row of the same lot in the same event does."""
        return self.row.cells.get("quantity") is None and "quantity" not in self.faulty


def lines(table: Table, faults: list[Fault], lost: set[str]) -> Iterator[Line]:
    """What each row says; what a row must say and does not is added to `faults`.

    Parameters
    ----------
    lost
        The events of which a row is not given, so that nobody misses it there; the empty text where it is not known
        of which event a row is.
    """
    wanted = table.columns | {column.name for column in form().columns if column.required}
    for row in table.rows:
        line = _line(row, wanted - row.cells.keys(), faults)
        if line is None:
            lost.add(row.text("event"))
        else:
            yield line


def number_of(where: str) -> str:
    """The number of the row in where a fault is.

    >>> number_of("made-up.csv, row 12")
    '12'
    """
    return where.rpartition(" ")[2]


def _line(row: Row, faulty: frozenset[str], faults: list[Fault]) -> Line | None:
    """What a row says, or None where what it must say is missing. `faulty` names cells of which a fault is told."""
    activity = activities().get(row.text("activity"))
    moment = _moment(row, faults)
    role = "" if "role" in faulty else _role(row, activity, faults)
    measured, claimed = _unit(row, "unit", faults), _unit(row, "claim_unit", faults)
    event, lot = row.text("event"), row.text("lot")
    if activity is None or moment is None or not role or not event or not lot:
        return None
    return Line(
        row=row,
        faulty=faulty | ({"unit"} if row.text("unit") and measured is None else set()),
        number=number_of(row.where),
        event=event,
        time=moment[0],
        offset=moment[1],
        activity=activity,
        role=role,
        lot=lot,
        id=canonical(lot),
        amount=row.number("quantity"),
        unit=measured,
        claim_unit=claimed,
    )


def _moment(row: Row, faults: list[Fault]) -> tuple[str, str] | None:
    """The time and offset of a row, or None with a fault where what it says is none."""
    said = row.text("date")
    if not said:
        return None
    found = MOMENT.fullmatch(said)
    try:
        if found is None:
            raise ValueError(said)
        offset = (found["offset"] or "Z").upper().replace("Z", "+00:00")
        offset = offset if ":" in offset else f"{offset[:3]}:{offset[3:]}"
        when = datetime.fromisoformat(f"{found['day']}T{found['time'] or '00:00'}{offset}")
        if abs(when.utcoffset() or timedelta()) > FURTHEST:
            raise ValueError(offset)
        when.astimezone(UTC)
    except (ValueError, OverflowError):
        faults.append(fault("bad_cell", row.where, column="date", found=said[:60], allowed=ALLOWED))
        return None
    return when.isoformat(timespec="milliseconds" if when.microsecond % 1000 == 0 else "microseconds"), offset


def _role(row: Row, activity: Activity | None, faults: list[Fault]) -> str:
    """The role of the row's lot, or an empty text with a fault where it does not fit."""
    if activity is None:
        return ""
    said = row.text("role") or activity.plain
    if said in activity.lists:
        return said
    told = {"activity": shown("activity", activity.name)}
    told["allowed"] = ", ".join(shown("role", role) for role in activity.lists)
    if said:
        faults.append(fault("custody_table_role", row.where, found=shown("role", said), **told))
    else:
        faults.append(fault("custody_table_role_missing", row.where, **told))
    return ""


def _unit(row: Row, column: str, faults: list[Fault]) -> Unit | None:
    said = row.text(column)
    if not said:
        return None
    try:
        return unit(said)
    except UnknownName as error:
        faults.extend(Fault(found.code, f"{row.where}, {column}", found.values) for found in error.faults)
        return None
