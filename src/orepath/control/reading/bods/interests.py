"""Interests of a relationship: what they are a share of, how much, and since when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from orepath.control.reading.bods.definitions import UNKNOWN_INTEREST, interest_types
from orepath.control.reading.bods.statements import day_of_field
from orepath.control.reading.fields import Fields
from orepath.control.reading.share_text import FINEST
from orepath.control.register import Metric
from orepath.errors import fault

LEVELS = ("direct", "indirect", "unknown")
NOTHING, WHOLE = Fraction(0), Fraction(1)
DIGITS = 40


@dataclass(frozen=True)
class Interest:
    """An interest.

    Parameters
    ----------
    metrics
        What it is a share of; empty where another interest of the same relationship says the share.
    low, high
        The least and the most the share may be.
    start, end
        The days from which it was active and from which it ceased, where they are said.
    """

    type: str
    level: str
    metrics: tuple[Metric, ...]
    low: Fraction
    high: Fraction
    start: int | None
    end: int | None

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same interest in a later statement."""
        return self.type, self.level


def interests(details: Fields) -> list[Interest]:
    """The interests of a relationship; one of unknown type where it says none.

    An interest that leaves a metric open says nothing beside another of the same relationship that is a share of it.
    """
    found = [each for fields in details.each("interests") for each in _interest(fields)]
    if not found and not details.of.get("interests"):
        found = [_open(UNKNOWN_INTEREST, None, None)]
    stated = {metric for each in found if interest_types()[each.type].reads != "open" for metric in each.metrics}
    return [_beside(each, stated) for each in found]


def _beside(interest: Interest, stated: set[Metric]) -> Interest:
    if interest_types()[interest.type].reads != "open":
        return interest
    metrics = tuple(metric for metric in interest.metrics if metric not in stated)
    return Interest(interest.type, interest.level, metrics, NOTHING, WHOLE, interest.start, interest.end)


def _open(type_: str, start: int | None, end: int | None) -> Interest:
    return Interest(type_, "unknown", interest_types()[type_].metrics, NOTHING, WHOLE, start, end)


def _interest(fields: Fields) -> Iterator[Interest]:
    type_ = fields.word("type", interest_types()) if fields.of.get("type") is not None else UNKNOWN_INTEREST
    level = fields.word("directOrIndirect", LEVELS) or "unknown"
    start, end = day_of_field(fields, "startDate"), day_of_field(fields, "endDate")
    if start is not None and end is not None and end <= start:
        shown = {"begins": fields.of["startDate"], "ends": fields.of["endDate"]}
        fields.faults.add(fault("period_reversed", f"{fields.where}, {fields.path}/endDate", **shown))
        return
    said = _share(fields)
    if type_ is None:
        return
    defined = interest_types()[type_]
    low, high = said or ((WHOLE, WHOLE) if defined.reads == "right" else (NOTHING, WHOLE))
    if defined.reads == "open":
        low, high = NOTHING, WHOLE
    yield Interest(type_, level, defined.metrics, low, high, start, end)


def _share(fields: Fields) -> tuple[Fraction, Fraction] | None:
    """The least and the most a share may be; None where none is said.

    An exclusive bound is kept as the bound itself: the range then holds one value more than was said, never one less.
    """
    share = fields.at("share")
    if share is None:
        return None
    exact = _percent(share, "exact")
    lows = [_percent(share, "minimum"), _percent(share, "exclusiveMinimum"), exact]
    highs = [_percent(share, "maximum"), _percent(share, "exclusiveMaximum"), exact]
    low = max((each for each in lows if each is not None), default=NOTHING)
    high = min((each for each in highs if each is not None), default=WHOLE)
    if low > high:
        shown = {"low": f"{float(low * 100):g}", "high": f"{float(high * 100):g}"}
        fields.faults.add(fault("network_range", f"{fields.where}, {share.path}", **shown))
        return None
    return low, high


def _percent(share: Fields, key: str) -> Fraction | None:
    """A percentage as a fraction of 1, exactly."""
    found = share.of.get(key)
    if found is None:
        return None
    percent = _exact(found)
    if percent is None or not 0 <= percent <= 100:
        share.refuse(key, found, "0–100")
        return None
    if (percent / 100).denominator > FINEST:
        share.refuse(key, found, "≤ 16 decimals")
        return None
    return percent / 100


def _exact(found: object) -> Fraction | None:
    """A number as an exact fraction; None where it is none, or of a size that would exhaust memory."""
    if isinstance(found, int) and not isinstance(found, bool):
        return Fraction(found)
    if not isinstance(found, Decimal) or not found.is_finite():
        return None
    small = abs(found.adjusted()) < DIGITS and len(found.as_tuple().digits) < DIGITS
    return Fraction(found) if small else None
