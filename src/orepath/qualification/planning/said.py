"""A plan in sentences."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from importlib.resources import files

from orepath.qualification.planning.amounts import decimal_signed
from orepath.qualification.planning.option import Option
from orepath.qualification.planning.plan import Change, Plan
from orepath.tabular.quantity import decimal, percent, ratio
from orepath.vocabulary.language import Text, text

LONGEST = 24
"""Characters of a fraction that help a person."""
NAMED = 8
"""Options that a sentence names."""
COUNTED = 10**15
"""Up to how many sets their number is written in full."""


@cache
def _texts() -> dict[str, Text]:
    raw = tomllib.loads(files("orepath.qualification.planning").joinpath("texts.toml").read_text("utf-8"))
    return {key: text(entry) for key, entry in raw.items()}


def say(key: str, **values: object) -> Text:
    """A sentence of plans, its placeholders filled."""
    return _texts()[key].format(**values)


def headline(plan: Plan) -> Text:
    """What the plan comes to, in one or two sentences."""
    if plan.outcome == "no_threshold" or plan.threshold is None:
        return say("no_threshold", on=plan.on.isoformat())
    threshold = f"{percent(plan.threshold)} %"
    if plan.outcome == "none_needed":
        return say("none_needed", before=shown(plan.before), threshold=threshold)
    if plan.outcome == "found":
        key = "found_open" if not plan.proved else "saves" if plan.before >= plan.threshold else "found"
        options = listed([change.option for change in plan.changes])
        return say(key, cost=decimal_signed(plan.cost_usd), options=options, at_least=decimal_signed(plan.at_least_usd))
    assert plan.nearest is not None  # there always is a best one
    key = "none_passes" if plan.nearest.options else "none_passes_as_is"
    points = _points(plan.nearest.short)
    options = listed(plan.nearest.options)
    return say(key, options=options, share=shown(plan.nearest.share), threshold=threshold, points=points)


def steps(plan: Plan) -> tuple[Text, ...]:
    """The share before, after each change, and in the end; empty where nothing changes."""
    if not plan.changes or plan.threshold is None:
        return ()
    total = say(
        "total",
        cost=decimal_signed(plan.cost_usd),
        share=shown(plan.after),
        threshold=f"{percent(plan.threshold)} %",
    )
    return (say("before", share=shown(plan.before)), *map(_step, plan.changes), total)


def _step(change: Change) -> Text:
    option = change.option
    return say(
        "after_what" if option.what else "after",
        option=option.option_id,
        chain=option.replaces,
        what=option.what,
        cost=decimal_signed(option.cost_usd),
        share=shown(change.share),
    )


def notes(plan: Plan) -> Iterator[Text]:
    """Why nothing cheaper passes, and what the plan leaves open."""
    if plan.outcome == "found" and plan.proved:
        yield say("no_cheaper", sets=_count(plan.sets))
        if plan.nearest is not None:
            key = "nearest" if plan.nearest.options else "nearest_as_is"
            yield say(
                key,
                options=listed(plan.nearest.options),
                cost=decimal_signed(plan.nearest.cost_usd),
                share=shown(plan.nearest.share),
                usd=decimal(plan.nearest.short_usd),
            )
        if not plan.first:
            yield say("same_cost")
    if plan.unknown and plan.outcome != "no_threshold":
        yield say("could_rise" if plan.outcome == "none_passes" else "sure")
    if plan.outcome in ("found", "none_needed"):
        if not plan.applies:
            yield say("not_applicable")
        elif plan.passes is None:
            yield say("still_open")


def listed(options: Sequence[Option]) -> Text:
    """The ids of options in a row, the rest of many counted."""
    ids = [option.option_id for option in options[:NAMED]]
    quoted = [f"「{each}」" for each in ids]
    if not ids:
        return say("nothing")
    if len(options) > NAMED:
        return say("and_more", ids=Text(", ".join(ids), "、".join(quoted)), count=len(options) - NAMED)
    return Text(_row(ids, ", ", " and "), _row(quoted, "、", "及び"))


def _row(names: Sequence[str], comma: str, last: str) -> str:
    """Names in a row, a word before the last of them."""
    return last.join(part for part in (comma.join(names[:-1]), names[-1]) if part)


def shown(share: Fraction) -> Text:
    """A share in percent with one decimal, and exactly where that is not long."""
    exact = ratio(share)
    if len(exact) > LONGEST:
        return Text(f"{percent(share)} %", f"{percent(share)} %")
    return Text(f"{percent(share)} % ({exact})", f"{percent(share)} %（{exact}）")


def _points(short: Fraction) -> str:
    """Percentage points with one decimal, or with more where that would hide them."""
    return percent(short) if short >= Fraction(1, 1000) else decimal(100 * short)


def _count(sets: int) -> Text:
    if sets <= COUNTED:
        return Text(f"{sets:,}", f"{sets:,}")
    power = f"10^{len(str(sets)) - 1}"
    return say("many", power=power)
