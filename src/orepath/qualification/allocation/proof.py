"""The proof of an allocation: every lot, every material, the cap, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from orepath.qualification.allocation.caps import Allocation
from orepath.qualification.allocation.lots import Lot, Material
from orepath.qualification.asked import Asked
from orepath.qualification.bounds import Bounds
from orepath.qualification.figures import figure, listed, of_rule, percents, shown, word_of
from orepath.qualification.result import Figure, Missing, Proved
from orepath.tabular.quantity import decimal
from orepath.vocabulary.language import Text
from orepath.vocabulary.terms import minerals

KG, COUNT = "kg", ""


def proof(asked: Asked, found: Allocation) -> Iterator[Proved]:
    """The steps: lot by lot, material by material, then the cap and how far it covers what is asked for."""
    for material in (*found.limiting, *found.open):
        for lot in material.lots:
            yield _lot(asked, material, lot)
        yield _sum(asked, material)
        yield _batteries(asked, material)
    for material in found.left_out:
        yield from (_left_out(asked, material, lot) for lot in material.lots)
    yield _cap(asked, found)
    yield _covered(asked, found)


def missing_of(asked: Asked, found: Allocation) -> Iterator[Missing]:
    """Who did a step, how much complies, whether a plan is filed: wherever nobody says so."""
    if found.open:
        names = listed([_name(asked, each) for each in found.open])
        yield Missing(asked.table.name, asked.rule.said("missing_plan", materials=names))
    for material in (*found.limiting, *found.open):
        for lot in material.lots:
            yield from _missing_of(asked, material, lot)


def _missing_of(asked: Asked, material: Material, lot: Lot) -> Iterator[Missing]:
    if lot.compliant_kg.exact is not None:
        return
    words = {"lot": lot.lot, "mass": decimal(lot.taken_in_kg), "material": _name(asked, material)}
    if not lot.looked_at:
        yield Missing(lot.where, asked.rule.said("missing_compliant", **words))
    for step, status in lot.looked_at.items():
        if status == "unknown":
            yield Missing(lot.where, asked.rule.said("missing_step", step=asked.rule.said(step), **words))


def _lot(asked: Asked, material: Material, lot: Lot) -> Proved:
    uses = [figure(asked.rule.said("taken_in"), lot.taken_in_kg, KG, lot.where)]
    for step, status in lot.looked_at.items():
        uses.append(figure(asked.rule.said("status", step=asked.rule.said(step)), status, "", lot.where))
    words = {"lot": lot.lot, "mass": shown(asked, lot.compliant_kg, decimal)}
    steps = [
        asked.rule.said("by", step=asked.rule.said(step), who=asked.rule.said(who))
        for step, who in lot.looked_at.items()
    ]
    said = (
        asked.rule.said("lot", steps=listed(steps), **words)
        if lot.looked_at
        else asked.rule.said("lot_stated", **words)
    )
    gives = figure(asked.rule.said("compliant"), lot.compliant_kg, KG, lot.where)
    return Proved("lot", material.chain_id, said, tuple(uses), gives)


def _left_out(asked: Asked, material: Material, lot: Lot) -> Proved:
    member = asked.members("impracticable")[material.used_in]
    plan = asked.rule.said("plan", until=member.until)
    said = asked.rule.said("lot_left_out", lot=lot.lot, used_in=word_of(asked, "used_in", material.used_in), plan=plan)
    filed = figure(asked.rule.said("filed"), "yes", "", lot.where)
    gives = figure(asked.rule.said("taken_in"), lot.taken_in_kg, KG, lot.where, member.reference.how_sure)
    return Proved("lot_left_out", material.chain_id, said, (filed,), gives)


def _sum(asked: Asked, material: Material) -> Proved:
    uses = tuple(figure(asked.rule.said("compliant"), lot.compliant_kg, KG, lot.where) for lot in material.lots)
    mass = shown(asked, material.compliant_kg, decimal)
    said = asked.rule.said("sum", material=_name(asked, material), lots=len(material.lots), mass=mass)
    return Proved("sum", material.chain_id, said, uses, _compliant(asked, material))


def _batteries(asked: Asked, material: Material) -> Proved:
    number = shown(asked, material.batteries, decimal)
    said = asked.rule.said("batteries", material=_name(asked, material), batteries=number)
    uses = (_compliant(asked, material), _need(asked, material))
    return Proved("batteries", material.chain_id, said, uses, _makes(asked, material))


def _cap(asked: Asked, found: Allocation) -> Proved:
    name, low, high, scarcest = asked.rule.said("ledger_cap"), found.cap_low, found.cap_high, found.scarcest
    if low is None or scarcest is None:
        return Proved("cap", "", asked.rule.said("cap_none"), (), figure(name, None, COUNT, asked.table.name))
    uses = tuple(_makes(asked, each) for each in (*found.limiting, *found.open))
    if high is None:
        open_ = Figure(name, None, COUNT, asked.table.name, "", low, None)
        return Proved("cap", "", asked.rule.said("cap_open", cap=decimal(low)), uses, open_)
    cap = Bounds(low, high)
    said = asked.rule.said("cap", material=_name(asked, scarcest), cap=shown(asked, cap, decimal))
    return Proved("cap", "", said, uses, figure(name, cap, COUNT, asked.table.name))


def _covered(asked: Asked, found: Allocation) -> Proved:
    covered, name = asked.value("covered"), asked.rule.said("covered")
    if found.share is None or found.batteries is None:
        return Proved("share", "", asked.rule.said("no_request"), (), figure(name, None, "share", asked.table.name))
    uses = [figure(asked.rule.said("to_allocate"), found.batteries, COUNT, asked.table.name)]
    if found.scarcest is not None:
        uses += [_compliant(asked, found.scarcest), _need(asked, found.scarcest)]
    uses += [of_rule(asked.rule.said("must_cover"), covered, asked.rule.id)] if covered else []
    gives = figure(name, found.share, "share", asked.table.name)
    words = {"asked": decimal(found.batteries), "share": percents(asked, found.share)}
    return Proved("share", "", asked.rule.said("share", **words), tuple(uses), gives)


def _compliant(asked: Asked, material: Material) -> Figure:
    return figure(asked.rule.said("compliant"), material.compliant_kg, KG, material.lots[0].where)


def _need(asked: Asked, material: Material) -> Figure:
    return figure(asked.rule.said("need"), material.need_kg, KG, material.lots[0].where)


def _makes(asked: Asked, material: Material) -> Figure:
    name = asked.rule.said("batteries_of", material=_name(asked, material))
    return figure(name, material.batteries, COUNT, material.lots[0].where)


def _name(asked: Asked, material: Material) -> Text:
    mineral = minerals()[material.mineral].name
    if not material.used_in:
        return asked.rule.said("material", mineral=mineral, material=material.material)
    used_in = word_of(asked, "used_in", material.used_in)
    return asked.rule.said("material_used_in", mineral=mineral, material=material.material, used_in=used_in)
