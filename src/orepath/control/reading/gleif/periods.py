"""Over which days a relation holds."""

from __future__ import annotations

from collections.abc import Iterator

from orepath.control.reading.days import iso_day
from orepath.control.reading.fields import Fields
from orepath.control.register import ALWAYS, FOREVER

PERIOD = "RELATIONSHIP_PERIOD"
"""The period that counts; the others tell of which accounts and documents a record is."""


def spans(relation: Fields, registration: Fields, over: bool) -> Iterator[tuple[int, int, bool]]:
    """The days of a relation: since ever and without an end where none are said."""
    told = [each for each in _periods(relation) if each.word("PeriodType", _types(), needed=True) == PERIOD]
    for each in told or [Fields({}, relation.where, relation.path, relation.faults)]:
        from_, until = _day(each, "StartDate"), _day(each, "EndDate")
        sure = True
        if until is None and over:
            until, sure = _day(registration, "LastUpdateDate"), False
        begins, ends = ALWAYS if from_ is None else from_, FOREVER if until is None else until
        if begins < ends:
            yield begins, ends, sure


def _types() -> tuple[str, ...]:
    return (PERIOD, "ACCOUNTING_PERIOD", "DOCUMENT_FILING_PERIOD")


def _periods(relation: Fields) -> list[Fields]:
    """The periods of a relation: an array, or elements within one."""
    around = relation.of.get("RelationshipPeriods")
    if around is None or around == "":
        return []
    if isinstance(around, list):
        return relation.each("RelationshipPeriods")
    within = relation.at("RelationshipPeriods")
    if within is None:
        return []
    if isinstance(within.of.get("RelationshipPeriod"), dict):
        one = within.at("RelationshipPeriod")
        return [one] if one else []
    return within.each("RelationshipPeriod")


def _day(fields: Fields, key: str) -> int | None:
    """The day of a date with a time, as it is written; None where there is none."""
    said = fields.get(key, str)
    day = None if said is None else iso_day(said.partition("T")[0])
    if said is not None and day is None:
        fields.refuse(key, said, "YYYY-MM-DD…")
    return day
