"""A plan as JSON."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from orepath.qualification.planning.option import Option
from orepath.qualification.planning.plan import Plan, Reach
from orepath.qualification.planning.said import headline, notes, steps
from orepath.tabular.quantity import percent, ratio
from orepath.vocabulary.language import Text


def as_json(plan: Plan) -> dict[str, Any]:
    """A plan as plain values, ready for `json.dumps`: shares as ``"n/d"``, amounts as exact text.

    Under ``without`` stands, by agreement, the same without the status that rests on it.
    """
    return _of_plan(plan) | {"without": {agreement: _of_plan(other) for agreement, other in plan.without.items()}}


def _of_plan(plan: Plan) -> dict[str, Any]:
    return {
        "outcome": plan.outcome,
        "threshold": None if plan.threshold is None else ratio(plan.threshold),
        "before": ratio(plan.before),
        "percent_before": percent(plan.before),
        "after": ratio(plan.after),
        "percent_after": percent(plan.after),
        "cost_usd": str(plan.cost_usd),
        "at_least_usd": str(plan.at_least_usd),
        "proved": plan.proved,
        "first_of_its_cost": plan.first,
        "changes": [
            {**_option(change.option), "share": ratio(change.share), "percent": percent(change.share)}
            for change in plan.changes
        ],
        "nearest": None if plan.nearest is None else _reach(plan.nearest),
        "sets": plan.sets,
        "unknown": plan.unknown,
        "applies": plan.applies,
        "passes": plan.passes,
        "without_agreements": list(plan.dropped),
        "said": [_text(each) for each in (headline(plan), *steps(plan), *notes(plan))],
    }


def _option(option: Option) -> dict[str, Any]:
    return {
        "option_id": option.option_id,
        "replaces": option.replaces,
        "cost_usd": str(option.cost_usd),
        "what": option.what or None,
        "where": option.where,
    }


def _reach(reach: Reach) -> dict[str, Any]:
    return {
        "options": [option.option_id for option in reach.options],
        "cost_usd": str(reach.cost_usd),
        "share": ratio(reach.share),
        "percent": percent(reach.share),
        "short": ratio(reach.short),
        "short_usd": str(Fraction(reach.short_usd)),
    }


def _text(said: Text) -> dict[str, str]:
    return {"en": said.en, "ja": said.ja}
