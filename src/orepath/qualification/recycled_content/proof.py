"""The proof of recycled content: whether a minimum is set for the battery, each metal's share, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from orepath.qualification.asked import Asked
from orepath.qualification.bounds import judged
from orepath.qualification.figures import figure, of_rule, percents, word_of
from orepath.qualification.recycled_content.batteries import Battery, Metal, Scope
from orepath.qualification.result import Figure, Missing, Proved
from orepath.tabular.quantity import decimal, percent
from orepath.vocabulary.language import Text
from orepath.vocabulary.terms import minerals

KG, SHARE = "kg", "share"
Scopes = Mapping[str, Scope]


def proof(asked: Asked, batteries: Sequence[Battery], scopes: Scopes) -> Iterator[Proved]:
    """The steps, battery by battery and metal by metal."""
    for battery in batteries:
        scoped = scopes[battery.battery_id]
        yield from _scope(asked, battery, scoped)
        for metal in battery.metals:
            yield from _metal(asked, battery, metal, scoped)


def missing_of(asked: Asked, batteries: Sequence[Battery], scopes: Scopes) -> Iterator[Missing]:
    """Category, capacity and recycled masses, wherever nobody knows them and a minimum may be set."""
    for battery in batteries:
        scoped, name = scopes[battery.battery_id], battery_name(asked, battery)
        if scoped.inside is None:
            yield Missing(battery.where, asked.rule.said("missing_scope", battery=name))
        for metal in battery.metals:
            named = any(each.name == "minimum" and each.key == metal.metal for each in asked.rule.values)
            if named and scoped.inside is not False and metal.recycled_kg.exact is None:
                words = {"metal": minerals()[metal.metal].name, "battery": name}
                yield Missing(metal.where, asked.rule.said("missing_recycled", **words))


def scope_said(asked: Asked, battery: Battery, scoped: Scope, name: Text) -> Text | None:
    """What is to be said of whether a minimum is set for a battery; None where it plainly is, or nobody knows."""
    if scoped.why in ("", "open"):
        return None
    above = asked.value("capacity_above", battery.category)
    words = {"category": word_of(asked, "category", battery.category), "limit": decimal(above.value) if above else ""}
    return asked.rule.said(scoped.why, battery=name, **words)


def battery_name(asked: Asked, battery: Battery) -> Text:
    """What a battery is called."""
    if not battery.battery_id:
        return asked.rule.said("the_battery")
    return asked.rule.said("battery", battery=battery.battery_id)


def _scope(asked: Asked, battery: Battery, scoped: Scope) -> Iterator[Proved]:
    said = scope_said(asked, battery, scoped, battery_name(asked, battery))
    if said is None:
        return
    uses = [Figure(asked.rule.said("category_is"), battery.category or None, "", battery.where)]
    above = asked.value("capacity_above", battery.category)
    if above:
        uses.append(figure(asked.rule.said("capacity"), battery.capacity_kwh, "kWh", battery.where))
        uses.append(of_rule(asked.rule.said("capacity_limit"), above, asked.rule.id))
    gives = Figure(asked.rule.said("minimum_set"), "yes" if scoped.inside else "no", "", asked.rule.id)
    yield Proved("scope", battery.battery_id, said, tuple(uses), gives)


def _metal(asked: Asked, battery: Battery, metal: Metal, scoped: Scope) -> Iterator[Proved]:
    words: dict[str, object] = {"battery": battery_name(asked, battery), "metal": minerals()[metal.metal].name}
    key = " / ".join(part for part in (battery.battery_id, metal.metal) if part)
    mass = figure(asked.rule.said("mass"), metal.mass_kg, KG, metal.where)
    if metal.share is None:
        yield Proved("not_contained", key, asked.rule.said("not_contained", **words), (), mass)
        return
    share = figure(asked.rule.said("share_is"), metal.share, SHARE, metal.where)
    recycled = figure(asked.rule.said("recycled"), metal.recycled_kg, KG, metal.where)
    said = asked.rule.said("share", share=percents(asked, metal.share), **words)
    yield Proved("share", key, said, (recycled, mass), share)
    minimum = asked.value("minimum", metal.metal)
    if scoped.inside is False:
        return
    if minimum is None:
        none = Figure(asked.rule.said("minimum_is"), None, SHARE, asked.rule.id)
        yield Proved("minimum", key, asked.rule.said("no_minimum", **words), (), none)
        return
    met = judged(metal.share, minimum.value) if scoped.inside else None
    verdict = {True: "met", False: "not_met", None: "open"}[met]
    said = asked.rule.said(verdict, minimum=f"{percent(minimum.value)} %", **words)
    uses = (share, of_rule(asked.rule.said("minimum_is"), minimum, asked.rule.id))
    gives = Figure(asked.rule.said("result"), None if met is None else verdict, "", asked.table.name)
    yield Proved("minimum", key, said, uses, gives)
