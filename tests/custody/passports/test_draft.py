"""Drafts: every value with its place, contradictions kept and flagged, and what is missing."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pytest

from orepath.custody.document import Document, LotFacts, Material
from orepath.custody.passports.draft import draft
from orepath.custody.passports.field import fields
from orepath.custody.passports.shown import as_json, exact
from orepath.custody.reading.batterypass.batterypass import document, read
from tests.custody.reading.aspect_documents import circularity, product_information

BATTERY = "MADE-UP-BATTERY"


def information(file="a.json", **more):
    return document(product_information(**more), file)


def other(file="b.json", material="Made-up metal", before="10", after="5"):
    return document(circularity(material, before, after), file)


def field(found, id_):
    return next(each for each in found.fields if each.id == id_)


def test_every_value_says_where_it_comes_from():
    (found,) = draft([information()])
    assert found.product == BATTERY and found.files == ("a.json",)
    assert [(each.value, each.unit, each.where) for each in field(found, "mass").entries] == [
        (Decimal("450.5"), "kg", "a.json, batteryMass")
    ]
    assert all(entry.where.startswith("a.json, ") for each in found.fields for entry in each.entries)


def test_two_documents_that_disagree_both_stand():
    (found,) = draft([information(), information("b.json", batteryMass=Decimal("451"))])
    assert [(each.value, each.where) for each in field(found, "mass").entries] == [
        (Decimal("450.5"), "a.json, batteryMass"),
        (Decimal("451"), "b.json, batteryMass"),
    ]
    assert [each.id for each in found.fields if each.differs] == ["mass"]


def test_the_same_number_written_otherwise_does_not_differ():
    (found,) = draft([information(), information("b.json", batteryMass=Decimal("450.50"))])
    assert [each.id for each in found.fields if each.differs] == []


def test_two_files_of_one_name_are_two_documents():
    (found,) = draft([information(), information(batteryMass=Decimal("451"))])
    assert field(found, "mass").differs and found.files == ("a.json", "a.json")


def test_a_document_that_names_no_product_is_not_guessed_to_be_of_one():
    named, unnamed = draft([other(), information()])
    assert (named.product, unnamed.product, unnamed.files) == (BATTERY, "", ("b.json",))
    assert "recycled_pre_consumer" in {each.id for each in named.missing}


def test_a_document_that_names_no_product_joins_the_only_one_where_asked():
    (found,) = draft([other(), information()], one_product=True)
    assert (found.files, found.joined) == (("b.json", "a.json"), ("b.json",))
    (entry,) = field(found, "recycled_pre_consumer").entries
    assert (entry.value, entry.unit, entry.of) == (Decimal("0.1"), "share", (("material", "Made-up metal"),))


def test_nothing_is_joined_where_several_products_are_named():
    several = [information(), information("c.json", productIdentifier="MADE-UP-OTHER"), other()]
    assert [each.product for each in draft(several, one_product=True)] == [BATTERY, "MADE-UP-OTHER", ""]


def test_shares_of_two_materials_do_not_contradict_each_other():
    (found,) = draft([information(), other(), other("c.json", "Other metal", "20")], one_product=True)
    assert not field(found, "recycled_pre_consumer").differs
    (found,) = draft([information(), other(), other("c.json", "made-up METAL", "20")], one_product=True)
    assert field(found, "recycled_pre_consumer").differs


def test_what_is_missing_is_said_in_the_order_of_the_law_file():
    (found,) = draft([information()])
    needed = [id_ for id_, each in fields().items() if each.needed]
    said = {each.id for each in found.fields}
    assert [each.id for each in found.missing] == [id_ for id_ in needed if id_ not in said] != []


def test_what_could_not_be_read_is_missing_with_what_stood_there():
    (found,) = draft([information(batteryMass=Decimal("2.16E+38"))])
    (missing,) = [each for each in found.missing if each.id == "mass"]
    assert [(each.where, each.values["found"]) for each in missing.unread] == [("a.json, batteryMass", "2.16E+38")]
    shown = next(each for each in as_json(found)["missing"] if each["id"] == "mass")
    assert shown["unread"] == [{"file": "a.json", "at": "batteryMass", "found": "2.16E+38", "allowed": "0–1000000"}]
    assert shown["name"] == {"en": "Mass", "ja": "質量"}


def lot(**more):
    facts = LotFacts(BATTERY, mass_kg=Decimal("450"), where="lots.csv, row 2", **more)
    return Document("lots.csv", "table", lots=(facts,))


def test_facts_of_another_document_on_the_lot_count():
    metal = Material("Made-up metal", "NA", Decimal(9), Fraction(1, 50), Fraction(1, 3), "cas:0000-00-0")
    (found,) = draft([information(), lot(materials=(metal,), links=(("made-up study", "https://study.example"),))])
    assert field(found, "mass").differs and found.files == ("a.json", "lots.csv")
    shares = {
        id_: field(found, id_).entries[0].value for id_ in ("material_share", "material_recycled", "material_origin")
    }
    assert shares == {"material_share": Fraction(1, 50), "material_recycled": Fraction(1, 3), "material_origin": "NA"}


def test_a_lot_of_which_nobody_has_a_passport_has_no_draft():
    assert draft([lot()]) == []


def credential(**more):
    said = {"kind": "passport", "lot": BATTERY, "where": "made-up.json, credentialSubject", **more}
    return Document("made-up.json", "untp", passports=(said,))


def test_passports_of_other_standards_are_carried_by_the_names_of_their_fields():
    said = (
        {"field": "carbon_footprint", "value": Decimal("1.8"), "unit": "KGM", "where": "made-up.json, a"},
        {"field": "recycled_content", "value": Fraction(1, 3), "unit": "", "where": "made-up.json, b"},
        {"field": "due_diligence", "value": "https://report.example", "unit": "", "where": "made-up.json, c"},
        {"field": "colour", "value": "x", "unit": "", "where": "made-up.json, d"},
    )
    (found,) = draft([credential(fields=said)])
    assert [(each.id, each.entries[0].unit) for each in found.fields] == [
        ("recycled_share", "share"),
        ("carbon_footprint_declared", "kg CO2e / KGM"),
        ("due_diligence_report", ""),
        ("other", ""),
    ]
    assert field(found, "other").entries[0].of == (("name", "colour"),)


def test_what_a_reader_keeps_of_a_lot_counts_where_there_is_a_passport():
    said = {"field": "mass", "value": Decimal(9), "unit": "kg", "where": "made-up lot.json, a"}
    kept = {"kind": "lot", "model": "made up", "subject": BATTERY, "statements": [said]}
    other_ = Document("made-up lot.json", "made up", passports=(kept,))
    assert draft([other_]) == []
    (found,) = draft([other_, information()])
    assert [each.value for each in field(found, "mass").entries] == [9, Decimal("450.5")]


def test_claims_and_assessments_become_statements_of_conformity():
    claim = {
        "topic": "made-up topic",
        "standard": "Made-up standard",
        "conformance": True,
        "evidence": "https://e.example",
    }
    assessment = {
        "kind": "conformity",
        "about": "lot",
        "subject": BATTERY,
        "scheme": "Made-up scheme",
        "where": "c.json, a",
    }
    of_a_site = {**assessment, "about": "site", "subject": BATTERY}
    documents = [
        credential(claims=({**claim, "where": "made-up.json, x"},)),
        Document("c.json", "untp", passports=(assessment, of_a_site)),
    ]
    (found,) = draft(documents)
    assert [(each.value, each.of) for each in field(found, "conformity_statement").entries] == [
        ("Made-up standard", (("topic", "made-up topic"), ("conforms", "yes"))),
        ("Made-up scheme", ()),
    ]
    assert [each.value for each in field(found, "conformity_certificate").entries] == ["https://e.example"]


@pytest.mark.parametrize(
    "passport",
    [
        {},
        {"kind": "passport"},
        {"kind": "passport", "lot": 5, "fields": 5, "claims": "x"},
        {"kind": "passport", "fields": [None, {}, {"field": "mass"}, {"field": "mass", "value": [], "of": 5}]},
        {"kind": "conformity", "about": "lot"},
        {"kind": "made up", "lot": BATTERY},
    ],
)
def test_a_passport_that_says_nothing_gives_no_draft(passport):
    assert draft([Document("made-up.json", "untp", passports=(passport,))]) == []


def test_json_is_the_same_each_time_and_loses_nothing():
    documents = [information(), other(), information("c.json", batteryMass=Decimal("0.1"))]
    once, again = ([json.dumps(as_json(each), ensure_ascii=False) for each in draft(documents)] for _ in range(2))
    assert once == again
    (mass,) = [each for each in json.loads(once[0])["fields"] if each["id"] == "mass"]
    assert mass["differs"] and [each["value"] for each in mass["entries"]] == ["450.5", "0.1"]
    assert mass["entries"][0] == {"value": "450.5", "unit": "kg", "of": {}, "file": "a.json", "at": "batteryMass"}
    assert mass["reference"].endswith("annex VI, part A(5)") and mass["how_sure"] == "F"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("100"), "100"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0.50"), "-0.5"),
        (Decimal("0.00"), "0"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(2, 7), "2/7"),
        (Fraction(5), "5"),
        ("0.50", "0.50"),
        (False, False),
    ],
)
def test_values_as_text(value, text):
    assert exact(value) == text


def test_the_samples_of_one_version_are_one_battery(shared_data):
    folder = shared_data / "trace" / "batterypass"
    files = sorted(path for path in folder.rglob("*.json") if "1.2.0" in path.parts)
    (found,) = draft(map(read, files), one_product=True)
    assert len(found.files) == len(files) == 6 and len(found.joined) == 5
    said = {each.id: [entry.value for entry in each.entries] for each in found.fields}
    assert said["due_diligence_report"] == ["telnet://192.0.2.16:80/"] and said["category"] == ["lmt"]
    missing = {each.id: len(each.unread) for each in found.missing}
    assert missing["carbon_footprint_per_kwh"] == 1 and missing["recycled_pre_consumer"] == 0


def test_the_samples_of_two_versions_contradict_each_other(shared_data):
    folder = shared_data / "trace" / "batterypass" / "io.BatteryPass.GeneralProductInformation"
    (found,) = draft(map(read, sorted(folder.rglob("*.json"))))
    assert [each.id for each in found.fields if each.differs] == ["manufacturer_id", "operator", "made_on"]
    assert [entry.value for entry in field(found, "made_on").entries] == ["2024-05-28", "2025-06-17"]
