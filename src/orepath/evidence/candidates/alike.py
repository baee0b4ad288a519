"""Measures of the register that a candidate may already be, with what speaks for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from orepath.evidence.candidates.candidate import DATES, Candidate, days
from orepath.evidence.candidates.settings import settings
from orepath.evidence.dating import window
from orepath.evidence.measures import Measure

Window = tuple[date, date]
Why = Literal["imposer", "code", "mineral", "days", "open_days", "address"]


@dataclass(frozen=True)
class Reason:
    """One thing that speaks for it.

    Parameters
    ----------
    why
        The same ``imposer``; a ``code`` or ``mineral`` in both; dates some ``days`` apart, or (``open_days``) so little
        known that they may be the same; the same ``address`` of the notice.
    what
        The place, the codes, the minerals, the number of days, or the address.
    """

    why: Why
    what: str


@dataclass(frozen=True)
class Alike:
    """A measure that a candidate may be."""

    measure: Measure
    reasons: tuple[Reason, ...]


def alike(candidate: Candidate, minerals: Iterable[str], measures: Sequence[Measure]) -> list[Alike]:
    """The measures that a candidate may be, those with most reasons first.

    It may be a measure of the same imposer with a code or a mineral of the candidate's and a date no more than ``days``
    (``candidates.toml``) from one of the candidate's; or one whose notice stands at the candidate's address.
    """
    found = []
    for measure in measures:
        reasons = tuple(_reasons(candidate, set(minerals), measure))
        said = {reason.why for reason in reasons}
        if "address" in said or ("imposer" in said and said & {"code", "mineral"} and said & {"days", "open_days"}):
            found.append(Alike(measure, reasons))
    return sorted(found, key=lambda one: (-len(one.reasons), one.measure.id))


def _reasons(candidate: Candidate, minerals: set[str], measure: Measure) -> Iterator[Reason]:
    record = measure.record
    if record.get("imposer") in candidate.places:
        yield Reason("imposer", str(record.get("imposer")))
    codes = sorted({code[:6] for code in record.many("hs")} & {code[:6] for code in candidate.products})
    if codes:
        yield Reason("code", ", ".join(codes))
    both = sorted(minerals & set(record.many("minerals")))
    if both:
        yield Reason("mineral", ", ".join(both))
    yield from _near(candidate, measure)
    if candidate.link and candidate.link == record.get("act_url"):
        yield Reason("address", candidate.link)


def _near(candidate: Candidate, measure: Measure) -> Iterator[Reason]:
    """How near the nearest of their dates are, where that is near enough."""
    own = [found for name in DATES if (found := days(getattr(candidate, name)))]
    apart = [(_apart(one, other), _open(one) or _open(other)) for one in own for other in _windows(measure)]
    least, is_open = min(apart, default=(settings()["days"] + 1, False))
    if least <= settings()["days"]:
        yield Reason("open_days" if is_open else "days", str(least))


def _windows(measure: Measure) -> Iterator[Window]:
    """The days that the dates of a measure, and of the events on it, may mean."""
    precision = str(measure.record.get("date_precision") or "day")
    for name, known in (("announced", "day"), ("effective", precision), ("until", precision)):
        if day := measure.record.day(name):
            yield window(day, known)
    for event in measure.events:
        if day := event.day("date"):
            yield window(day, str(event.get("date_precision") or "day"))


def _apart(one: Window, other: Window) -> int:
    return max(0, (other[0] - one[1]).days, (one[0] - other[1]).days)


def _open(one: Window) -> bool:
    return one[0] != one[1]
