"""The steps of the proof of a share of value, chain by chain, each with the figures it uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from orepath.qualification.asked import Asked
from orepath.qualification.bounds import Bounds
from orepath.qualification.chains import Activity, Chain, Step
from orepath.qualification.result import Figure, Proved
from orepath.qualification.rule import Member, Value
from orepath.qualification.value_added import ChainShare, is_recycled
from orepath.tabular.quantity import decimal, percent
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text
from orepath.vocabulary.terms import minerals

SHARE, USD = "share", "USD"
_ZERO = Bounds(Fraction(0), Fraction(0))
HALF: Mapping[Fraction | None, str] = {Fraction(1): "half_met", Fraction(0): "half_not_met", None: "half_open"}
"""Which sentence says whether a whole chain counts."""


def chain_steps(asked: Asked, share: ChainShare) -> Iterator[Proved]:
    """The steps of one chain: a share by activity, what counts of the chain, and the value that counts."""
    for activity, bounds in share.activities.items():
        yield _activity(asked, share.chain, activity, bounds)
    yield _what_counts(asked, share)
    yield _value_that_counts(asked, share)


def left_out_step(asked: Asked, chain: Chain) -> Proved:
    """Why a chain is in neither sum."""
    name = minerals()[chain.mineral].name if chain.mineral in minerals() else chain.mineral
    said = asked.rule.said("left_out", chain=chain.chain_id, mineral=name)
    nothing = _figure(asked, "name_counts", _ZERO, USD, "")
    return Proved("left_out", chain.chain_id, said, (_value(asked, chain),), nothing)


def chain_share_figure(asked: Asked, share: ChainShare) -> Figure:
    """What counts of a chain, as a figure."""
    return _figure(asked, "name_counts_share", share.share, SHARE, _where(share.chain))


def _activity(asked: Asked, chain: Chain, activity: Activity, bounds: Bounds) -> Proved:
    steps = [step for step in chain.steps if step.activity == activity]
    name = "recycled" if activity == "recycling" else "counted"
    members = asked.members(name)
    nothing = bool(steps) and all(step.value_added_usd == 0 for step in steps)
    words = {"chain": chain.chain_id, "low": _percent(asked, bounds), "places": asked.rule.set_titles[name]}
    said = (
        asked.rule.said("nothing_added", chain=chain.chain_id, activity=activity_text(asked, activity))
        if nothing
        else asked.rule.said(activity, **words)
    )
    uses = tuple(_value_added(asked, step, members) for step in steps)
    return Proved(
        activity, chain.chain_id, said, uses, _figure(asked, f"name_{activity}", bounds, SHARE, _where(chain))
    )


def _what_counts(asked: Asked, share: ChainShare) -> Proved:
    chain, whole_from = share.chain, asked.value("whole_from")
    uses = [
        _figure(asked, f"name_{activity}", bounds, SHARE, _where(chain))
        for activity, bounds in share.activities.items()
    ]
    words: dict[str, object] = {"chain": chain.chain_id, "low": _percent(asked, share.share)}
    key = "traced_recycled" if is_recycled(chain) else "traced_virgin"
    if whole_from is not None:
        uses.append(_of_rule(asked, "name_whole_from", whole_from))
        words["whole_from"] = f"{percent(whole_from.value)} %"
        key = HALF[share.share.exact]
    gives = chain_share_figure(asked, share)
    return Proved("counts_share", chain.chain_id, asked.rule.said(key, **words), tuple(uses), gives)


def _value_that_counts(asked: Asked, share: ChainShare) -> Proved:
    chain = share.chain
    uses = (_value(asked, chain), chain_share_figure(asked, share))
    if share.counts is None:
        said = asked.rule.said("counts_unknown", chain=chain.chain_id, low=_percent(asked, share.share))
        unknown = Figure(asked.rule.said("name_counts"), None, USD, _where(chain))
        return Proved("counts", chain.chain_id, said, uses, unknown)
    said = asked.rule.said("counts", chain=chain.chain_id, low=_money(asked, share.counts))
    gives = _figure(asked, "name_counts", share.counts, USD, _where(chain))
    return Proved("counts", chain.chain_id, said, uses, gives)


def _value_added(asked: Asked, step: Step, members: Mapping[str, Member]) -> Figure:
    """The value a step added, with whether it counts and what that rests on."""
    place = place_text(step.country) if step.country else asked.rule.said("unknown_place")
    member = members.get(step.country or "")
    if member is None:
        return Figure(asked.rule.said("value_added", place=place), step.value_added_usd, USD, step.where)
    key = "value_added_agreement" if member.agreement else "value_added_counted"
    name = asked.rule.said(key, place=place, agreement=member.agreement)
    return Figure(name, step.value_added_usd, USD, step.where, member.reference.how_sure)


def activity_text(asked: Asked, activity: str) -> Text:
    """What an activity is called in the rule's file."""
    column = next(each for each in asked.rule.columns if each.name == "activity")
    return column.values[activity]


def _figure(asked: Asked, key: str, bounds: Bounds, unit: str, where: str) -> Figure:
    low_high = (None, None) if bounds.exact is not None else (bounds.low, bounds.high)
    return Figure(asked.rule.said(key), bounds.exact, unit, where, "", *low_high)


def _value(asked: Asked, chain: Chain) -> Figure:
    return Figure(asked.rule.said("name_value"), chain.value_usd, USD, _where(chain))


def _of_rule(asked: Asked, key: str, value: Value) -> Figure:
    return Figure(asked.rule.said(key), value.value, SHARE, asked.rule.id, value.reference.how_sure)


def _where(chain: Chain) -> str:
    """The first row of a chain: its value stands on each."""
    return chain.steps[0].where


def _percent(asked: Asked, bounds: Bounds) -> Text:
    return _between(asked, f"{percent(bounds.low)} %", f"{percent(bounds.high)} %", bounds.exact is not None)


def _money(asked: Asked, bounds: Bounds) -> Text:
    return _between(asked, decimal(bounds.low), decimal(bounds.high), bounds.exact is not None)


def _between(asked: Asked, low: str, high: str, exact: bool) -> Text:
    return Text(low, low) if exact else asked.rule.said("between", low=low, high=high)
