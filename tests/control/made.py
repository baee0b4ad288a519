"""Registers made up for tests, from a few words, and hidden or drawn at random."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

import numpy as np

from orepath.control.on_day import EPOCH
from orepath.control.register import ALWAYS, FOREVER, KINDS, METRICS, NOBODY_KNOWN, Entities, Register, Stakes

DAY = date(2026, 1, 1)


def fraction(text: object) -> Fraction:
    """A share as a case writes it: 25 %, 0.25, 1/4."""
    said = str(text).strip()
    return Fraction(said.removesuffix("%").strip()) / 100 if said.endswith("%") else Fraction(said)


def bounds(text: object) -> tuple[Fraction, Fraction]:
    """A share, or two with two dots between them."""
    low, dots, high = str(text).partition("..")
    if not dots:
        return fraction(low), fraction(low)
    return fraction(low if low.endswith("%") or not high.endswith("%") else low + "%"), fraction(high)


def day_number(day: object, without: int) -> int:
    """A day as the register counts it."""
    return without if day is None else (date.fromisoformat(str(day)) - EPOCH).days


def register(stakes: Iterable[Mapping[str, object]], entities: Iterable[Mapping[str, object]] = ()) -> Register:
    """A register of stakes (owner, owned, share, and perhaps metric, from, until) between entities.

    Entities that are not told of are companies of a place that no rule covers.
    """
    stakes = list(stakes)
    told = {str(entity["id"]): entity for entity in entities}
    names = [name for stake in stakes for name in (stake["owner"], stake["owned"]) if name != "unknown"]
    ids = tuple(dict.fromkeys([*told, *map(str, names)]))
    place = {id: number for number, id in enumerate(ids)}
    about = [told.get(id, {}) for id in ids]
    listed = {number: each["listed"] for number, each in enumerate(about) if each.get("listed")}
    shares = [bounds(stake["share"]) for stake in stakes]
    denominator = [np.lcm(low.denominator, high.denominator) for low, high in shares]
    columns = {
        "owner": [place.get(str(stake["owner"]), NOBODY_KNOWN) for stake in stakes],
        "owned": [place[str(stake["owned"])] for stake in stakes],
        "from_": [day_number(stake.get("from"), ALWAYS) for stake in stakes],
        "until": [day_number(stake.get("until"), FOREVER) for stake in stakes],
        "row": range(2, len(stakes) + 2),
    }
    return Register(
        Entities(
            ids,
            tuple(str(each.get("name", id)) for id, each in zip(ids, about, strict=True)),
            np.array([KINDS.index(each.get("kind", "company")) for each in about], np.int8),
            tuple(str(each.get("country", "CL")) for each in about),
            {number: tuple(lists if isinstance(lists, list) else [lists]) for number, lists in listed.items()},
            {number: each["headquarters"] for number, each in enumerate(about) if each.get("headquarters")},
        ),
        Stakes(
            metric=np.array([METRICS.index(stake.get("metric", "equity")) for stake in stakes], np.int8),
            numerator=np.array([int(low * d) for (low, _), d in zip(shares, denominator, strict=True)], np.int64),
            most=np.array([int(high * d) for (_, high), d in zip(shares, denominator, strict=True)], np.int64),
            denominator=np.array(denominator, np.int64),
            **{name: np.array(column, np.int32) for name, column in columns.items()},
        ),
        "made-up.csv",
    )
