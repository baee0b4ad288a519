"""The answer to a shock as ``--json`` prints it: the keys of the contract first, then further ones."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from orepath.stress.answer import BackTest, Result, Stressed

FURTHER = (
    "value_of_coordination_days",
    "value_usd",
    "price_usd_per_t",
    "price_statements",
    "unknown_share",
    "time_to_survive_days",
    "time_to_recover_days",
    "horizon_days",
    "ranges",
    "expected",
    "tail",
    "survive",
    "recover",
    "tornado",
    "narrowing",
    "path",
    "periods",
    "filled",
    "statements",
)


def as_json(found: Stressed) -> str:
    """The answer as JSON text."""
    return text(answer(found))


def answer(found: Stressed) -> dict[str, Any]:
    """The answer as JSON values."""
    return {
        "shock": [plain(each) for each in found.shocks],
        "assumptions": [plain(each) for each in found.assumptions],
        "results": [result(each) for each in found.results],
        "backtests": [backtest(each) for each in found.backtests],
        "title": plain(found.title),
        "measure": found.measure,
        "parties": list(found.parties),
        "horizon_from": found.horizon_from.isoformat(),
        "horizon_until": found.horizon_until.isoformat(),
        "step_days": found.step_days,
        "base_year": dict(sorted(found.base_year.items())),
        "draws": found.draws,
        "said_first": plain(found.said_first),
        "not_answered": plain(found.not_answered),
    }


def result(found: Result) -> dict[str, Any]:
    """One Party and mineral."""
    return {**found.json(), **{name: plain(getattr(found, name)) for name in FURTHER}}


def backtest(found: BackTest) -> dict[str, Any]:
    """One back-test: the row of the contract, then what it is called, whether it loses, and its detail."""
    effect = plain(found.missing_effect) if found.missing_effect else None
    more = {"name": plain(found.name), "loses": found.loses, "missing_effect": effect}
    return {**found.json(), **more, "detail": plain(found.detail)}


def plain(found: object) -> object:
    """A value as JSON has it: data classes as objects, days as text, tuples as lists."""
    if is_dataclass(found) and not isinstance(found, type):
        return {each.name: plain(getattr(found, each.name)) for each in fields(found)}
    if isinstance(found, Mapping):
        return {str(key): plain(value) for key, value in found.items()}
    if isinstance(found, list | tuple):
        return [plain(each) for each in found]
    return found.isoformat() if isinstance(found, date) else found


def text(found: object) -> str:
    """JSON as it is printed and written."""
    return json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
