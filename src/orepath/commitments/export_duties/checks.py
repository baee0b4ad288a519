"""Dated checks of export duty rates, and which goods they still speak for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from orepath.commitments.finding import Question
from orepath.commitments.review_dates import add_months
from orepath.evidence.record import Record, current
from orepath.vocabulary.terms import goods


@dataclass(frozen=True)
class Checks:
    """What the latest check that still speaks for the day found, by good; goods without one are `unchecked`."""

    zero: dict[str, Record]
    positive: dict[str, Record]
    unchecked: tuple[str, ...]


def agreement_goods(minerals: tuple[str, ...]) -> tuple[str, ...]:
    """The HS codes of the goods of some minerals."""
    return tuple(sorted({good.code for good in goods() if good.mineral in minerals}))


def minerals_without_goods(minerals: tuple[str, ...]) -> list[str]:
    """The minerals of which no goods code is defined."""
    known = {good.mineral for good in goods()}
    return [mineral for mineral in minerals if mineral not in known]


def last_day_checked(check: Record) -> date:
    """The last day a check was made for: its only day, or the day before the end of its period."""
    until = check.day("until")
    return until - timedelta(days=1) if until else check.day("date") or date.min


def whole(code: str, good: str) -> bool:
    """Whether a code takes in a good as a whole: the same code, a shorter one, or its national code ending in zeros.

    >>> whole("2605", "260500"), whole("2605001000", "260500"), whole("2605000000", "260500")
    (True, False, True)
    """
    return good.startswith(code[:6]) and not code[6:].strip("0")


def part(code: str, good: str) -> bool:
    """Whether a code takes in at least a part of a good."""
    return good.startswith(code[:6])


def checks(question: Question, exporter: str, destination: str, months: int) -> Checks:
    """What the checks of goods from one Party to another say of the day asked about.

    A rate above zero on a part of a good counts for the good; a zero rate only where the good was checked as a whole.
    """
    wanted = agreement_goods(question.agreement.minerals)
    found = sorted(
        (
            check
            for check in current(question.evidence, "export_duty_check")
            if (check.get("place"), check.get("destination")) == (exporter, destination)
            and (check.day("date") or date.max) <= question.as_of
            and question.as_of <= add_months(last_day_checked(check), months)
        ),
        key=lambda check: (last_day_checked(check), check.id),
    )
    latest = _latest(found, wanted)
    return Checks(
        {good: check for good, check in latest.items() if not _rate(check)},
        {good: check for good, check in latest.items() if _rate(check)},
        tuple(good for good in wanted if good not in latest),
    )


def _rate(check: Record) -> float:
    return max(float(check.get("duty_rate") or 0), 0.0)


def _latest(found: list[Record], wanted: tuple[str, ...]) -> dict[str, Record]:
    """The check that decides for each good, from checks in the order of their days."""
    latest: dict[str, tuple[str, Record]] = {}
    for check in found:
        if check.get("duty_rate") is None:
            continue
        for good in wanted:
            for code in check.many("hs"):
                if whole(code, good) or (_rate(check) and part(code, good)):
                    latest[good] = code, check
                elif good in latest and _rate(latest[good][1]) and latest[good][0].startswith(code):
                    del latest[good]
    return {good: check for good, (_, check) in sorted(latest.items())}
