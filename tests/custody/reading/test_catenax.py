"""Aspect models of Catena-X: recognised by their keys, read by their maps, refused with the field named."""

from __future__ import annotations

import csv
import json
import shutil
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from orepath.custody.event import Piece
from orepath.custody.reading.aspects.model import models
from orepath.custody.reading.aspects.read import model_of
from orepath.custody.reading.batterypass.batterypass import is_batterypass
from orepath.custody.reading.catenax.catenax import FOLDER, document, is_catenax, read
from orepath.custody.reading.small_json import load
from orepath.errors import Fault, InputError
from tests.custody.reading.aspect_documents import CELL, PART, bom, child, recycling_batch, serial_part, spoilt, step

with Path(__file__).with_name("catenax_samples.csv").open(encoding="utf-8", newline="") as table:
    REAL = {row["file"]: row for row in csv.DictReader(table)}
"""Model, lots, fields of passports, events, and fields or documents not taken in (left-out fields aside), by file."""
COUNTS = ("lots", "fields", "events", "unread")


@pytest.fixture(scope="session")
def samples(shared_data):
    return shared_data / "trace" / "catenax"


def told(found):
    """What was not taken in, without the list of fields that have no place."""
    return [each for each in found.unread if each.code != "custody_fields_left_out"]


def test_every_sample_is_in_the_table(samples):
    assert sorted(path.relative_to(samples).as_posix() for path in samples.rglob("*.json")) == sorted(REAL)


@pytest.mark.parametrize("name", REAL)
def test_every_sample_is_read(name, samples):
    row, raw = REAL[name], load(samples / name)
    assert model_of(raw, FOLDER).name == row["model"] and not is_batterypass(raw)
    found = read(samples / name)
    fields = sum(len(each["fields"]) for each in found.passports)
    counted = (len(found.lots), fields, len(list(found.events())), len(told(found)))
    assert counted == tuple(int(row[name]) for name in COUNTS)
    for passport in found.passports:
        assert passport["model"] == row["model"] and f"/{passport['version']}/" in name


@pytest.mark.parametrize("name", REAL)
def test_a_copy_under_another_name_is_recognised(name, samples, tmp_path):
    copied = tmp_path / "1.json"
    shutil.copy(samples / name, copied)
    found, before = read(copied), read(samples / name)
    assert is_catenax(load(copied))
    assert [lot.id for lot in found.lots] == [lot.id for lot in before.lots]
    assert [event.digest for event in found.events()] == [event.digest for event in before.events()]
    assert len(found.unread) == len(before.unread)


def test_the_sample_of_a_part_has_a_country_that_is_none(samples):
    found = read(samples / "io.catenax.serial_part/3.0.0/gen/SerialPart.json")
    (unread,) = told(found)
    assert unread.code == "custody_field_unread" and unread.values["found"] == "HUR"
    assert unread.where == "SerialPart.json, manufacturingInformation.country"
    (lot,) = found.lots
    assert (lot.id, lot.made_in, lot.made_on) == ("urn:uuid:580d3adf-1981-44a0-a214-13d6ceed9379", "", "2022-02-04")
    assert (lot.name, lot.batch, lot.site) == ("Mirror left", "SN12345678", "BPNS1234567890ZZ")


def test_the_sample_of_a_batch_is_of_the_same_lot_as_the_part(samples):
    """One writes ``urn:uuid:`` before the identifier, the other does not."""
    (batch,) = read(samples / "io.catenax.batch/3.0.0/gen/Batch.json").lots
    (part,) = read(samples / "io.catenax.serial_part/3.0.0/gen/SerialPart.json").lots
    assert batch.id == part.id and (batch.batch, part.batch) == ("BID12345678", "SN12345678")


def test_the_sample_that_is_its_own_part_is_kept(samples):
    (event,) = read(samples / "io.catenax.single_level_bom_as_built/3.0.0/gen/SingleLevelBomAsBuilt.json").events()
    assert (event.kind, event.action, event.parent) == ("association", "add", event.named[0].lot)
    assert event.named == (Piece("urn:uuid:055c1128-0375-47c8-98de-7cf802c3241d", Decimal(20), ""),)


def test_the_sample_of_a_recycling_batch_balances(samples):
    (event,) = read(samples / "io.catenax.material_accounting/1.0.0/gen/RecyclingBatch.json").events()
    assert event.kind == "transformation" and event.site == "BPNS0123456789ZZ"
    ((taken, amount, unit),), ((made, rest, same),) = event.taken, event.made
    assert taken == f"{made}#before" and made == "urn:uuid:7bf0adeb-ae6a-94ba-0ced-c5e520e8abd2"
    assert (amount, rest, unit, same) == (10, Decimal("9.5"), "KGM", "KGM")


def test_the_sample_passport_of_version_7_gives_materials_in_our_units(samples):
    name = "io.catenax.generic.digital_product_passport/7.0.0/gen/DigitalProductPassport.json"
    (lot,) = read(samples / name).lots
    (material,) = lot.materials
    assert material.name == "phenolphthalein"
    assert (material.share, material.recycled) == (Fraction(53, 10**7), Fraction(1, 8))
    assert len(material.origin) == 2 and lot.mass_kg == Decimal("0.02") and lot.codes == ("hs:870324",)


def test_plans_and_companies_are_set_aside_with_the_field(samples):
    empty = [name for name, row in REAL.items() if row["lots"] + row["fields"] + row["events"] == "000"]
    found = [told(read(samples / name)) for name in empty]
    assert [(each.code, each.where.partition(", ")[2]) for (each,) in found] == [
        ("custody_of_a_party", "businessPartnerNumber"),
        ("custody_planned", "partSitesInformationAsPlanned"),
        ("custody_planned", "childItems[].validityPeriod"),
    ]


@pytest.mark.parametrize("said", [PART, PART.removeprefix("urn:uuid:"), PART.upper().replace("URN:UUID", "urn:uuid")])
def test_every_way_to_write_an_identifier_is_one_lot(said):
    (lot,) = document({**serial_part(), "catenaXId": said}, "made-up.json").lots
    assert (lot.id, lot.made_in, lot.made_on) == (PART, "NA", "2025-03-04")


def test_a_part_without_an_identifier_is_refused_with_all_that_is_wrong():
    spoiled = {**serial_part(), "catenaXId": 5, "manufacturingInformation": {"country": "Atlantis"}}
    with pytest.raises(InputError) as raised:
        document(spoiled, "made-up.json")
    assert [(fault.code, fault.where) for fault in raised.value.faults][:3] == [
        ("custody_no_subject", "made-up.json"),
        ("custody_field_unread", "made-up.json, catenaXId"),
        ("custody_field_unread", "made-up.json, manufacturingInformation.country"),
    ]


def test_children_put_in_at_one_time_are_one_event():
    children = [child(), child(PART[:-1] + "c"), child(PART[:-1] + "d", at="2025-03-05T05:06:07Z")]
    events = list(document(bom(*children), "made-up.json").events())
    assert [[piece.lot[-1] for piece in event.named] for event in events] == [["b", "c"], ["d"]]
    assert {event.parent for event in events} == {PART} and events[0].at < events[1].at


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"hasAlternatives": True}, "hasAlternatives"),
        ({"createdOn": "2025-03-04T05:06:07"}, "createdOn"),
        ({"createdOn": "yesterdayZ"}, "createdOn"),
        ({"catenaXId": "cell"}, "catenaXId"),
    ],
)
def test_a_child_that_cannot_be_placed_is_unread_and_the_others_are_kept(more, field):
    found = document(bom(child(PART[:-1] + "c", **more), child()), "made-up.json")
    assert [piece.lot for event in found.events() for piece in event.named] == [CELL]
    assert [each.where for each in told(found)] == [f"made-up.json, childItems[0].{field}"]


def test_masses_of_children_keep_their_unit():
    grams = child(quantity={"value": Decimal("2500"), "unit": "unit:gram"})
    (event,) = document(bom(grams), "made-up.json").events()
    assert event.named == (Piece(CELL, Decimal(2500), "GRM"),)


def test_a_unit_that_is_none_leaves_the_amount_open():
    found = document(bom(child(quantity={"value": Decimal("3"), "unit": "unit:wish"})), "made-up.json")
    (event,) = found.events()
    assert event.named == (Piece(CELL, None, ""),)
    assert [each.values["found"] for each in told(found)] == ["unit:wish"]


def test_steps_of_a_recycling_batch_follow_each_other():
    steps = step("10", "9.5", "0.5"), step("9.5", "9", "0.5", "2025-03-05T05:06:07+01:00")
    found = document(recycling_batch(*steps), "made-up.json")
    first, second = found.events()
    assert first.made[0].lot == second.taken[0].lot == f"{PART}#step-1"
    assert (first.taken[0].lot, second.made[0].lot) == (f"{PART}#before", PART) and told(found) == []


def test_a_loss_that_does_not_add_up_is_told():
    found = document(recycling_batch(step("10", "9.5", "0.4")), "made-up.json")
    (unread,) = told(found)
    assert (unread.where, unread.values["allowed"]) == ("made-up.json, childProcessSteps[0].processLoss", "0.5")
    assert len(list(found.events())) == 1


def test_events_can_be_asked_for_again():
    found = document(bom(child()), "made-up.json")
    assert list(found.events()) == list(found.events()) != []


def test_an_unknown_version_is_told(samples):
    raw = json.loads(json.dumps(load(samples / "io.catenax.pcf/7.0.0/gen/Pcf.json"), default=str))
    found = document({**raw, "specVersion": "urn:io.catenax.pcf:datamodel:version:8.1.0"}, "made-up.json")
    assert found.unread[0].code == "custody_aspect_version" and found.passports[0]["version"] == "8.1.0"


@pytest.mark.parametrize("raw", [None, [], 5, "x", {}, {"@context": [], **bom()}, {"id": 1}, {"\x1b[2J": 1}])
def test_other_documents_are_not_recognised(raw):
    assert not is_catenax(raw)
    with pytest.raises(InputError) as raised:
        document(raw, "made-up.json")
    assert [fault.code for fault in raised.value.faults] == ["custody_aspect_unknown"]


@pytest.mark.parametrize("name", REAL)
def test_nothing_in_a_field_breaks_the_reading(name, samples):
    """Each value of each sample, replaced by each kind of value: a document with what was left out, or a refusal."""
    for raw in spoilt(load(samples / name)):
        check(raw)


@pytest.mark.parametrize("raw", [serial_part(), bom(child(), child()), recycling_batch(step("2", "1", "1"))])
def test_nothing_in_a_made_up_field_breaks_the_reading(raw):
    for each in spoilt(raw):
        check(each)


def check(raw):
    try:
        found = document(raw, "spoilt.json")
    except InputError as refused:
        assert refused.message("en") and refused.message("ja")
        return
    list(found.events())
    for unread in found.unread:
        said = Fault(unread.code, unread.where, unread.values)
        assert said.text("en").startswith("spoilt.json") and said.text("ja").isprintable()
    for lot in found.lots:
        assert lot.id and (lot.mass_kg is None or 0 <= lot.mass_kg <= 10**12)
        assert all(material.share is None or 0 <= material.share <= 1 for material in lot.materials)


def test_models_with_the_same_keys_are_told_apart_by_a_word():
    tells = [model.tells is not None for model in models(FOLDER)]
    assert tells == sorted(tells, reverse=True) and any(tells)


def test_no_sample_of_another_standard_is_recognised(shared_data):
    folders = [shared_data / "trace" / name for name in ("epcis", "icglr", "untp", "untp-crm")]
    files = [path for folder in folders for path in sorted(folder.rglob("*.json*")) if path.is_file()]
    assert len(files) > 50
    taken = []
    for path in files:
        try:
            raw = load(path)
        except InputError:
            continue
        taken += [path.name] if is_catenax(raw) or is_batterypass(raw) else []
    assert taken == []
