"""The cases of a back-test, as ``cases.toml`` fixes them, and their shocks as known on the day."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.evidence.measures import Measure
from orepath.stress.assuming import assumption
from orepath.stress.reading.cutting import assumed_full_stop
from orepath.stress.reading.words import named, words
from orepath.stress.shock import Assumption, Shock
from orepath.vocabulary.language import Text, text


@dataclass(frozen=True)
class PastCase:
    """An act of the past on which the method is tested.

    Parameters
    ----------
    measure
        Its id in the register of measures.
    parties
        The places tested, each by itself.
    goods
        HS codes whose tonnes are added.
    stage
        The stage of the goods in the network.
    base_year, years
        The year the network is built from; years one and two, which are predicted.
    cut
        The share (0 to 1) it was known, or is assumed, to take away.
    known
        What was known on its day.
    """

    id: str
    measure: str
    name: Text
    mineral: str
    parties: tuple[str, ...]
    goods: tuple[str, ...]
    stage: str
    base_year: int
    years: tuple[int, int]
    cut: Assumption
    known: Text


def windows(first: date) -> tuple[int, tuple[int, int]]:
    """The base year of a measure and its years one and two, by the one rule for all cases.

    >>> windows(date(2030, 7, 1))
    (2029, (2030, 2031))
    """
    return first.year - 1, (first.year, first.year + 1)


@cache
def past_cases() -> tuple[PastCase, ...]:
    """All cases, in the order of their file."""
    raw = tomllib.loads(files("orepath.stress.backtest").joinpath("cases.toml").read_text("utf-8"))
    return tuple(_case(entry) for entry in raw["case"])


def _case(entry: Mapping[str, Any]) -> PastCase:
    one, two = entry["years"]
    return PastCase(
        entry["id"],
        entry["measure"],
        text(entry["name"]),
        entry["mineral"],
        tuple(entry["parties"]),
        tuple(entry["goods"]),
        entry["stage"],
        entry["base_year"],
        (one, two),
        _cut(entry),
        text(entry["known"]),
    )


def _cut(entry: Mapping[str, Any]) -> Assumption:
    if "takes" in entry:
        return assumption(entry["takes"])
    value, low, high = entry["share"]
    id_ = f"{entry['id']}.share"
    return Assumption(id_, named("share"), value, low, high, "share", text(entry["source"]), entry["how_sure"])


def shock_of(case: PastCase, measure: Measure) -> Shock:
    """The shock of a case as it was known on its first day: without the end it later had.

    What is not of the case is assumed as in every other run.
    """
    record = measure.record
    word = words()[str(record.get("instrument"))]
    first = record.day("effective")
    assert first is not None, case.id
    return Shock(
        id=case.id,
        name=case.name,
        imposer=str(record.get("imposer")),
        mineral=case.mineral,
        instrument=word.instrument,
        targets=tuple(sorted(record.many("targets"))),
        from_=first,
        cut=case.cut,
        stages=(case.stage,),
        full_stop_months=assumed_full_stop(word),
        ramp_months=assumption("ramp_months").value,
        lasts_months=assumption("lasts_months"),
        statements=measure.statements(first),
    )
