"""Aspects of the Battery Pass data model: both versions, UTF-16, and values made by machines."""

from __future__ import annotations

import json
import tracemalloc
from decimal import Decimal

import pytest

from orepath.custody.reading.aspects.read import model_of
from orepath.custody.reading.batterypass.batterypass import FOLDER, document, is_batterypass, read
from orepath.custody.reading.catenax.catenax import is_catenax
from orepath.custody.reading.small_json import load
from orepath.errors import Fault, InputError
from tests.custody.reading.aspect_documents import circularity, product_information, spoilt

REAL = {
    "io.BatteryPass.CarbonFootprint/1.0.0/gen/CarbonFootprint-sample.json": (0, 4, 0),
    "io.BatteryPass.CarbonFootprint/1.2.0/gen/CarbonFootprintForBatteries-payload.json": (0, 2, 3),
    "io.BatteryPass.Circularity/1.0.0/gen/Circularity-sample.json": (0, 8, 0),
    "io.BatteryPass.GeneralProductInformation/1.0.0/gen/GeneralProductInformation-sample.json": (1, 10, 0),
    "io.BatteryPass.GeneralProductInformation/1.2.0/gen/GeneralProductInformation-payload.json": (1, 14, 0),
    "io.BatteryPass.Labels/1.0.0/gen/Labels-sample.json": (0, 5, 0),
    "io.BatteryPass.Labels/1.2.0/gen/Labeling-payload.json": (0, 3, 0),
    "io.BatteryPass.MaterialComposition/1.0.0/gen/MaterialComposition-sample.json": (0, 5, 0),
    "io.BatteryPass.MaterialComposition/1.2.0/gen/MaterialComposition-payload.json": (0, 3, 2),
    "io.BatteryPass.Performance/1.0.0/gen/PerformanceAndDurability-sample.json": (0, 9, 1),
    "io.BatteryPass.Performance/1.2.0/gen/PerformanceAndDurability-payload.json": (0, 1, 10),
    "io.BatteryPass.SupplyChainDueDiligence/1.2.0/gen/SupplyChainDueDiligence-payload.json": (0, 2, 1),
}
"""Lots, fields and fields not taken in (left-out fields aside), by file."""


@pytest.fixture(scope="session")
def samples(shared_data):
    return shared_data / "trace" / "batterypass"


def told(found):
    """What was not taken in, without the list of fields that have no place."""
    return [each for each in found.unread if each.code != "custody_fields_left_out"]


def said(found):
    """Values by field, of the only passport."""
    (passport,) = found.passports
    return {each["field"]: (each["value"], each["unit"], each["of"]) for each in passport["fields"]}


def test_every_sample_is_in_the_table(samples):
    assert sorted(path.relative_to(samples).as_posix() for path in samples.rglob("*.json")) == sorted(REAL)


@pytest.mark.parametrize("name", REAL)
def test_every_sample_is_read(name, samples):
    raw = load(samples / name)
    model, version = name.split("/")[:2]
    assert model_of(raw, FOLDER).name == model and is_batterypass(raw) and not is_catenax(raw)
    found = read(samples / name)
    (passport,) = found.passports
    assert (len(found.lots), len(passport["fields"]), len(told(found))) == REAL[name]
    assert (passport["model"], passport["version"]) == (model, version) and list(found.events()) == []


def test_a_value_made_by_a_machine_is_unread_and_the_rest_is_read(samples):
    found = read(samples / "io.BatteryPass.SupplyChainDueDiligence/1.2.0/gen/SupplyChainDueDiligence-payload.json")
    (unread,) = told(found)
    assert (unread.values["field"], unread.values["found"]) == ("supplyChainIndicies", "2.1624482E+38")
    assert unread.values["allowed"] == "0–1000000"
    assert said(found) == {
        "due_diligence_report": ("telnet://192.0.2.16:80/", "", {}),
        "due_diligence_assurance": ("ftp://ftp.is.co.za/rfc/rfc1808.txt", "", {}),
    }


def test_the_sample_of_recycled_content_is_exact(samples):
    found = said(read(samples / "io.BatteryPass.Circularity/1.0.0/gen/Circularity-sample.json"))
    assert found["recycled_pre_consumer"] == (Decimal("0.75246895"), "share", {"material": "Cobalt"})
    assert found["recycled_post_consumer"] == (Decimal("0.959721"), "share", {"material": "Cobalt"})


def test_the_sample_of_materials_is_in_kilograms_with_its_number(samples):
    name = "io.BatteryPass.MaterialComposition/1.0.0/gen/MaterialComposition-sample.json"
    found = said(read(samples / name))
    assert found["material_mass"][:2] == (0, "kg") and found["material_code"][0] == "cas:7439-93-2"
    assert found["chemistry"][0] == "NMC"


@pytest.mark.parametrize(("said_", "encoding"), [("utf-8", "utf-8"), ("BOM", "utf-8-sig"), ("UTF-16", "utf-16")])
def test_every_encoding_gives_the_same(said_, encoding, tmp_path):
    path = tmp_path / "made-up.json"
    path.write_bytes(json.dumps(product_information(), default=str).replace('"450.5"', "450.5").encode(encoding))
    assert read(path).lots == document(product_information(), "made-up.json").lots


def test_a_battery_is_a_lot():
    (lot,) = document(product_information(), "made-up.json").lots
    assert (lot.id, lot.mass_kg, lot.made_in, lot.made_on) == ("MADE-UP-BATTERY", Decimal("450.5"), "NA", "2025-03-04")
    assert (lot.maker, lot.where) == ("MADE-UP-MAKER", "made-up.json, productIdentifier")


def test_a_battery_without_an_identifier_is_no_lot_and_still_a_passport():
    found = document(product_information(productIdentifier=""), "made-up.json")
    assert found.lots == () and found.passports[0]["lot"] == "" and len(found.passports[0]["fields"]) == 7
    assert [each.code for each in told(found)] == ["custody_no_subject"]


@pytest.mark.parametrize(
    ("field", "value", "allowed"),
    [
        ("batteryMass", Decimal("-1"), "0–1000000"),
        ("batteryMass", "450", "0–1000000"),
        ("batteryMass", True, "0–1000000"),
        ("batteryCategory", "submarine", "lmt, ev, industrial, stationary"),
        ("manufacturingDate", "2025-02-30", ""),
        ("manufacturingDate", "2025-02-20T99:00:00Z", ""),
        ("manufacturingPlace", {"addressCountry": "Atlantis"}, "ISO 3166-1, 3166-2"),
        ("manufacturingPlace", "Namibia", ""),
        ("batteryStatus", ["Original"], ""),
    ],
)
def test_a_field_that_is_not_allowed_is_named(field, value, allowed):
    found = document(product_information(**{field: value}), "made-up.json")
    (unread,) = told(found)
    assert unread.where.startswith(f"made-up.json, {field}") and unread.values["allowed"] == allowed
    assert len(found.lots) == 1


@pytest.mark.parametrize("share", ["100.1", "-0.1", "2.16E+38"])
def test_a_share_above_the_whole_is_unread(share):
    found = document(circularity("Made-up metal", share, "100"), "made-up.json")
    assert [each.where for each in told(found)] == ["made-up.json, recycledContent[0].preConsumerShare"]
    assert said(found) == {"recycled_post_consumer": (1, "share", {"material": "Made-up metal"})}


def test_thousands_of_faults_are_counted():
    raw = {**circularity("Made-up metal", "0", "0"), "recycledContent": [{"preConsumerShare": -1}] * 5000}
    found = document(raw, "made-up.json")
    assert len(found.unread) < 300
    assert [each.values["count"] for each in found.unread if each.code == "custody_fields_more"] == [4800]


def test_a_document_with_more_than_any_says_is_refused():
    raw = {**circularity("Made-up metal", "0", "0"), "recycledContent": [{"preConsumerShare": 1}] * 100_001}
    with pytest.raises(InputError) as raised:
        document(raw, "made-up.json")
    assert [fault.code for fault in raised.value.faults] == ["custody_aspect_large"]


def test_long_names_of_fields_take_no_memory():
    """A million values under a key of a million letters would have a name of a million letters each."""
    raw = {**product_information(), "x" * 10**6: {str(number): 1 for number in range(10**5)}}
    tracemalloc.start()
    found = document(raw, "made-up.json")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 10**7
    (left,) = [each for each in found.unread if each.code == "custody_fields_left_out"]
    assert len(str(left.values["fields"])) < 5000 and left.values["count"] == 1


@pytest.mark.parametrize("raw", [None, [], 5, "x", {}, {"recycledContent": []}])
def test_other_documents_are_not_recognised(raw):
    assert not is_batterypass(raw)
    with pytest.raises(InputError) as raised:
        document(raw, "made-up.json")
    assert [fault.code for fault in raised.value.faults] == ["custody_aspect_unknown"]


@pytest.mark.parametrize("name", REAL)
def test_nothing_in_a_field_breaks_the_reading(name, samples):
    """Each value of each sample, replaced by each kind of value: a document with what was left out, or a refusal."""
    for raw in spoilt(load(samples / name)):
        check(raw)


@pytest.mark.parametrize("raw", [product_information(), circularity("Made-up metal", "1", "2")])
def test_nothing_in_a_made_up_field_breaks_the_reading(raw):
    for each in spoilt(raw):
        check(each)


def check(raw):
    try:
        found = document(raw, "spoilt.json")
    except InputError as refused:
        assert refused.message("en") and refused.message("ja")
        return
    for unread in found.unread:
        told_ = Fault(unread.code, unread.where, unread.values)
        assert told_.text("en").startswith("spoilt.json") and told_.text("ja").isprintable()
    for each in found.passports[0]["fields"]:
        assert each["unit"] != "share" or 0 <= each["value"] <= 1
