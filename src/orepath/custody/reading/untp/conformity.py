"""Digital conformity credentials: what a scheme has found of lots, sites and organisations."""

from __future__ import annotations

from orepath.custody.document import LotFacts, Site
from orepath.custody.reading.field import Part
from orepath.custody.reading.gathering import Gathered
from orepath.custody.reading.untp.claims import criteria, declared, link
from orepath.custody.reading.untp.names import table
from orepath.custody.reading.untp.naming import identifier, lot_identifier, site_identifier


def read_conformity(subject: Part, into: Gathered, credential: dict[str, object]) -> None:
    """Gather every assessment of an attestation, once for each thing that is assessed."""
    of = table("attestation")
    certificate = subject.at(of["certificate"])
    address, called = link(certificate) if certificate.said else ("", "")
    shared = {
        **credential,
        "attestation": subject.text(table("party")["id"]),
        "name": subject.text(of["name"]),
        "scheme": subject.text(of["scheme"]),
        "scheme_id": subject.text(of["scheme_id"]),
        "level": subject.text(of["level"]),
        "permit": subject.text(of["permit"]),
        "certificate": address,
        "certificate_name": called,
    }
    assessments = subject.each(of["assessments"])
    if not assessments:
        into.lacks(subject.at(of["assessments"]))
    for each in assessments:
        read_assessment(each, into, shared)


def read_assessment(part: Part, into: Gathered, shared: dict[str, object]) -> None:
    """Gather one assessment, once for each thing that is assessed."""
    found = {
        **shared,
        "topic": part.text(table("claim")["topic"]),
        "criteria": criteria(part),
        "conformance": part.flag(table("claim")["conformance"]),
        "day": part.day(table("claim")["day"]),
        "declared": declared(part),
        "where": part.where,
    }
    about = dict.fromkeys((*_lots(part, into, shared), *_sites(part, into), *_organisations(part)))
    if not about:
        part.note("custody_untp_nothing_assessed")
    into.passports.extend({"kind": "conformity", "about": sort, "subject": named, **found} for sort, named in about)


def _lots(part: Part, into: Gathered, shared: dict[str, object]) -> list[tuple[str, str]]:
    of, found = table("attestation"), list[tuple[str, str]]()
    for each in part.each(of["products"]):
        product = each.at(of["product"])
        lot = lot_identifier(product, "")
        if not lot:
            product.note("custody_untp_unnamed")
            continue
        named = str(shared.get("scheme") or shared.get("name") or "")
        address = str(shared.get("certificate") or shared.get("attestation") or "")
        into.lot(
            LotFacts(
                id=lot,
                name=product.text(table("product")["name"]),
                batch=product.text(table("product")["batch"]),
                links=((named, address),) if address else (),
                where=product.where,
            )
        )
        found.append(("lot", lot))
    return found


def _sites(part: Part, into: Gathered) -> list[tuple[str, str]]:
    of, found = table("attestation"), list[tuple[str, str]]()
    for each in part.each(of["facilities"]):
        facility = each.at(of["facility"])
        site = site_identifier(facility)
        if not site:
            facility.note("custody_untp_unnamed")
            continue
        into.site(Site(site, facility.text(table("party")["name"]), where=facility.where))
        found.append(("site", site))
    return found


def _organisations(part: Part) -> list[tuple[str, str]]:
    organisation = part.at(table("attestation")["organisation"])
    named = identifier(organisation) if organisation.said else ""
    return [("party", named)] if named else []
