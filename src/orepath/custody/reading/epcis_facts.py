"""What events say of the lots they make: master data of instances and lots (ILMD)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from orepath.custody.document import LotFacts
from orepath.custody.identity.digital_link import canonical
from orepath.custody.identity.event_hash import Value
from orepath.custody.identity.values import decimal
from orepath.custody.reading.epcis_types import types
from orepath.custody.units import unit
from orepath.errors import UnknownName
from orepath.vocabulary.places import is_country

MDA = "{urn:epcglobal:cbv:mda}"
"""The namespace of master data attributes (CBV 2.0)."""


def facts(said: dict[str, Any], where: str = "") -> tuple[LotFacts, ...]:
    """What an event in the plain shape says of the lots it makes; nothing where it makes none.

    A weight is taken where its unit stands with it (``measurementUnitCode``): without it nobody knows what it counts.
    """
    kind = types().get(said.get("type") or "")
    ilmd = said.get("ilmd")
    if kind is None or not isinstance(ilmd, dict):
        return ()
    fields = kind.made or (kind.named if said.get("action") == "ADD" else ())
    lots = [canonical(lot) for lot in _lots(said, fields)]
    origin = _text(ilmd, "countryOfOrigin").upper()
    weight = _weight(ilmd) if len(lots) == 1 else None
    common = LotFacts(
        id="",
        batch=_text(ilmd, "lotNumber"),
        name=_text(ilmd, "descriptionShort"),
        origin=origin if is_country(origin) else "",
        mass_kg=weight,
        where=f"{where}, field ilmd",
    )
    if not (common.batch or common.name or common.origin or weight is not None):
        return ()
    return tuple(replace(common, id=lot) for lot in lots)


def _lots(said: dict[str, Any], fields: tuple[str, ...]) -> list[str]:
    if not fields:
        return []
    classes = [each.get("epcClass") for each in said.get(fields[1]) or () if isinstance(each, dict)]
    return [each for each in (*(said.get(fields[0]) or ()), *classes) if isinstance(each, str)]


def _value(ilmd: dict[str, Any], name: str) -> Value:
    value = ilmd.get(MDA + name)
    return value[0] if isinstance(value, list) and value else value


def _text(ilmd: dict[str, Any], name: str) -> str:
    value = _value(ilmd, name)
    value = value.get("#text") if isinstance(value, dict) else value
    return value.strip() if isinstance(value, str) else ""


def _weight(ilmd: dict[str, Any]) -> Decimal | None:
    value = _value(ilmd, "netWeight")
    if not isinstance(value, dict) or not isinstance(value.get("measurementUnitCode"), str):
        return None
    try:
        measure = unit(value["measurementUnitCode"])
        return decimal(value.get("#text")) * measure.factor if measure.dimension == "mass" else None
    except (ValueError, UnknownName):
        return None
