"""Digital facility records: a site, where it is and who runs it.

Coordinates are not used: in every sample they are the same number twice, which is no place.
"""

from __future__ import annotations

from orepath.custody.document import Site
from orepath.custody.reading.field import Part
from orepath.custody.reading.gathering import Gathered
from orepath.custody.reading.untp.claims import claim
from orepath.custody.reading.untp.names import known, table
from orepath.custody.reading.untp.naming import codes_of, identifier, site_identifier
from orepath.custody.reading.untp.unknown import report_unknown


def read_facility(subject: Part, into: Gathered, credential: dict[str, object]) -> None:
    """Gather a site, and what is claimed of it. A facility without an identifier is a fault."""
    of, party = table("facility"), table("party")
    facility = subject.at(of["facility"])
    found = site_identifier(facility)
    if not found:
        into.lacks(facility.at(party["id"]))
        return
    report_unknown(facility, known("facility"))
    operator = facility.at(of["operator"])
    site = Site(
        id=found,
        name=facility.text(party["name"]),
        place=facility.place(of["place"]),
        operator=identifier(operator) if operator.said else "",
        where=facility.where,
    )
    into.site(site)
    record = {
        "subject": site.id,
        "name": site.name,
        "operator_name": operator.text(party["name"]) if operator.said else "",
        "codes": codes_of(facility, of["process"]),
        "also": tuple(
            dict.fromkeys(_other(each) for name in ("also", "also_before") for each in facility.each(of[name]))
        ),
        "claims": tuple(claim(each) for each in subject.each(of["claims"])),
        "where": subject.where,
    }
    into.passports.append({"kind": "facility", **credential, **record})


def _other(part: Part) -> tuple[str, str, str]:
    """What else a site is called: the name, the identifier, and the number in its register."""
    party = table("party")
    return part.text(party["name"]), identifier(part), part.text(party["registered"])
