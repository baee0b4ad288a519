"""How much a shock takes away: assumptions by instrument, as computed, and as given."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from orepath.stress.assuming import assumption
from orepath.stress.reading.words import DUTY, Word, named
from orepath.stress.shock import Assumption
from orepath.vocabulary.language import Text


def assumed_cut(word: Word, id_: str) -> Assumption:
    """The share that an instrument takes away where nobody states it."""
    if word.share != DUTY:
        return assumption(word.share)
    return cut_by_duty(id_, assumption("duty.rate"), assumption("duty.elasticity"))


def assumed_full_stop(word: Word) -> Assumption | None:
    """Months at the start in which nothing passes, where the instrument has them."""
    return assumption(word.full_stop) if word.full_stop else None


def cut_by_duty(id_: str, duty: Assumption, elasticity: Assumption) -> Assumption:
    """What a duty takes away of what is shipped: ``1 - (1 + duty) ^ (-elasticity)``.

    >>> duty = Assumption("a", Text("", ""), 0.25, 0.25, 0.25, "", Text("", ""), "F")
    >>> unit = Assumption("b", Text("", ""), 1.0, 1.0, 1.0, "", Text("", ""), "judgement")
    >>> round(cut_by_duty("c", duty, unit).value, 3)
    0.2
    """
    ends = [taken(rate, power) for rate, power in product((duty.low, duty.high), (elasticity.low, elasticity.high))]
    said = {
        **_range("duty", duty),
        **_range("elasticity", elasticity),
        "source": Text(*(f"{duty.source.in_(lang)} {elasticity.source.in_(lang)}".strip() for lang in ("en", "ja"))),
    }
    return Assumption(
        f"{id_}.duty_cut",
        named("duty_cut", duty=f"{duty.value * 100:g}"),
        taken(duty.value, elasticity.value),
        min(ends),
        max(ends),
        "share",
        named("duty_source", **said),
        elasticity.how_sure,
    )


def taken(duty: float, elasticity: float) -> float:
    """The share (0 to 1) of what is shipped that a duty takes away."""
    return float(1.0 - (1.0 + duty) ** -elasticity)


def cut_by_quota(id_: str, quota_t: float) -> Assumption:
    """The place of the share that a quota in tonnes takes away: it is computed where the base network is known."""
    name = named("quota_cut", quota=f"{quota_t:,.0f}")
    return Assumption(f"{id_}.cut", name, 0.0, 0.0, 0.0, "share", named("quota_source"), "computed")


def given(
    id_: str, kind: str, value: float, unit: str, source: Text, low: float | None = None, high: float | None = None
) -> Assumption:
    """A number that somebody gave, with its range where they gave that too.

    Parameters
    ----------
    kind
        ``share``, ``full_stop``, ``coverage``, ``lasts``, ``duty`` or ``elasticity``: what it is called.
    """
    ends = (value if low is None else low, value if high is None else high)
    return Assumption(f"{id_}.{kind}", named(kind), value, *ends, unit, source, "judgement")


def scaled(assumed: Assumption, by: Assumption, source: Text) -> Assumption:
    """An assumption times another, both from 0 to 1."""
    low, value, high = assumed.low * by.low, assumed.value * by.value, assumed.high * by.high
    return replace(assumed, value=value, low=low, high=high, source=source)


def _range(name: str, of: Assumption) -> dict[str, str]:
    numbers = {"": of.value, "_low": of.low, "_high": of.high}
    return {**{f"{name}{end}": f"{number:g}" for end, number in numbers.items()}, f"{name}_sure": of.how_sure}
