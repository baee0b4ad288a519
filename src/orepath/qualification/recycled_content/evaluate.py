"""Evaluates rules of the kind ``recycled-content``: whether every metal of a battery reaches its minimum.

The rule's file gives the ``minimum`` of the day by metal (the key of a value), the ``categories`` of batteries that
have one (a set) and the capacity above which they do (``capacity_above``). The metal with the least margin speaks for
the whole.
"""

from __future__ import annotations

from dataclasses import dataclass

from orepath.qualification.asked import Asked
from orepath.qualification.compared import Compared, all_met, least
from orepath.qualification.recycled_content.batteries import Battery, Metal, Scope, batteries_of, scope
from orepath.qualification.recycled_content.proof import battery_name, missing_of, proof, scope_said
from orepath.qualification.result import OfChain, Result
from orepath.qualification.rule import Dated
from orepath.vocabulary.language import Text


@dataclass(frozen=True)
class _Looked:
    battery: Battery
    metal: Metal
    scope: Scope
    compared: Compared | None


def evaluate(asked: Asked) -> Result:
    """The result of a rule of this kind for the metals of a table.

    Raises
    ------
    InputError
        For rows at odds with themselves or with each other.
    """
    batteries = batteries_of(asked.table)
    scopes = {battery.battery_id: scope(asked, battery) for battery in batteries}
    looked = [_look(asked, each, metal, scopes[each.battery_id]) for each in batteries for metal in each.metals]
    named = [each.compared for each in looked if each.compared is not None]
    held = [each for each in named if each.threshold is not None]
    standing, whole = asked.standing(), least(held or named)
    applies = standing.applies and bool(held)
    return asked.result(
        share=whole.share if whole else None,
        threshold=whole.threshold if whole else None,
        applies=applies,
        passes=all_met(held),
        chains=tuple(map(_of_metal, looked)),
        steps=tuple(proof(asked, batteries, scopes)),
        missing=(*standing.open, *missing_of(asked, batteries, scopes)),
        used=_used(asked),
        why=() if held else _why(asked, batteries, scopes),
        details={"least_margin": whole.key if whole else None},
    )


def _look(asked: Asked, battery: Battery, metal: Metal, scoped: Scope) -> _Looked:
    """A metal compared with its minimum, where the rule names the metal and the battery holds any of it."""
    named = any(each.name == "minimum" and each.key == metal.metal for each in asked.rule.values)
    if metal.share is None or not named:
        return _Looked(battery, metal, scoped, None)
    minimum = asked.value("minimum", metal.metal) if scoped.inside is not False else None
    threshold = minimum.value if minimum else None
    compared = Compared(_key(battery, metal), metal.share, threshold, scoped.inside is True)
    return _Looked(battery, metal, scoped, compared)


def _key(battery: Battery, metal: Metal) -> str:
    return " / ".join(part for part in (battery.battery_id, metal.metal) if part)


def _of_metal(looked: _Looked) -> OfChain:
    share, compared = looked.metal.share, looked.compared
    details = {
        "battery_id": looked.battery.battery_id,
        "share_bounds": share,
        "mass_kg": looked.metal.mass_kg,
        "recycled_kg": looked.metal.recycled_kg,
        "minimum": compared.threshold if compared else None,
        "in_scope": looked.scope.inside,
        "met": compared.met if compared and compared.threshold is not None else None,
    }
    key, recycled = _key(looked.battery, looked.metal), looked.metal.recycled_kg.exact
    return OfChain(key, looked.metal.metal, None, share.exact if share else None, recycled, details)


def _why(asked: Asked, batteries: tuple[Battery, ...], scopes: dict[str, Scope]) -> tuple[Text, ...]:
    """Why no minimum is set for anything in the table."""
    outside = [each for each in batteries if scopes[each.battery_id].inside is False]
    said = [scope_said(asked, each, scopes[each.battery_id], battery_name(asked, each)) for each in outside]
    return tuple(each for each in said if each) or (asked.rule.said("nothing"),)


def _used(asked: Asked) -> tuple[Dated, ...]:
    values = [each for each in asked.rule.values if each.holds(asked.on, asked.test)]
    return (*values, *asked.members("categories").values())
