"""The fields of the draft, and the maps that carry values to them."""

from __future__ import annotations

import re

import pytest

from orepath.custody.passports.field import fields, own
from orepath.custody.passports.sums import sums
from orepath.custody.reading.aspects.model import models
from orepath.custody.reading.aspects.units import conversions, unit_codes
from orepath.custody.reading.aspects.value import KINDS, READERS
from orepath.custody.units import units

FOLDERS = ("orepath.custody.reading.catenax", "orepath.custody.reading.batterypass")
MODELS = [model for folder in FOLDERS for model in models(folder)]
CARRIED = [(model.name, each) for model in MODELS for group in model.groups for each in group.fields]


def test_there_are_maps():
    assert [len(models(folder)) for folder in FOLDERS] == [19, 8] and len(CARRIED) > 200


def test_every_map_carries_to_a_field_that_is_there():
    assert sorted({f"{name}: {each.field}" for name, each in CARRIED if each.field not in fields()}) == []


def test_every_map_names_a_kind_and_a_unit_that_are_known():
    assert {each.kind for _, each in CARRIED} <= READERS.keys() == KINDS.keys()
    fixed = {each.unit for _, each in CARRIED if each.kind == "quantity" and each.unit}
    assert fixed <= conversions().keys() and fixed


def test_a_quantity_arrives_in_the_unit_of_its_field():
    wrong = [
        (name, each.field)
        for name, each in CARRIED
        if each.kind == "quantity" and each.unit and conversions()[each.unit][0] != fields()[each.field].unit
    ]
    assert wrong == []


def test_a_number_has_the_unit_of_its_field():
    said = {each.field: each.unit for _, each in CARRIED if each.kind == "number" and each.unit}
    assert {field for field, unit in said.items() if fields()[field].unit not in ("", unit)} == set()


def test_units_of_events_are_known():
    assert set(unit_codes().values()) <= units().keys()


def test_every_field_is_named_in_both_languages():
    for field in fields().values():
        assert field.name.en and re.search("[\u3040-\u30ff\u4e00-\u9fff]", field.name.ja), field.id


def test_what_a_passport_needs_has_its_reference_and_how_sure_it_is():
    for field in fields().values():
        assert not field.needed or field.reference.startswith("Regulation (EU) 2023/1542, "), field.id
        assert bool(field.reference) == bool(field.how_sure), field.id
        assert field.how_sure in ("", "F", "K-hi", "K")


@pytest.mark.parametrize(
    ("name", "unit", "found"),
    [
        ("recycled_content", "", ("recycled_share", "share")),
        ("due_diligence", "", ("due_diligence_report", "")),
        ("carbon_footprint", "", ("carbon_footprint_declared", "kg CO2e / declared unit")),
        ("mass", "kg", ("mass", "kg")),
        ("carbon_footprint_declared", "KGM", ("carbon_footprint_declared", "kg CO2e / KGM")),
        ("carbon_footprint_declared", "kg CO2e / t", ("carbon_footprint_declared", "kg CO2e / t")),
        ("carbon_footprint", "tCO2e per tonne", ("carbon_footprint_declared", "tCO2e per tonne")),
        ("repair_document", "", ("repair_document", "")),
        ("made up", "kg", ("other", "kg")),
    ],
)
def test_names_of_other_readers(name, unit, found):
    assert own(name, unit) == found


def test_every_sum_adds_fields_that_are_there_in_one_unit():
    for each in sums():
        units_ = {fields()[id_].unit for id_ in each.adds}
        whole = "share" if each.limit.isdecimal() else fields()[each.limit].unit
        assert units_ == {whole} and each.name.en and each.name.ja
