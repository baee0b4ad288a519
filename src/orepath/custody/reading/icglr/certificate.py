"""Export certificates: what a state certifies of a lot. What they say is not compared with the lot here."""

from __future__ import annotations

import re
from fractions import Fraction

from orepath.custody.document import LotFacts, Material
from orepath.custody.reading.drafted import drafted
from orepath.custody.reading.field import Part, shown
from orepath.custody.reading.gathering import Gathered
from orepath.custody.reading.icglr.names import names
from orepath.custody.reading.icglr.naming import identifier, mineral, party
from orepath.vocabulary.places import is_country

VALUE = re.compile(r"(?:([A-Z]{3}) )?([0-9]{1,15}(?:\.[0-9]{1,6})?)")
"""A customs value as the schema writes it: the currency and a blank before the number, or the number alone."""


def read_certificate(record: Part, into: Gathered) -> None:
    """Gather what a certificate says of its lot, and the certificate. One without lot number is a fault."""
    of = names()["certificate"]
    lot = identifier(record.at(of["lot"]))
    if not lot:
        into.lacks(record.at(of["lot"]))
        return
    origins = _origins(record.at(of["origin"]))
    codes, name = mineral(record.at(of["mineral"])), record.text(of["description"])
    where = record.at(of["origin"]).where
    several = tuple(Material(name, origin, code=codes[0] if codes else "", where=where) for origin in origins)
    file = record.text(of["file"])
    found = LotFacts(
        id=lot,
        name=name,
        batch=record.text(of["lot"]),
        codes=codes,
        origin=origins[0] if len(origins) == 1 else "",
        mass_kg=record.measured("mass", record.at(of["mass"]), record.at(of["unit"])),
        value_usd=_value_usd(record.at(of["value"])),
        materials=several if len(origins) > 1 else (),
        links=((record.text(of["id"]), file),) if file else (),
        where=record.where,
    )
    into.lot(found)
    certificate: dict[str, object] = {
        "kind": "export_certificate",
        "model": "icglr",
        "file": record.file,
        "subject": lot,
        "id": record.text(of["id"]),
        "issuer": record.place(of["issuer"]),
        "authority": record.text(of["authority"]),
        "exporter": party(record.at(of["exporter"])),
        "importer": party(record.at(of["importer"])),
        "origins": origins,
        "issued": record.day(of["issued"]),
        "until": record.day(of["until"]),
        "shipped": record.day(of["shipped"]),
        "evidence": file,
        "statements": drafted(record, names()["certificate_field"]),
        "where": record.where,
    }
    into.declarations.append(certificate)


def _origins(part: Part) -> tuple[str, ...]:
    """The countries of origin, each once; empty text for one that is said to be unknown."""
    found: list[str] = []
    for said in part.text().split(";") if part.said else ():
        if said == names()["customs"]["unknown"] or is_country(said):
            found.append("" if said == names()["customs"]["unknown"] else said)
        else:
            part.note("custody_field_place", found=shown(said))
    return tuple(dict.fromkeys(found))


def _value_usd(part: Part) -> Fraction | None:
    """A customs value; None where it is not said, or not in the currency that certificates are to use."""
    if not isinstance(part.value, str):
        number = part.number(at_least=0)
        return None if number is None else Fraction(number)
    found = VALUE.fullmatch(part.text())
    if found is None or found[1] not in (None, names()["customs"]["currency"]):
        part.note("custody_icglr_value", found=shown(part.value), currency=names()["customs"]["currency"])
        return None
    return Fraction(found[2])
