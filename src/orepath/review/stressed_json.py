"""Stressed measures, as ``dossier.json`` has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from orepath.review.document import StressedMeasure
from orepath.stress.answer import BackTest, Result

Entry = dict[str, Any]
FURTHER = (
    "value_of_coordination_days",
    "value_usd",
    "price_usd_per_t",
    "unknown_share",
    "time_to_survive_days",
    "horizon_days",
)


def stressed_entries(found: Sequence[StressedMeasure]) -> list[Entry]:
    """The measures as plain dictionaries and lists, in order of their ids."""
    return [_measure(each) for each in sorted(found, key=lambda each: each.listed.id)]


def backtest_entry(found: BackTest) -> Entry:
    """How right the method was about one case and Party."""
    effect = asdict(found.missing_effect) if found.missing_effect else None
    return {**found.json(), "loses": found.loses, "missing_effect": effect}


def _measure(found: StressedMeasure) -> Entry:
    answer = found.answer
    return {
        "measure": found.listed.id,
        "status": found.listed.status,
        "applies_to": [party for party, applies in found.listed.applies_to.items() if applies],
        "horizon_from": answer.horizon_from,
        "horizon_until": answer.horizon_until,
        "base_year": dict(answer.base_year),
        "draws": answer.draws,
        "results": [_result(each) for each in answer.results],
        "not_answered": [
            {"mineral": each.mineral or None, "party": each.party or None, "why": asdict(each.why)}
            for each in answer.not_answered
        ],
    }


def _result(found: Result) -> Entry:
    ranges = {key: list(ends) for key, ends in found.ranges.items()}
    return {**found.json(), **{key: getattr(found, key) for key in FURTHER}, "ranges": ranges}
