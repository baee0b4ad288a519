"""A result as JSON."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from orepath.qualification.result import Figure, OfChain, Proved, Result
from orepath.tabular.quantity import percent, ratio
from orepath.vocabulary.language import Text


def as_json(result: Result) -> dict[str, Any]:
    """A result as plain values, ready for `json.dumps`: shares as ``"n/d"``, percents as text with one decimal.

    Under ``without`` stands, by agreement, the same without the status that rests on it.
    """
    found = _of_result(result)
    found["without"] = {agreement: _of_result(other) for agreement, other in result.without.items()}
    found["references"] = [dataclasses.asdict(each) for each in result.references]
    found["not_examined"] = [_plain(each) for each in result.not_examined]
    return found


def _of_result(result: Result) -> dict[str, Any]:
    return {
        "rule": result.rule,
        "test": result.test or None,
        "on": result.on.isoformat(),
        "acquired": _plain(result.acquired),
        "reported": _plain(result.reported),
        "without_agreements": list(result.dropped),
        "share": _share(result.share),
        "percent": _percent(result.share),
        "low": _share(result.low),
        "high": _share(result.high),
        "threshold": _share(result.threshold),
        "applies": result.applies,
        "why": [_plain(each) for each in result.why],
        "passes": result.passes,
        "outcome": result.outcome or None,
        "details": _plain(result.details),
        "chains": [_chain(each) for each in result.chains],
        "steps": [_step(each) for each in result.steps],
        "missing": [{"where": each.where, "said": _plain(each.said)} for each in result.missing],
    }


def _chain(chain: OfChain) -> dict[str, Any]:
    return {
        "chain_id": chain.chain_id,
        "mineral": chain.mineral,
        "value_usd": _plain(chain.value_usd),
        "share": _share(chain.share),
        "percent": _percent(chain.share),
        "counts": _plain(chain.counts),
        "details": _plain(chain.details),
    }


def _step(step: Proved) -> dict[str, Any]:
    return {
        "step": step.step,
        "chain_id": step.chain_id or None,
        "said": _plain(step.said),
        "uses": [_figure(each) for each in step.uses],
        "gives": _figure(step.gives),
    }


def _figure(figure: Figure) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": _plain(figure.name),
        "value": _plain(figure.value),
        "unit": figure.unit,
        "where": figure.where,
    }
    if figure.how_sure:
        found["how_sure"] = figure.how_sure
    if figure.low is not None or figure.high is not None:
        found |= {"low": _plain(figure.low), "high": _plain(figure.high)}
    return found


def _share(value: Fraction | None) -> str | None:
    return None if value is None else ratio(value)


def _percent(value: Fraction | None) -> str | None:
    return None if value is None else percent(value)


def _plain(value: Any) -> Any:  # noqa: ANN401  whatever a rule answers in its own words
    """A value as JSON has it: fractions as text, whole ones without a slash, dates as ISO, texts in both languages."""
    if isinstance(value, Text):
        return {"en": value.en, "ja": value.ja}
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    return value
