"""Digital product passports: what they say of a lot."""

from __future__ import annotations

from orepath.custody.document import LotFacts, Site
from orepath.custody.reading.drafted import drafted
from orepath.custody.reading.field import Part
from orepath.custody.reading.gathering import Gathered
from orepath.custody.reading.untp.claims import claim, links
from orepath.custody.reading.untp.masses import material, weight
from orepath.custody.reading.untp.names import known, passport_fields, table
from orepath.custody.reading.untp.naming import codes, identifier, lot_identifier, site_identifier
from orepath.custody.reading.untp.unknown import report_unknown


def read_passport(subject: Part, into: Gathered, credential: dict[str, object]) -> None:
    """Gather what a passport says of a lot and its site, and what goes into the draft of a passport.

    A product without an identifier is a fault: nothing could be said of any lot.
    """
    of, party = table("product"), table("party")
    product = subject.at(table("passport")["product"])
    _report_unknown(subject, product)
    lot = lot_identifier(product, subject.text(table("passport")["granularity"]))
    if not lot:
        into.lacks(product.at(of["id"]))
        return
    site, maker = product.at(of["site"]), product.at(of["maker"])
    found = LotFacts(
        id=lot,
        name=product.text(of["name"]),
        batch=product.text(of["batch"]),
        codes=codes(product),
        made_in=product.place(of["made_in"]),
        made_on=product.day(of["made_on"]),
        site=site_identifier(site) if site.said else "",
        maker=identifier(maker) if maker.said else "",
        mass_kg=weight(product),
        recycled=subject.share(table("passport")["recycled"]),
        materials=tuple(material(each) for each in subject.each(table("passport")["materials"])),
        links=_links(subject),
        where=product.where,
    )
    into.lot(found)
    if site.said:
        into.site(Site(found.site, site.text(party["name"]), where=site.where))
    draft = {
        "subject": lot,
        "name": found.name,
        "maker_name": maker.text(party["name"]) if maker.said else "",
        "statements": drafted(subject, passport_fields()),
        "claims": tuple(claim(each) for each in subject.each(table("passport")["claims"])),
        "processes": _processes(subject),
        "where": subject.where,
    }
    into.passports.append({"kind": "passport", **credential, **draft})


def _links(subject: Part) -> tuple[tuple[str, str], ...]:
    """Documents a passport refers to: due diligence, evidence of claims, traceability events."""
    diligence = subject.at(table("passport")["diligence"])
    evidence = [each.at(table("claim")["evidence"]) for each in subject.each(table("passport")["claims"])]
    traced = [
        event
        for each in subject.each(table("passport")["traceability"])
        for event in each.each(table("trace")["events"])
    ]
    return links([diligence, *evidence, *traced])


def _processes(subject: Part) -> tuple[str, ...]:
    traced = subject.each(table("passport")["traceability"])
    found = (each.text(table("trace")["process"]) for each in traced)
    return tuple(dict.fromkeys(name for name in found if name))


def _report_unknown(subject: Part, product: Part) -> None:
    of_subject = known("passport") | {each["at"][0].partition(".")[0] for each in passport_fields()}
    if product is subject:
        report_unknown(subject, of_subject | known("product"))
    else:
        report_unknown(subject, of_subject)
        report_unknown(product, known("product"))
