"""What lots, sites and parties of ICGLR records are called, and their minerals."""

from __future__ import annotations

import re

from orepath.custody.reading.field import Part
from orepath.custody.reading.icglr.names import names
from orepath.vocabulary.places import is_country

HS = re.compile(r"([0-9]{4})\.?([0-9]{2})(?:\.?[0-9]{2}){0,2}")
"""A code of the Harmonized System: six digits are the same everywhere, further ones are each country's own."""
IMA = re.compile(r"IMA ?([0-9]{4}-[0-9A-Z]+)")
"""A mineral by its number at the International Mineralogical Association (MDC.03 allows both)."""
MINE = re.compile(r"([A-Z]{2})-[+-]?[0-9]+\.[0-9]{4}[+-][0-9]+\.[0-9]{4}-[0-9]+")
"""MineSiteIdFormat of the schemas: the country, latitude and longitude, a number."""


def identifier(part: Part) -> str:
    """A number of a lot, site or party with our prefix before it; empty where there is none."""
    said = part.text()
    return f"{names()['prefix']}{said}" if said else ""


def party(part: Part) -> str:
    """The identifier of a business entity; empty where none is said."""
    return identifier(part.at(names()["business"]["id"])) if part.said else ""


def mineral(part: Part) -> tuple[str, ...]:
    """The goods code, or the number of the mineral, with its list before it."""
    said = part.text()
    if found := HS.fullmatch(said):
        return (f"hs:{found[1]}{found[2]}",)
    if found := IMA.fullmatch(said):
        return (f"ima:{found[1]}",)
    if said:
        part.note("custody_icglr_mineral", found=said)
    return ()


def country_of_mine(part: Part) -> str:
    """The country that the number of a mine site begins with; empty where it is not written as the schemas demand."""
    said = part.text()
    found = MINE.fullmatch(said)
    if found and is_country(found[1]):
        return found[1]
    if said:
        part.note("custody_icglr_mine", found=said)
    return ""
