"""Mine sites: where they are, who works them, and how they stand in certification."""

from __future__ import annotations

from orepath.custody.document import Site
from orepath.custody.reading.drafted import drafted
from orepath.custody.reading.field import Part
from orepath.custody.reading.gathering import Gathered
from orepath.custody.reading.icglr.names import names
from orepath.custody.reading.icglr.naming import country_of_mine, identifier, mineral, party


def read_mine_site(record: Part, into: Gathered) -> None:
    """Gather a mine site. One without number is a fault."""
    of = names()["mine_site"]
    number = record.at(of["id"])
    site = identifier(number)
    if not site:
        into.lacks(number)
        return
    place = record.place(of["place"])
    written = country_of_mine(number)
    if place and written and place != written:
        record.at(of["place"]).note("custody_icglr_place", found=place, other=written)
        place = ""
    operators = [found for each in record.each(of["operators"]) if (found := party(each))]
    name = next((said for each in of["name"] if (said := record.text(each))), "")
    owner = party(record.at(of["owner"]))
    into.site(Site(site, name, place, operators[0] if operators else owner, where=record.where))
    draft: dict[str, object] = {
        "kind": "mine_site",
        "model": "icglr",
        "file": record.file,
        "subject": site,
        "name": name,
        "owner": owner,
        "operators": tuple(operators),
        "codes": tuple(code for each in _members(record.at(of["minerals"])) for code in mineral(each)),
        "statements": drafted(record, names()["mine_site_field"]),
        "licences": tuple(_licence(each) for each in record.each(of["licences"])),
        "inspections": tuple(_inspection(each) for each in record.each(of["inspections"])),
        "where": record.where,
    }
    into.passports.append(draft)


def _members(part: Part) -> list[Part]:
    """A list of texts, or one text alone."""
    return [part] if isinstance(part.value, str) else part.each("")


def _licence(part: Part) -> dict[str, object]:
    of = names()["licence"]
    return {
        "type": part.text(of["type"]),
        "id": part.text(of["id"]),
        "owner": identifier(part.at(of["owner"])),
        "from": part.day(of["from_"]),
        "until": part.day(of["until"]),
    }


def _inspection(part: Part) -> dict[str, object]:
    of = names()["inspection"]
    return {"id": part.text(of["id"]), "day": part.day(of["day"]), "report": part.text(of["report"])}
