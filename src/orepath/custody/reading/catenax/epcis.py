"""What happened to parts and batches of Catena-X, in the shape of events of EPCIS 2.0 (JSON)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Context, Decimal
from typing import Any

from orepath.custody.reading.aspects.statement import Reader
from orepath.custody.reading.aspects.units import unit_codes
from orepath.custody.reading.catenax.step import Thing, offset
from orepath.custody.units import unit
from orepath.errors import UnknownName

PIECES = unit("").code
KILOGRAM = unit("kg").code
"""Masses of Catena-X's material accounting are in kg (its RecyclingBatch 1.0.0, characteristic of mass)."""
SUM = Context(prec=800)


def bom_as_built(reader: Reader, parent: str) -> list[dict[str, Any]]:
    """What a part was put together from, as associations: one for each time at which children were put in.

    A child that could have been another (``hasAlternatives``) is not taken in: nobody says which it was.
    """
    children: dict[str, list[dict[str, Any]]] = {}
    for child in Thing(reader, reader.raw, "").each("childItems[]"):
        time, lot = child.time("createdOn"), child.lot("catenaXId")
        if child.truth("hasAlternatives"):
            child.refuse("hasAlternatives", "true or false", "false")
        elif time and lot:
            children.setdefault(time, []).append({"epcClass": lot, **_quantity(child)})
    return [
        {
            "type": "AssociationEvent",
            "eventTime": time,
            "eventTimeZoneOffset": offset(time),
            "action": "ADD",
            "parentID": parent,
            "childQuantityList": pieces,
            "bizStep": "assembling",
        }
        for time, pieces in children.items()
    ]


def _quantity(child: Thing) -> Mapping[str, object]:
    amount = child.amount("quantity.value")
    if amount is None:
        return {}
    said = child.text("quantity.unit")
    try:
        found = unit(unit_codes().get(said, said), child.at)
    except UnknownName:
        child.refuse("quantity.unit", "unit", ", ".join(unit_codes()))
        return {}
    return {"quantity": amount} if found.code == PIECES else {"quantity": amount, "uom": found.code}


def recycling_batch(reader: Reader, batch: str) -> list[dict[str, Any]]:
    """The steps that a batch for recycling went through, each a transformation of what the step before gave.

    The document names the batch and no other lot: what went in first is called ``<batch>#before``, what a step in
    between gave ``<batch>#step-<n>``. What a step says of its loss must be what went in less what came out.
    """
    steps = []
    for step in Thing(reader, reader.raw, "").each("childProcessSteps[]"):
        time, taken, made = step.time("endTimestamp"), step.amount("inputNetMass"), step.amount("outputNetMass")
        loss = step.amount("processLoss")
        if taken is not None and made is not None and loss is not None and SUM.subtract(taken, made) != loss:
            step.refuse("processLoss", "a number", f"{SUM.subtract(taken, made):f}")
        if time and taken is not None and made is not None:
            steps.append((time, taken, made, step.text("childProcessType")))
    site = Thing(reader, reader.raw, "").partner("operator.bpnsProperty")
    return [
        _transformation(
            time,
            {"epcClass": f"{batch}#step-{number}" if number else f"{batch}#before", **_kilograms(taken)},
            {"epcClass": f"{batch}#step-{number + 1}" if number + 1 < len(steps) else batch, **_kilograms(made)},
            site,
            done,
        )
        for number, (time, taken, made, done) in enumerate(steps)
    ]


def _kilograms(amount: Decimal) -> dict[str, object]:
    return {"quantity": amount, "uom": KILOGRAM}


def _transformation(
    time: str, taken: Mapping[str, object], made: Mapping[str, object], site: str, done: str
) -> dict[str, Any]:
    event: dict[str, Any] = {
        "type": "TransformationEvent",
        "eventTime": time,
        "eventTimeZoneOffset": offset(time),
        "inputQuantityList": [taken],
        "outputQuantityList": [made],
    }
    if done:
        event["bizStep"] = done
    if site:
        event["bizLocation"] = {"id": site}
    return event
