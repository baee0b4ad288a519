"""Lots: what they hold, and the events that made and moved them."""

from __future__ import annotations

from decimal import Decimal

from orepath.custody.document import LotFacts, Site
from orepath.custody.reading.drafted import drafted
from orepath.custody.reading.field import Part
from orepath.custody.reading.gathering import Gathered
from orepath.custody.reading.icglr.moment import moment
from orepath.custody.reading.icglr.names import names
from orepath.custody.reading.icglr.naming import country_of_mine, identifier, mineral, party

KILOGRAMS = "KGM"
OWNER = "owning_party"


def read_lot(record: Part, into: Gathered) -> None:
    """Gather a lot, where it was mined, and its events. One without number is a fault."""
    of = names()["lot"]
    lot = identifier(record.at(of["id"]))
    if not lot:
        into.lacks(record.at(of["id"]))
        return
    mine = record.at(of["mine"])
    site, country = identifier(mine), country_of_mine(mine)
    mass = record.measured("mass", record.at(of["mass"]), record.at(of["unit"]))
    inputs = _inputs(record, lot)
    mined = _is_mined(record) and not inputs
    day = record.day(of["day"])
    if _is_mined(record) and not site:
        mine.note("custody_icglr_no_mine")
    into.site(Site(site, place=country, where=mine.where))
    found = LotFacts(
        id=lot,
        batch=record.text(of["id"]),
        codes=mineral(record.at(of["mineral"])),
        origin="" if inputs else country,
        made_in="" if inputs else country,
        made_on=day,
        site=site,
        maker=party(record.at(of["maker"])),
        mass_kg=mass,
        where=record.where,
    )
    into.lot(found)
    draft = {"kind": "lot", "model": "icglr", "file": record.file, "subject": lot}
    maker = record.text(f"{of['maker']}.{names()['business']['name']}")
    statements = drafted(record, names()["lot_field"])
    into.passports.append({**draft, "maker_name": maker, "statements": statements, "where": record.where})
    if not day:
        record.note("custody_icglr_no_day")
        return
    _made(record, found, inputs, mined, into)
    _shipped(record, found, into)


def _made(record: Part, lot: LotFacts, inputs: list[str], mined: bool, into: Gathered) -> None:
    """The event that the registration stands for: mined, made of other lots, or taken over."""
    of = names()["lot"]
    event: dict[str, object] = moment(lot.made_on, record.at(of["time"]))
    others = [each for each in inputs if each != lot.id]
    if others:
        event |= {"type": "TransformationEvent", "bizStep": "commissioning"}
        event["inputQuantityList"] = [{"epcClass": each} for each in others]
        event |= _quantity("outputQuantityList", lot.id, lot.mass_kg)
    elif mined:
        event |= {"type": "ObjectEvent", "action": "ADD", "bizStep": "commissioning"}
        event |= _quantity("quantityList", lot.id, lot.mass_kg)
    else:
        event |= {"type": "ObjectEvent", "action": "OBSERVE", "bizStep": "receiving"}
        event |= _quantity("quantityList", lot.id, lot.mass_kg)
        event |= {"destinationList": [{"type": OWNER, "destination": lot.maker}]} if lot.maker else {}
        if not inputs:
            record.at(of["inputs"]).note("custody_icglr_no_input")
    if lot.site:
        event["bizLocation"] = {"id": lot.site}
    into.event(event, record.where)


def _shipped(record: Part, lot: LotFacts, into: Gathered) -> None:
    """The event of shipping to the recipient: on the day of registration, at its time, else at midnight."""
    of = names()["lot"]
    day, recipient = record.day(of["shipped"]), party(record.at(of["recipient"]))
    if not day or not recipient:
        return
    event: dict[str, object] = moment(day, record.at(of["time"]) if day == lot.made_on else None)
    event |= {"type": "ObjectEvent", "action": "OBSERVE", "bizStep": "shipping"}
    event |= _quantity("quantityList", lot.id, lot.mass_kg)
    if lot.maker:
        event["sourceList"] = [{"type": OWNER, "source": lot.maker}]
    event["destinationList"] = [{"type": OWNER, "destination": recipient}]
    into.event(event, record.at(of["shipped"]).where)


def _inputs(record: Part, lot: str) -> list[str]:
    """The lots that form this one, each once. The lot itself among them means that it changed hands, no more."""
    found = []
    for each in record.each(names()["lot"]["inputs"]):
        named = identifier(each.at(names()["lot"]["id"]))
        if not named:
            each.note("custody_untp_unnamed")
        elif named not in found:
            found.append(named)
    return found


def _is_mined(record: Part) -> bool:
    operations = record.at(names()["lot"]["operations"])
    codes = operations.value if isinstance(operations.value, list) else [operations.value]
    if not all(isinstance(code, int) and not isinstance(code, bool) for code in codes):
        operations.note("custody_field_kind", found="[…]", kind="a list of numbers")
    return names()["operation"]["mined"] in [code for code in codes if not isinstance(code, bool)]


def _quantity(name: str, lot: str, mass_kg: Decimal | None) -> dict[str, object]:
    """A list of quantities with the lot in it; where its mass is not known, without one: the whole lot."""
    element: dict[str, object] = {"epcClass": lot}
    if mass_kg is not None:
        element |= {"quantity": mass_kg, "uom": KILOGRAMS}
    return {name: [element]}
