"""Files that are broken, or made to do harm: refused in bounded time and memory, with the place named."""

from __future__ import annotations

import json
import time
from fractions import Fraction

import pytest

from orepath.custody.event import Event
from orepath.custody.reading import epcis_json, epcis_xml, json_stream, xml_stream
from orepath.custody.reading.json_stream import CHUNK
from orepath.errors import InputError
from tests.custody.reading.epcis_made_up import SHIP, SMELT, as_xml, document, taken, written

OURS = {"custody:lot": "urn:a", "custody:content": "x"}
"""A claim in our namespace."""


def _codes(faults):
    return {fault.code for fault in faults}


@pytest.mark.parametrize("chunk", [64, CHUNK])
def test_a_json_file_cut_off_anywhere_says_where_it_ends(tmp_path, chunk):
    content = document(SHIP)
    for end in range(1, len(content), 1 if chunk == CHUNK else 3):
        found, faults = taken(epcis_json, written(tmp_path, "cut.json", content[:end]), chunk=chunk)
        assert _codes(faults) <= {"custody_json_ends", "custody_json"}
        assert len(faults) == 1
        assert faults[0].where.startswith("cut.json, line 1, column ")
        assert len(found) <= 1


def test_an_xml_file_cut_off_anywhere_says_where_it_ends(tmp_path):
    content = as_xml(SHIP)
    for end in range(1, len(content)):
        found, faults = taken(epcis_xml, written(tmp_path, "cut.xml", content[:end]))
        assert _codes(faults) == {"custody_xml"}
        assert faults[0].where.startswith("cut.xml, line ")
        assert len(found) <= 1


def test_utf_16_cut_in_the_middle_of_a_character_is_named(tmp_path):
    content = document(SHIP).encode("utf-16")
    assert _codes(taken(epcis_json, written(tmp_path, "cut.json", content[:-1]))[1]) == {"custody_encoding"}
    latin = document({**SHIP, "al:note": "é"}).replace("\\u00e9", "é").encode("latin-1")
    (fault,) = taken(epcis_json, written(tmp_path, "latin.json", latin))[1]
    assert fault.code == "custody_encoding"
    assert fault.values["detail"] == "0xe9"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "file_empty"),
        ("  \n", "custody_epcis_none"),
        ("null", "custody_json"),
        ("<xml/>", "custody_json"),
        ("[]", "custody_epcis_none"),
        ("{}", "custody_epcis_none"),
        ('{"passport": {"id": 5}, "issued": "made up"}', "custody_epcis_none"),
        ('{"type": "EPCISDocument", "schemaVersion": "2.0"}', "custody_epcis_none"),
        ('{"epcisBody": 5}', "custody_epcis_none"),
        ('{"epcisBody": {"eventList": [5, null, "x", [], true]}}', "custody_event_value"),
        ('{"epcisBody": {"eventList": [{}]}}', "custody_event_missing"),
        ('{"epcisBody": {"eventList": [{"type": NaN}]}}', "custody_json_number"),
        ('{"epcisBody": {"eventList": [{"type": -Infinity}]}}', "custody_json_number"),
        ('{"epcisBody": {"eventList": [{"type": ' + "9" * 5000 + "}]}}", "custody_json_number"),
        ('{"epcisBody": {"eventList": [{"type": "x", "type": "y"}]}}', "custody_json_twice"),
        ('{"epcisBody": {}, "epcisBody": {}}', "custody_json_twice"),
        ('{"epcisBody": {"eventList": [' + "[" * 100_000, "custody_json_deep"),
        ('{"epcisBody": {"eventList": [' + '{"a":' * 100_000, "custody_json_deep"),
        ('{"epcisBody": {"eventList": [{"type": "a\nb"}]}}', "custody_json"),
        ('{"epcisBody": {"eventList": [{"type": "a"} {"type": "b"}]}}', "custody_json"),
        ('{"epcisBody": {"eventList": [{"type": "a"},]}}', "custody_json"),
    ],
)
def test_what_json_is_not_read_is_named(tmp_path, content, code):
    for chunk in (64, CHUNK):
        path = written(tmp_path, "made-up.json", content)
        if code == "file_empty":
            with pytest.raises(InputError) as error:
                epcis_json.read(path)
            assert _codes(error.value.faults) == {code}
            return
        found, faults = taken(epcis_json, path, chunk=chunk)
        assert found == []
        assert code in _codes(faults)


def test_other_json_is_refused_with_its_fields_named(tmp_path):
    (fault,) = taken(epcis_json, written(tmp_path, "a.json", '{"passport": {"id": 5}, "issued": "made up"}'))[1]
    assert fault.values["found"] == "passport, issued"


def test_one_event_may_not_be_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr(json_stream, "LARGEST", 50_000)
    monkeypatch.setattr(xml_stream, "LARGEST", 50_000)
    large = {**SHIP, "al:note": "x" * 400_000}
    found, faults = taken(epcis_json, written(tmp_path, "large.json", document(SHIP, large)), chunk=4096)
    assert (len(found), _codes(faults)) == (1, {"custody_event_large"})
    found, faults = taken(epcis_xml, written(tmp_path, "large.xml", as_xml(SHIP, large)))
    assert (len(found), _codes(faults)) == (1, {"custody_event_large"})
    comment = as_xml(SHIP).replace("<EventList>", "<EventList><!--" + "x" * 400_000)
    _, faults = taken(epcis_xml, written(tmp_path, "large.xml", comment))
    assert _codes(faults) <= {"custody_event_large", "custody_xml"}
    assert faults


def test_white_space_without_end_is_passed_quickly(tmp_path):
    start = time.perf_counter()
    path = written(tmp_path, "blank.json", document(SHIP).replace('"epcisBody"', " " * 20_000_000 + '"epcisBody"'))
    assert len(taken(epcis_json, path)[0]) == 1
    assert time.perf_counter() - start < 10


def test_extension_fields_nested_without_end_are_refused(tmp_path):
    deep: object = "x"
    for _ in range(200):
        deep = {"al:a": deep}
    found, faults = taken(epcis_json, written(tmp_path, "deep.json", document({**SHIP, "al:a": deep}, SHIP)))
    assert (len(found), _codes(faults)) == (1, {"custody_json_deep"})
    assert faults[0].where == "deep.json, event 1"
    found, faults = taken(epcis_xml, written(tmp_path, "deep.xml", as_xml(SHIP, {**SHIP, "al:a": deep})))
    assert (len(found), _codes(faults)) == (1, {"custody_xml_deep"})


XML = as_xml(SHIP)
HEAD = '<?xml version="1.0"?>'
BODY = XML.partition("?>\n")[2]
LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY a "b">]>',
        f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE x SYSTEM "https://aland.example/x.dtd">',
        '<!DOCTYPE x PUBLIC "-//made up//EN" "x.dtd">',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "https://aland.example/p.dtd"> %p;]>',
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        "<!DOCTYPE x []>",
        "<!DOCTYPE x [<!ELEMENT x ANY>]>",
    ],
)
def test_document_types_with_content_and_entities_are_refused(tmp_path, doctype):
    content = HEAD + doctype + BODY.replace("made up", "&l9;")
    found, faults = taken(epcis_xml, written(tmp_path, "unsafe.xml", content))
    assert (found, _codes(faults)) == ([], {"xml_unsafe"})


def test_an_empty_document_type_is_harmless(tmp_path):
    found, faults = taken(epcis_xml, written(tmp_path, "made-up.xml", HEAD + "<!DOCTYPE project>" + BODY))
    assert (len(found), faults) == (1, ())


def test_an_entity_that_nobody_declared_is_refused(tmp_path):
    _, faults = taken(epcis_xml, written(tmp_path, "made-up.xml", XML.replace("made up", "&xxe;")))
    assert _codes(faults) == {"custody_xml"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_xml_may_be_in_utf_8_and_utf_16(tmp_path, encoding):
    content = XML.replace('encoding="UTF-8"', f'encoding="{"UTF-16" if encoding == "utf-16" else "UTF-8"}"')
    found, faults = taken(epcis_xml, written(tmp_path, "made-up.xml", content.encode(encoding)), chunk=16)
    assert (len(found), faults) == (1, ())


def test_xml_of_something_else_is_refused_with_its_elements_named(tmp_path):
    _, faults = taken(epcis_xml, written(tmp_path, "other.xml", "<passport><id>5</id></passport>"))
    assert _codes(faults) == {"custody_epcis_none"}
    assert "passport" in str(faults[0].values["found"])


VALUES = [
    None,
    True,
    5,
    1.5,
    "",
    "x",
    "\ud800",
    [],
    [5],
    [None],
    {},
    {"a": 1},
    [[]],
    [{}],
    "9" * 400,
    [{"type": 5, "id": []}],
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: repr(value)[:20])
def test_wrong_types_in_any_field_give_faults_and_never_a_traceback(tmp_path, value):
    events = [
        {**event, name: value}
        for event in (SMELT, {**SHIP, **{name: SMELT[name] for name in ("bizTransactionList", "sourceList")}})
        for name in (
            *event,
            "parentID",
            "disposition",
            "persistentDisposition",
            "errorDeclaration",
            "quantityList",
            "sensorElementList",
            "recordTime",
            "@context",
            "certificationInfo",
            "id",
        )
    ]
    nested = [
        {**SMELT, name: [{**SMELT[name][0], key: value}]}
        for name in ("inputQuantityList", "bizTransactionList", "sourceList", "custody:claim")
        for key in SMELT[name][0]
    ]
    declared = [
        {**SHIP, "errorDeclaration": {"declarationTime": "2024-06-01T00:00:00Z", name: value}}
        for name in ("declarationTime", "reason", "correctiveEventIDs")
    ]
    every = [*events, *nested, *declared]
    found, faults = taken(epcis_json, written(tmp_path, "made-up.json", document(*every)))
    assert all(isinstance(each, Event) for each in found)
    told = {fault.where for fault in faults}
    assert len(found) + len(told) == len(every)
    assert all(fault.text("ja") and fault.text("en") for fault in faults)


def test_every_fault_is_told_at_once_up_to_a_number(tmp_path):
    bad = {**SHIP, "eventTime": "noon", "action": "EAT", "eventTimeZoneOffset": "Z"}
    found, faults = taken(epcis_json, written(tmp_path, "made-up.json", document(bad, SHIP, bad)))
    assert len(found) == 1
    assert [(fault.where, fault.values["field"]) for fault in faults] == [
        (f"made-up.json, event {number}", field)
        for number in (1, 3)
        for field in ("eventTime", "action", "eventTimeZoneOffset")
    ]
    _, faults = taken(epcis_json, written(tmp_path, "made-up.json", document(*[bad] * 1000)))
    assert 300 <= len(faults) < 310


MISSING = [
    (SHIP, "eventTime", "eventTime"),
    (SHIP, "eventTimeZoneOffset", "eventTimeZoneOffset"),
    (SHIP, "action", "action"),
    (SHIP, "type", "type"),
    (SHIP, "epcList", "epcList / quantityList / sensorElementList"),
]


@pytest.mark.parametrize(("event", "left_out", "named"), MISSING)
def test_a_required_field_that_is_missing_is_named(tmp_path, event, left_out, named):
    less = {name: value for name, value in event.items() if name != left_out}
    _, (fault,) = taken(epcis_json, written(tmp_path, "made-up.json", document(less)))
    assert (fault.code, fault.values["field"]) == ("custody_event_missing", named)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"inputQuantityList": [{"epcClass": "urn:a", "quantity": 5, "uom": "BUSHELS"}]}, "inputQuantityList[1].uom"),
        ({"inputQuantityList": [{"epcClass": "urn:a", "quantity": -5}]}, "inputQuantityList[1].quantity"),
        ({"inputQuantityList": [{"epcClass": "urn:a", "quantity": "1e999999999"}]}, "inputQuantityList[1].quantity"),
        ({"inputQuantityList": [{"quantity": 5}]}, "inputQuantityList[1].epcClass"),
        ({"sourceList": [{"type": "owning_party"}]}, "sourceList[1].source"),
        ({"custody:yield": "1.5 kg"}, "yield"),
        ({"custody:yield": 0}, "yield"),
        ({"custody:claim": "all of it"}, "claim[1]"),
        ({"custody:claim": {"custody:lot": "urn:a"}}, "claim[1].content"),
        (
            {"custody:claim": {**OURS, "custody:model": "magic"}},
            "claim[1].model",
        ),
        (
            {"custody:claim": {**OURS, "custody:from": "2024-02-30"}},
            "claim[1].from",
        ),
        (
            {"custody:claim": {**OURS, "custody:amount": "many"}},
            "claim[1].amount",
        ),
        (
            {"custody:claim": {**OURS, "custody:unit": "BUSHELS"}},
            "claim[1].unit",
        ),
        (
            {"custody:claim": {**OURS, "custody:colour": "red"}},
            "claim[1].colour",
        ),
        ({"custody:claim": {**OURS, "lot": "urn:a"}}, "claim[1].lot"),
    ],
)
def test_what_a_field_may_not_hold_is_named(tmp_path, change, field):
    _, faults = taken(epcis_json, written(tmp_path, "made-up.json", document({**SMELT, **change})))
    assert [fault.values["field"] for fault in faults] == [field]
    assert faults[0].values["allowed"]


def test_a_percentage_is_a_yield(tmp_path):
    (found,) = epcis_json.read(written(tmp_path, "a.json", document({**SMELT, "custody:yield": "46 %"}))).events()
    assert found.yield_ == Fraction(46, 100)


def test_what_is_no_file_is_refused(tmp_path):
    for reader in (epcis_json, epcis_xml):
        with pytest.raises(InputError):
            reader.read(tmp_path / "absent.json")
        with pytest.raises(InputError):
            reader.read(tmp_path)


def test_json_of_the_events_is_never_needed_twice(tmp_path):
    """What comes before a fault is given first, so that a file with one bad event is not lost altogether."""
    found, faults = taken(epcis_json, written(tmp_path, "a.json", document(SMELT, {"type": "Made-up"}, SHIP)))
    assert [each.kind for each in found] == ["transformation", "object"]
    assert len(faults) == 1
    assert json.dumps(faults[0].values)
