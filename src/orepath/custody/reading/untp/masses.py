"""How much a product weighs, and what it is made of, as its passport says."""

from __future__ import annotations

from decimal import Decimal

from orepath.custody.document import Material
from orepath.custody.reading.field import Part
from orepath.custody.reading.untp.names import known, table
from orepath.custody.reading.untp.naming import code
from orepath.custody.reading.untp.unknown import report_unknown

WEIGHT = "weight"


def weight(product: Part) -> Decimal | None:
    """The mass of a product in kg; a dimension in a unit that does not measure it is reported, and not used."""
    found = None
    dimensions = product.at(table("product")["dimensions"])
    report_unknown(dimensions, frozenset(table("dimension")))
    for name, dimension in table("dimension").items():
        part = dimensions.at(name)
        measured = _measured(part, dimension) if part.said else None
        found = measured if name == WEIGHT else found
    return found


def material(part: Part) -> Material:
    """A row of the provenance of materials, as it is said: whether the rows add up is for the books."""
    of = table("material")
    mass, sort = part.at(of["mass"]), part.at(of["type"])
    report_unknown(part, known("material"))
    return Material(
        name=part.text(of["name"]),
        origin=part.place(of["origin"]),
        mass_kg=_measured(mass, table("dimension")[WEIGHT]) if mass.said else None,
        share=part.share(of["share"]),
        recycled=part.share(of["recycled"]),
        code=code(sort) if sort.said else "",
        where=part.where,
    )


def _measured(part: Part, dimension: str) -> Decimal | None:
    of = table("quantity")
    return part.measured(dimension, part.at(of["value"]), part.at(of["unit"]))
