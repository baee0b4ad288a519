"""What a rule says of one entity on one day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from orepath.control.answer import Answer, Held, Pooled, Trigger
from orepath.control.asked import Asked
from orepath.control.integrated import Reached
from orepath.control.limbs import Found, limbs
from orepath.control.majority import controlled
from orepath.control.noting import not_applying, notes
from orepath.control.on_day import OnDay, numbers, on_day
from orepath.control.proving import by_themselves, deemed, proved, rank
from orepath.control.register import METRICS, Metric, Register
from orepath.control.rule import Rule
from orepath.control.rules import rule as rule_of
from orepath.control.saying import said
from orepath.control.upstream import PARTS_OF_ONE


def judge(register: Register, entity: str, rule: Rule | str, as_of: date, open_world: bool = False) -> Answer:
    """What a rule says of an entity on a day, with its proof.

    Parameters
    ----------
    open_world
        Whether what the register does not say of equity, votes and seats may belong to anybody. Else it belongs to
        outsiders whom the rule does not cover, but for stakes of owners that the register calls unknown.

    Raises
    ------
    UnknownName
        If the register has no such entity, or there is no such rule.
    InputError
        If shares of an entity above it come to more than the whole on that day.
    """
    return judged(on_day(register, as_of), entity, rule, open_world)


def judged(day: OnDay, entity: str, rule: Rule | str, open_world: bool = False) -> Answer:
    """The same of a register as it stands on a day: for several entities one after another."""
    known = rule_of(rule) if isinstance(rule, str) else rule
    number = numbers(day.register, [entity])[0]
    version = known.on(day.as_of)
    if version is None:
        return _not_applying(day, entity, known, open_world)
    asked = Asked(day, number, version, open_world)
    found = limbs(asked)
    shown, left_out = proved(asked, found)
    by = {owner for each in found for owner in by_themselves(asked, each.by)}
    votes = controlled(asked.above("votes"))
    reached = {metric: asked.integrated(metric) for metric in PARTS_OF_ONE if asked.above(metric).stakes}
    return Answer(
        entity=entity,
        rule=known.id,
        as_of=day.as_of,
        open_world=open_world,
        controlled=_any([each.met for each in found]),
        by=_ids(day, by),
        metrics=_metrics(found),
        integrated={metric: _shares(day, each.low) for metric, each in reached.items()},
        majority=_ids(day, votes.by),
        triggers=tuple(_trigger(each) for each in found),
        paths=shown,
        left_out=left_out,
        integrated_high={metric: _shares(day, _more(each)) for metric, each in reached.items()},
        majority_steps=tuple(Pooled(day.id(each.entity), each.votes, _ids(day, each.owners)) for each in votes.steps),
        deemed=deemed(asked),
        notes=notes(asked, found),
        not_examined=known.not_examined,
    )


def _not_applying(day: OnDay, entity: str, rule: Rule, open_world: bool) -> Answer:
    return Answer(
        entity=entity,
        rule=rule.id,
        as_of=day.as_of,
        open_world=open_world,
        controlled=False,
        by=(),
        metrics={},
        integrated={},
        majority=(),
        triggers=(),
        paths=(),
        applies=False,
        notes=not_applying(rule, day.as_of),
        not_examined=rule.not_examined,
    )


def _any(met: Iterable[bool | None]) -> bool | None:
    """Whether any is met: None where none is, and some may be."""
    told = list(met)
    return True if True in told else (None if None in told else False)


def _metrics(found: Iterable[Found]) -> dict[Metric, Held]:
    """What is held by metric, as the limb says it that looks furthest."""
    held: dict[Metric, Found] = {}
    for each in found:
        if each.metric is not None and rank(each) > rank(held.get(each.metric)):
            held[each.metric] = each
    return {metric: of for metric in METRICS if metric in held and (of := held[metric].held) is not None}


def _trigger(found: Found) -> Trigger:
    limb = found.limb
    threshold = limb.threshold.share if limb.threshold else None
    reference = limb.reference
    return Trigger(
        limb.id, found.metric, found.held, threshold, found.met, said(found), reference.how_sure, reference.source
    )


def _ids(day: OnDay, numbers: Iterable[int]) -> tuple[str, ...]:
    return tuple(sorted(day.id(number) for number in numbers))


def _shares(day: OnDay, shares: Mapping[int, Fraction]) -> dict[str, Fraction]:
    return dict(sorted((day.id(owner), share) for owner, share in shares.items()))


def _more(reached: Reached) -> dict[int, Fraction]:
    return {owner: share for owner, share in reached.high.items() if share != reached.low[owner]}
