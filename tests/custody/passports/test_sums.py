"""Parts that are more than the whole are found, with the fields that prove it."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.custody.document import Document, LotFacts, Material
from orepath.custody.passports.draft import draft
from orepath.custody.passports.shown import as_json
from orepath.custody.reading.batterypass.batterypass import document, read
from tests.custody.reading.aspect_documents import circularity, product_information


def excesses(*documents):
    (found,) = draft([document(product_information(), "a.json"), *documents], one_product=True)
    return [(each.sum.id, each.of, each.total, each.limit) for each in found.excesses]


def test_recycled_shares_beyond_the_whole():
    shares = document(circularity("Made-up metal", "60", "40.5"), "b.json")
    assert excesses(shares) == [("recycled_over_whole", "made-up metal", Fraction(1005, 1000), 1)]


def test_recycled_shares_that_fill_the_whole_are_fine():
    assert excesses(document(circularity("Made-up metal", "60", "40"), "b.json")) == []


def test_shares_of_two_metals_or_two_documents_are_not_added_up():
    first = document(circularity("Made-up metal", "60", "0"), "b.json")
    assert excesses(first, document(circularity("Other metal", "60", "0"), "c.json")) == []
    assert excesses(first, document(circularity("Made-up metal", "60", "0"), "c.json")) == []


def lot(*materials):
    return Document("lots.csv", "table", lots=(LotFacts("MADE-UP-BATTERY", materials=materials, where="lots.csv"),))


def test_materials_heavier_than_the_product():
    metal = Material("Made-up metal", mass_kg=Decimal("450")), Material("Other metal", mass_kg=Decimal("0.6"))
    assert excesses(lot(*metal)) == [("materials_heavier", "", Fraction("450.6"), Fraction("450.5"))]
    assert excesses(lot(*metal[:1])) == []


@given(st.lists(st.fractions(0, 1), max_size=5))
def test_shares_of_materials_are_told_exactly_where_they_are_more_than_one(shares):
    found = excesses(lot(*(Material(f"Metal {number}", share=share) for number, share in enumerate(shares))))
    assert found == ([("materials_over_whole", "", sum(shares), 1)] if sum(shares) > 1 else [])


def test_the_sample_claims_more_recycled_metal_than_there_is(shared_data):
    path = shared_data / "trace" / "batterypass" / "io.BatteryPass.Circularity/1.0.0/gen/Circularity-sample.json"
    (found,) = draft([read(path)])
    (excess,) = as_json(found)["excesses"]
    assert (excess["total"], excess["limit"], excess["of"]) == ("1.71218995", "1", "cobalt")
    assert [each["at"] for each in excess["entries"]] == [
        "recycledContent[0].preConsumerShare",
        "recycledContent[0].postConsumerShare",
    ]
    assert json.dumps(excess, ensure_ascii=False)


@pytest.mark.parametrize("value", ["60", True])
def test_what_is_no_number_is_not_added_up(value):
    said = ({"field": "material_share", "value": value, "unit": "share", "where": "made-up.json, a"},) * 3
    passport = {"kind": "passport", "lot": "MADE-UP-BATTERY", "fields": said}
    assert excesses(Document("made-up.json", "untp", passports=(passport,))) == []
