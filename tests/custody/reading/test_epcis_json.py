"""EPCIS events in JSON: what is taken in, in which layouts, and how much of it at once."""

from __future__ import annotations

import json
import tracemalloc
from decimal import Decimal
from fractions import Fraction

import pytest

from orepath.custody.document import LotFacts, Site
from orepath.custody.event import Claim, Piece
from orepath.custody.reading import epcis_json
from orepath.custody.reading.json_stream import CHUNK
from tests.custody.reading.epcis_made_up import CONTEXT, SHIP, SMELT, document, taken, written

ORE = "https://id.gs1.org/01/04012345123456/10/ORE1"
MATTE = "https://id.gs1.org/01/04012345123463/10/MATTE1"


def _digests(path, **how):
    found, faults = taken(epcis_json, path, **how)
    assert faults == ()
    return [each.digest for each in found]


@pytest.fixture
def smelt(tmp_path):
    return next(iter(epcis_json.read(written(tmp_path, "made-up.json", document(SMELT))).events()))


def test_an_event_holds_what_the_file_says(smelt):
    assert smelt.kind == "transformation"
    assert smelt.action == ""
    assert smelt.at == 1714946889000000
    assert smelt.given == SMELT["eventID"]
    assert smelt.where == "made-up.json, event 1"
    assert smelt.site == "https://id.gs1.org/414/4012345000016"
    assert smelt.step == "commissioning"
    assert smelt.taken == (Piece(ORE, Decimal("1000.5"), "KGM"),)
    assert smelt.made == (Piece(MATTE, Decimal(450), "KGM"),)
    assert smelt.named == ()
    assert smelt.from_ == "https://id.gs1.org/417/4012345002256"
    assert smelt.to == "https://id.gs1.org/417/0614141007776"
    assert smelt.transactions == (("po", "urn:epcglobal:cbv:bt:4012345000009:1"),)
    assert smelt.transformation == "urn:made-up:heat-1"
    assert smelt.yield_ == Fraction(23, 50)
    assert smelt.claims == (
        Claim(MATTE, "from Aland", Decimal(400), "KGM", "mass-balance", "2024-04-01", "2024-07-01"),
    )
    assert smelt.in_error is None


def test_serial_numbers_are_single_pieces_and_the_read_point_stands_in_for_the_location(tmp_path):
    event = {
        **SHIP,
        "readPoint": {"id": "urn:epc:id:sgln:4012345.00001.7"},
        "quantityList": [{"epcClass": "urn:made-up:a"}],
    }
    (found,) = epcis_json.read(written(tmp_path, "made-up.json", document(event))).events()
    assert found.action == "observe"
    assert found.site == "https://id.gs1.org/414/4012345000016/254/7"
    assert [each.amount for each in found.named] == [1, 1, None]
    assert [each.unit for each in found.named] == ["", "", ""]


def test_two_owners_are_none(tmp_path):
    owners = [{"type": "owning_party", "source": f"urn:made-up:{name}"} for name in ("aland", "boria")]
    (found,) = epcis_json.read(written(tmp_path, "made-up.json", document({**SHIP, "sourceList": owners}))).events()
    assert found.from_ == ""


def test_facts_about_lots_and_sites_are_read(tmp_path):
    header = {
        "epcisMasterData": {
            "vocabularyList": [
                {
                    "type": "urn:epcglobal:epcis:vtype:BusinessLocation",
                    "vocabularyElementList": [
                        {
                            "id": "urn:epc:id:sgln:4012345.00001.0",
                            "attributes": [
                                {"id": "cbvmda:name", "attribute": "Made-up smelter"},
                                {"id": "cbvmda:countryCode", "attribute": "AU"},
                            ],
                        }
                    ],
                }
            ]
        }
    }
    content = json.loads(document(SMELT)) | {"epcisHeader": header}
    path = written(tmp_path, "made-up.json", json.dumps(content))
    for chunk in (64, CHUNK):
        found = epcis_json.read(path, chunk)
        where = "made-up.json, event 1, field ilmd"
        assert found.lots == (LotFacts(MATTE, batch="MATTE1", origin="AU", where=where),)
        where = "made-up.json, urn:epc:id:sgln:4012345.00001.0"
        assert found.sites == (Site("https://id.gs1.org/414/4012345000016", "Made-up smelter", "AU", where=where),)


def _layouts():
    both = (SMELT, SHIP)
    bare = [{"@context": CONTEXT, **event} for event in both]
    query = {"@context": CONTEXT, "type": "EPCISQueryDocument", "schemaVersion": "2.0"}
    results = {"queryResults": {"queryName": "made up", "resultsBody": {"eventList": list(both)}}}
    yield "document", document(*both)
    yield "context last", document(*both, last=True)
    yield "spaced", json.dumps(json.loads(document(*both)), indent=3)
    yield "query", json.dumps({**query, "epcisBody": results}, default=float)
    yield "array", json.dumps(bare, default=float)
    yield "lines", "\n".join(json.dumps(each, default=float) for each in bare)
    yield "documents", document(SMELT) + "\n" + document(SHIP)
    yield "context in events", document(*bare, context="https://example.org/linked.jsonld")
    renamed = document(*both).replace('"al', '"x').replace('"custody', '"y')
    yield "own prefixes", renamed


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("chunk", [7, 4096, CHUNK])
@pytest.mark.parametrize(("name", "content"), list(_layouts()))
def test_events_are_the_same_in_every_layout_and_encoding(tmp_path, name, content, chunk, encoding):
    whole = _digests(written(tmp_path, "made-up.json", document(SMELT, SHIP)))
    assert _digests(written(tmp_path, f"{name}.json", content.encode(encoding)), chunk=chunk) == whole


def test_a_bare_event_and_a_single_event_in_a_document(tmp_path):
    whole = _digests(written(tmp_path, "made-up.json", document(SHIP)))
    bare = json.dumps({"@context": CONTEXT, **SHIP})
    single = json.dumps({"@context": CONTEXT, "type": "EPCISDocument", "epcisBody": {"event": SHIP}})
    for content in (bare, single):
        for chunk in (16, CHUNK):
            assert _digests(written(tmp_path, "other.json", content), chunk=chunk) == whole


def test_a_context_holds_for_its_document_alone(tmp_path):
    one = document(SHIP, context={"al": "https://aland.example/ns/"})
    other = document(SHIP, context={"al": "https://boria.example/ns/"})
    bare = document(SHIP, context=[])
    found = [
        _digests(written(tmp_path, "a.json", "\n".join(each))) for each in ((one, other, bare), (bare, other, one))
    ]
    assert found[0] == found[1][::-1]
    assert len(set(found[0])) == 3


def test_a_document_without_events_gives_none(tmp_path):
    for chunk in (16, CHUNK):
        assert taken(epcis_json, written(tmp_path, "made-up.json", document()), chunk=chunk) == ([], ())


def test_events_can_be_asked_for_again(tmp_path):
    found = epcis_json.read(written(tmp_path, "made-up.json", document(SMELT, SHIP)))
    assert list(found.events()) == list(found.events())


def test_a_large_file_is_read_in_little_memory(tmp_path):
    """Some 5 MB of events: reading takes 1 MB or two."""
    path = tmp_path / "made-up.json"
    event = json.dumps(SMELT, default=float)
    with path.open("w", encoding="utf-8") as file:
        file.write(document().replace("[]}}", "[" + event))
        for _ in range(4_000):
            file.write(",\n" + event)
        file.write("]}}")
    tracemalloc.start()
    count = sum(1 for _ in epcis_json.read(path, chunk=1 << 16).events())
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 4_001
    assert path.stat().st_size > 4_000_000
    assert most < 2_000_000


def test_every_real_sample_is_read_or_refused_with_the_field_named(shared_data):
    folder = shared_data / "trace" / "epcis"
    refused = {}
    for path in sorted([*folder.rglob("*.json"), *folder.rglob("*.jsonld")]):
        found, faults = taken(epcis_json, path)
        assert found or faults
        if faults:
            refused[path.name] = {(fault.code, fault.values.get("field", fault.values.get("key"))) for fault in faults}
    assert refused == {
        "Extended-Event.json": {("custody_event_value", "type")},
        "AssociationEvent-h.jsonld": {("custody_json_twice", "eventID")},
        "sch1.json": {("custody_epcis_none", None)},
        "sch2.json": {("custody_epcis_none", None)},
    }
