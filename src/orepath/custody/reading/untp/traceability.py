"""Digital traceability events: the same events as those of EPCIS, with items as objects; into the shape of EPCIS."""

from __future__ import annotations

import re

from orepath.custody.identity.digital_link import canonical
from orepath.custody.reading.field import Part
from orepath.custody.reading.untp.kinds import texts
from orepath.custody.reading.untp.names import table

ZONE = re.compile(r"([+-][0-9]{2}:[0-9]{2})$")
UTC = "+00:00"
TRANSFORMATION, TRANSACTION = "TransformationEvent", "TransactionEvent"
OWNER = "owning_party"
"""The standard source and destination type of the CBV 2.0, section 7.4, that stands for a change of owner."""


def to_epcis(part: Part) -> dict[str, object]:
    """An event in the shape of EPCIS 2.0 in JSON.

    What an item or place is called, in words, and the readings of sensors are left out: no book asks for them. So is
    the action of a transformation, which EPCIS does not know. An item said twice stays said twice.
    """
    sort = next((name for name in _types(part) if table("kinds").get(name) == "event"), None)
    found: dict[str, object] = {"type": sort} if sort else {}
    if said := part.text("id"):
        found["eventID"] = said
    action = part.text("action").upper()
    if action and sort != TRANSFORMATION:
        found["action"] = action
    found |= {name: text for own, name in _of("as_it_is").items() if (text := part.text(own))}
    if time := part.text("eventTime"):
        zone = ZONE.search(time)
        found["eventTimeZoneOffset"] = zone[1] if zone else UTC
    found |= {name: {"id": canonical(text)} for own, name in _of("place").items() if (text := part.text(own))}
    found |= {name: text for own, name in _of("item").items() if (text := _item(part.at(own)))}
    for own, name in _of("items").items():
        if items := [text for each in _members(part.at(own)) if (text := _item(each))]:
            found[name] = items
    for own, name in _of("quantities").items():
        if quantities := [each for member in part.each(own) if (each := _quantity(member))]:
            found[name] = quantities
    for own, name in _of("party").items():
        if text := part.text(own):
            found[f"{name}List"] = [{"type": OWNER, name: canonical(text)}]
    if sort == TRANSACTION and (text := part.text("bizTransaction")):
        found["bizTransactionList"] = [{"bizTransaction": text}]
    return found


def _item(part: Part) -> str:
    """An item: an object with an identifier, or the identifier alone."""
    if not part.said:
        return ""
    return canonical(part.text("id" if isinstance(part.value, dict) else ""))


def _members(part: Part) -> list[Part]:
    """The items of a list, objects or texts."""
    return part.each("") if not isinstance(part.value, str) else [part]


def _quantity(part: Part) -> dict[str, object]:
    of = _of("quantity")
    product = part.text(of["product"])
    amount = part.number(of["amount"], at_least=0)
    unit = part.text(of["unit"])
    found: dict[str, object] = {"epcClass": canonical(product)} if product else {}
    if found and amount is not None:
        found["quantity"] = amount
        found |= {"uom": unit} if unit else {}
    return found


def _types(part: Part) -> list[str]:
    return texts(part.keys().get("type"))


def _of(name: str) -> dict[str, str]:
    found: dict[str, str] = table("event")[name]
    return found
