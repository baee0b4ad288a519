"""UNTP documents that are not as they should be. All of them are made up."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from orepath.custody.reading.untp.kinds import is_untp
from orepath.custody.reading.untp.reading import read
from tests.custody.reading.documents import refused, told, written


def passport(**product: object) -> dict[str, object]:
    """A passport of version 0.5.0: the fields of the product stand on the subject itself."""
    return {
        "type": ["DigitalProductPassport", "VerifiableCredential"],
        "credentialSubject": {"type": ["Product"], "id": "https://id.gs1.org/01/09520123456788/10/ALAND-1", **product},
    }


def test_the_other_names_of_a_field_are_read(tmp_path: Path):
    old = {"name": "ore", "massAmount": {"value": 0.5, "unit": "TNE"}, "recycledAmount": 0.1}
    new = {"name": "ore", "mass": {"value": 500, "unit": "KGM"}, "recycledMassFraction": 0.1}
    (lot,) = read(written(tmp_path, passport(materialsProvenance=[old, new]))).lots
    assert [each.mass_kg for each in lot.materials] == [500, 500]
    assert [each.recycled for each in lot.materials] == [Fraction(1, 10)] * 2


def test_two_names_that_contradict_are_told_and_neither_is_taken(tmp_path: Path):
    both = {"massAmount": {"value": 1, "unit": "KGM"}, "mass": {"value": 2, "unit": "KGM"}}
    document = read(written(tmp_path, passport(materialsProvenance=[both])))
    assert document.lots[0].materials[0].mass_kg is None
    assert told(document) == {"credentialSubject.materialsProvenance[0].massAmount": "custody_field_twice"}


@pytest.mark.parametrize(
    ("material", "field", "code"),
    [
        ({"massFraction": 1.01}, "massFraction", "custody_field_share"),
        ({"massFraction": -0.1}, "massFraction", "custody_field_share"),
        ({"massFraction": "0.2"}, "massFraction", "custody_field_kind"),
        ({"massFraction": True}, "massFraction", "custody_field_kind"),
        ({"mass": {"value": -1, "unit": "KGM"}}, "mass.value", "custody_field_least"),
        ({"mass": {"value": 1, "unit": "MTR"}}, "mass.unit", "custody_field_unit"),
        ({"mass": {"value": 1, "unit": "furlong"}}, "mass.unit", "custody_field_unit"),
        ({"mass": {"value": 1}}, "mass.unit", "custody_field_unit"),
        ({"mass": 5}, "mass", "custody_field_kind"),
        ({"originCountry": "XX"}, "originCountry", "custody_field_place"),
        ({"originCountry": "world"}, "originCountry", "custody_field_place"),
        ({"originCountry": ["AU"]}, "originCountry", "custody_field_kind"),
        ({"grade": 5}, "grade", "custody_field_unknown"),
        ({"materialType": {"code": "1", "schemeID": "https://a.example/"}}, "materialType", "custody_untp_list"),
    ],
)
def test_what_cannot_be_of_a_material(tmp_path: Path, material: dict[str, object], field: str, code: str):
    document = read(written(tmp_path, passport(materialsProvenance=[material])))
    assert told(document) == {f"credentialSubject.materialsProvenance[0].{field}": code}
    (row,) = document.lots[0].materials
    assert (row.mass_kg, row.share, row.origin, row.code) == (None, None, "", "")


def test_a_number_alone_is_put_after_its_register_and_the_batch_after_it(tmp_path: Path):
    document = passport(
        batchNumber="A/1", registeredId="09520123456788", idScheme={"id": "https://id.gs1.org/01/"}, id=""
    )
    (lot,) = read(written(tmp_path, document)).lots
    assert (lot.id, lot.batch) == ("https://id.gs1.org/01/09520123456788/10/A%2F1", "A/1")


@pytest.mark.parametrize(("granularity", "end"), [("item", "/21/S1"), ("batch", "/10/B1"), ("", "/10/B1")])
def test_what_a_passport_is_about_decides_between_batch_and_serial_number(tmp_path: Path, granularity: str, end: str):
    gtin = "https://id.gs1.org/01/09520123456788"
    document = passport(id=gtin, batchNumber="B1", serialNumber="S1", granularityLevel=granularity)
    (lot,) = read(written(tmp_path, document)).lots
    assert lot.id == gtin + end


def test_a_day_that_is_none(tmp_path: Path):
    document = read(written(tmp_path, passport(productionDate="2024-02-30")))
    assert told(document) == {"credentialSubject.productionDate": "custody_field_kind"}
    assert document.lots[0].made_on == ""


def test_a_passport_without_its_subject_is_refused_with_the_field(tmp_path: Path):
    (fault,) = refused(read, written(tmp_path, {"type": ["DigitalProductPassport", "VerifiableCredential"]}))
    assert (fault.code, fault.where) == ("custody_field_missing", "made-up.json, credentialSubject")


def test_every_subject_that_says_nothing_is_named_at_once(tmp_path: Path):
    document = passport()
    document["credentialSubject"] = [{"type": ["Product"]}, {"type": ["Facility"]}, {"type": ["Recipe"]}, "x"]
    found = {fault.where.partition(", ")[2]: fault.code for fault in refused(read, written(tmp_path, document))}
    assert found == {
        "credentialSubject[0].id": "custody_field_missing",
        "credentialSubject[1].id": "custody_field_missing",
    } | dict.fromkeys(("credentialSubject[2].id", "credentialSubject[3].id"), "custody_field_missing")


def test_an_event_that_lacks_its_time_is_refused_with_every_other_fault(tmp_path: Path):
    event = {"type": ["ObjectEvent", "Event"], "action": "add", "epcList": [{"id": "urn:aland:1"}]}
    faults = refused(read, written(tmp_path, {"type": ["VerifiableCredential"], "credentialSubject": [event, event]}))
    assert {fault.where for fault in faults} == {f"made-up.json, credentialSubject[{at}]" for at in (0, 1)}
    assert any(fault.values.get("field") == "eventTime" for fault in faults)


def test_an_event_of_a_type_that_is_not_known(tmp_path: Path):
    event = {"type": ["MeltingEvent"], "eventTime": "2024-09-01T12:00:00Z"}
    document = {"type": ["DigitalTraceabilityEvent", "VerifiableCredential"], "credentialSubject": event}
    (fault,) = refused(read, written(tmp_path, document))
    assert (fault.where, fault.values["field"]) == ("made-up.json, credentialSubject", "type")


def test_an_assessment_of_nothing_and_one_of_what_has_no_identifier(tmp_path: Path):
    unnamed = {"assessedFacility": [{"facility": {"name": "Boria smelter"}}], "assessedProduct": [{"name": "ore"}]}
    subject = {"type": ["ConformityAttestation"], "id": "urn:boria:1", "assessment": [{"conformance": True}, unnamed]}
    document = read(written(tmp_path, {"type": ["DigitalConformityCredential"], "credentialSubject": subject}))
    at = "credentialSubject.assessment"
    assert told(document) == {
        f"{at}[0]": "custody_untp_nothing_assessed",
        f"{at}[1]": "custody_untp_nothing_assessed",
        f"{at}[1].assessedFacility[0].facility": "custody_untp_unnamed",
        f"{at}[1].assessedProduct[0]": "custody_untp_unnamed",
    }
    assert document.passports == ()


def test_a_conformity_credential_without_assessments_is_refused(tmp_path: Path):
    subject = {"type": ["ConformityAttestation"], "id": "urn:boria:1"}
    (fault,) = refused(read, written(tmp_path, {"type": ["DigitalConformityCredential"], "credentialSubject": subject}))
    assert (fault.code, fault.where) == ("custody_field_missing", "made-up.json, credentialSubject.assessment")


def test_a_place_in_a_register_of_places_is_a_site(tmp_path: Path):
    identity = {
        "type": ["RegisteredIdentity"],
        "id": "urn:aland:mine",
        "name": "Aland mine",
        "registerType": "Facility",
    }
    (site,) = read(written(tmp_path, identity)).sites
    assert (site.id, site.name) == ("urn:aland:mine", "Aland mine")


def test_an_event_in_the_zone_it_states(tmp_path: Path):
    event = {
        "type": ["TransformationEvent", "Event"],
        "eventTime": "2024-09-01T12:00:00+09:00",
        "action": "add",
        "inputEPCList": [{"id": "urn:aland:1"}, "urn:aland:2"],
        "outputQuantityList": [{"productId": "urn:aland:3", "quantity": 1.5, "uom": "TNE"}],
    }
    (found,) = read(written(tmp_path, event)).events()
    assert (found.kind, found.action, found.at) == ("transformation", "", 1_725_159_600_000_000)
    assert [piece.lot for piece in found.taken] == ["urn:aland:1", "urn:aland:2"]
    assert [(piece.lot, piece.amount, piece.unit) for piece in found.made] == [("urn:aland:3", Decimal("1.5"), "TNE")]


def test_very_many_wrong_fields_are_counted_and_not_listed(tmp_path: Path):
    document = read(written(tmp_path, passport(materialsProvenance=[{"massFraction": 2}] * 5000)))
    assert len(document.unread) == 201
    assert document.unread[-1].values == {"count": 4800}


@pytest.mark.parametrize(
    "raw",
    [
        None,
        5,
        "x",
        [],
        [[]],
        {},
        {"type": "Product"},
        {"type": "ObjectEvent", "epcList": []},
        {"type": ["VerifiableCredential"], "credentialSubject": {"type": ["MembershipCredential"]}},
        {"@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"], "type": "EPCISDocument"},
        {"$schema": "http://json-schema.org/draft-07/schema#"},
        {"type": {"a": 1}, "credentialSubject": 5, "@context": 7},
    ],
)
def test_what_is_no_document_of_the_protocol(raw: object):
    assert not is_untp(raw)
