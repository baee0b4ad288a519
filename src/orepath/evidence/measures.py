"""Measures and the events on them: what stood on a day, as far as is known.

A suspension holds through the end date its act names, that day included (acts differ, and few say). When that day has
passed and no later event settles the matter, the status is ``suspension_end_passed_unverified``: never silently in
force again, never silently lifted.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, get_args

from orepath.evidence.dating import reached
from orepath.evidence.record import Record, current
from orepath.evidence.store import Evidence
from orepath.vocabulary.language import Text, text

MeasureStatus = Literal[
    "announced", "in_force", "suspended", "suspension_end_passed_unverified", "ended", "not_yet", "unknown"
]
MEASURE_STATUSES: tuple[MeasureStatus, ...] = get_args(MeasureStatus)

ENDS = ("repeal", "replacement", "lapse")
RESTORES = ("entry_into_force", "resumption")


@dataclass(frozen=True)
class Measure:
    """A legal act and the events on it, the earliest first."""

    record: Record
    events: tuple[Record, ...] = ()

    @property
    def id(self) -> str:
        """Its id in the register."""
        return str(self.record.get("measure_id"))

    def statements(self, on: date) -> tuple[str, ...]:
        """The ids of the statements its status on a day rests on."""
        events = [event.id for event in self.events if reached(*_dated(event), on) is not False]
        return (self.record.id, *events)


class _State(NamedTuple):
    name: Literal["", "in_force", "suspended", "ended"] = ""
    until: date | None = None


def measures(evidence: Evidence, on: date | None = None) -> list[Measure]:
    """All measures with their events, by id; with a day, only the events that had, or may have, happened by then."""
    events: dict[str, list[Record]] = {}
    for event in current(evidence, "measure_event"):
        if on is None or reached(*_dated(event), on) is not False:
            events.setdefault(str(event.get("measure_id")), []).append(event)
    found = []
    for record in current(evidence, "measure"):
        own = sorted(events.get(str(record.get("measure_id")), ()), key=_order)
        found.append(Measure(record, tuple(own)))
    return sorted(found, key=lambda measure: (measure.id, measure.record.id))


def status(measure: Measure, on: date) -> MeasureStatus:
    """What is known of a measure's standing on a day.

    ``unknown`` where the dates, or their precision (a month, a year), leave it open. ``in_force`` says what the record
    says: compare its ``status_as_of``, the day up to which later events were looked for.
    """
    end = _end(measure, on)
    over = reached(end, _precision(measure.record), on) if end else False
    if over:
        return "ended"
    state = _State()
    for event in sorted(measure.events, key=_order):
        happened = reached(*_dated(event), on)
        after = _after(state, event)
        if happened is False or after == state:
            continue
        if happened is None:
            return "unknown"
        state = after
    if state.name == "ended":
        return "ended"
    if over is None:
        return "unknown"
    if state.name == "suspended":
        held = state.until is None or on <= state.until
        return "suspended" if held else "suspension_end_passed_unverified"
    return "in_force" if state.name == "in_force" else _by_dates(measure.record, on)


@cache
def status_names() -> dict[str, Text]:
    """What each status is called."""
    raw = tomllib.loads(files("orepath.evidence").joinpath("measures.toml").read_text("utf-8"))
    return {name: text(raw[name]) for name in MEASURE_STATUSES}


def _precision(record: Record) -> str:
    return str(record.get("date_precision") or "day")


def _dated(event: Record) -> tuple[date, str]:
    return event.day("date") or date.max, _precision(event)


def _order(event: Record) -> tuple[date, str]:
    return _dated(event)[0], str(event.get("event_id"))


def _after(state: _State, event: Record) -> _State:
    """The state after an event; an extension concerns the suspension where there is one, else the measure itself."""
    kind = event.get("kind")
    if kind == "suspension" or (kind == "extension" and state.name == "suspended"):
        return _State("suspended", event.day("until"))
    if kind in ENDS:
        return _State("ended")
    return _State("in_force") if kind in RESTORES else state


def _end(measure: Measure, on: date) -> date | None:
    """The first day on which the act no longer applies, by its record or a later extension of the act itself."""
    end = measure.record.day("until")
    suspended = False
    for event in sorted(measure.events, key=_order):
        if reached(*_dated(event), on) is False:
            continue
        longer = event.day("until")
        if event.get("kind") == "extension" and not suspended and end and longer:
            end = max(end, longer)
        suspended = _after(_State("suspended" if suspended else ""), event).name == "suspended"
    return end


def _by_dates(record: Record, on: date) -> MeasureStatus:
    """The status of a measure on which no event bears."""
    announced, effective = record.day("announced"), record.day("effective")
    if effective and reached(effective, _precision(record), on):
        return "in_force"
    if announced and announced > on:
        return "not_yet"
    if effective is None or reached(effective, _precision(record), on) is None:
        return "unknown"
    return "announced" if (announced or record.statement.recorded) <= on else "not_yet"
