"""What the hash identifier of an event depends on, and what not."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.custody.identity.event_hash import DEEPEST, Malformed, digest, text
from orepath.custody.identity.order import order
from orepath.custody.identity.shape import wrong

MADE_UP = {
    "type": "TransformationEvent",
    "eventTime": "2024-05-06T07:08:09+09:00",
    "eventTimeZoneOffset": "+09:00",
    "inputEPCList": ["urn:epc:id:sgtin:0614141.107346.2", "urn:epc:id:sgtin:0614141.107346.1"],
    "inputQuantityList": [{"epcClass": "urn:made-up:ore", "quantity": Decimal("200.50"), "uom": "KGM"}],
    "outputQuantityList": [
        {"epcClass": "urn:made-up:b", "quantity": 2},
        {"epcClass": "urn:made-up:a", "quantity": Decimal("1.0"), "uom": "TNE"},
    ],
    "bizStep": "commissioning",
    "readPoint": {"id": "urn:epc:id:sgln:0614141.00888.0", "{https://aland.example/}gate": "7"},
    "sourceList": [{"type": "owning_party", "source": "urn:epc:id:pgln:4012345.00225"}],
    "ilmd": {"{urn:epcglobal:cbv:mda}lotNumber": "L1"},
    "{https://aland.example/}note": ["b", "a", {"{https://aland.example/}deep": True}],
}
WRITTEN = (
    "eventType=TransformationEvent"
    "eventTime=2024-05-05T22:08:09.000Z"
    "eventTimeZoneOffset=+09:00"
    "inputEPCListepc=https://id.gs1.org/01/10614141073464/21/1epc=https://id.gs1.org/01/10614141073464/21/2"
    "inputQuantityListquantityElementepcClass=urn:made-up:orequantity=200.5uom=KGM"
    "outputQuantityListquantityElementepcClass=urn:made-up:aquantity=1uom=TNE"
    "quantityElementepcClass=urn:made-up:bquantity=2"
    "bizStep=https://ref.gs1.org/cbv/BizStep-commissioning"
    "readPointid=https://id.gs1.org/414/0614141008889{https://aland.example/}gate=7"
    "sourceListtype=https://ref.gs1.org/cbv/SDT-owning_partysource=https://id.gs1.org/417/4012345002256"
    "ilmd{urn:epcglobal:cbv:mda}lotNumber=L1"
    "{https://aland.example/}note=a{https://aland.example/}note=b"
    "{https://aland.example/}note{https://aland.example/}deep=true"
)


def test_the_pre_hash_string_follows_the_canonical_order():
    assert text(MADE_UP) == WRITTEN


@given(st.integers())
def test_the_order_of_fields_and_of_lists_does_not_matter(seed):
    mixed = random.Random(seed)
    fields = list(MADE_UP.items())
    mixed.shuffle(fields)
    shuffled = {}
    for name, value in fields:
        if isinstance(value, list):
            value = mixed.sample(value, len(value))
        shuffled[name] = value
    assert digest(shuffled) == digest(MADE_UP)


@pytest.mark.parametrize(
    "name", ["eventID", "id", "recordTime", "errorDeclaration", "@context", "comment", "rdfs:comment"]
)
def test_what_is_said_about_an_event_is_not_part_of_it(name):
    assert digest({**MADE_UP, name: "anything"}) == digest(MADE_UP)


def test_what_is_empty_or_null_is_left_out():
    assert digest(
        {**MADE_UP, "disposition": None, "childEPCs": [], "parentID": " ", "ilmd": MADE_UP["ilmd"]}
    ) == digest(MADE_UP)


@pytest.mark.parametrize("name", sorted(set(MADE_UP) - {"type"}))
def test_every_field_changes_the_hash(name):
    assert digest({key: value for key, value in MADE_UP.items() if key != name}) != digest(MADE_UP)


def test_lots_that_leading_zeros_tell_apart_stay_apart():
    other = {**MADE_UP, "ilmd": {"{urn:epcglobal:cbv:mda}lotNumber": "007"}}
    assert digest(other) != digest({**MADE_UP, "ilmd": {"{urn:epcglobal:cbv:mda}lotNumber": "7"}})


@pytest.mark.parametrize("value", [5, True, "a text", {"a": 1}, [1], [[]], Decimal("1.5"), [None], "\ud800"])
@pytest.mark.parametrize("name", [field.name for field in order()])
def test_wrong_types_in_any_field_are_named_or_allowed_but_never_a_traceback(name, value):
    event = {**MADE_UP, name: value}
    try:
        digest(event)
    except Malformed:
        assert [each.field for each in wrong(event)]
        assert all(each.field.startswith(name) for each in wrong(event))
    else:
        assert wrong(event) == []


def test_extension_fields_may_not_be_nested_without_end():
    deep: object = "x"
    for _ in range(DEEPEST + 2):
        deep = {"{https://aland.example/}a": deep}
    with pytest.raises(Malformed):
        digest({**MADE_UP, "{https://aland.example/}a": deep})
    assert wrong({**MADE_UP, "{https://aland.example/}a": deep})
