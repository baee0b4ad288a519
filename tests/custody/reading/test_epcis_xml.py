"""EPCIS events and master data in XML: what is taken in, of version 2.0 and 1.2."""

from __future__ import annotations

from decimal import Decimal

import pytest

from orepath.custody.document import LotFacts
from orepath.custody.event import Piece
from orepath.custody.reading import epcis_json, epcis_xml
from tests.custody.reading.epcis_made_up import SHIP, SMELT, as_xml, document, taken, written

MATTE = "https://id.gs1.org/01/04012345123463/10/MATTE1"


@pytest.fixture
def whole(tmp_path):
    """The made-up events as JSON gives them."""
    return [each.digest for each in epcis_json.read(written(tmp_path, "made-up.json", document(SMELT, SHIP))).events()]


def _digests(path):
    found, faults = taken(epcis_xml, path)
    assert faults == ()
    return [each.digest for each in found]


def test_wrappers_of_version_1_2_say_nothing(tmp_path, whole):
    content = (
        as_xml(SMELT, SHIP)
        .replace("<TransformationEvent>", "<extension><TransformationEvent>")
        .replace("</TransformationEvent>", "</TransformationEvent></extension>")
        .replace("<sourceList>", "<extension><extension><sourceList>")
        .replace("</destinationList>", "</destinationList></extension></extension>")
        .replace("<eventID>", "<baseExtension><eventID>")
        .replace("</eventID>", "</eventID></baseExtension>")
        .replace('schemaVersion="2.0"', 'schemaVersion="1.2"')
    )
    assert content.count("<extension>") == 3
    assert _digests(written(tmp_path, "made-up.xml", content)) == whole


def test_the_answer_to_a_query_is_read(tmp_path, whole):
    listed = as_xml(SMELT, SHIP)
    start, end = listed.index("<EventList>"), listed.index("</EventList>") + len("</EventList>")
    answer = "<q:QueryResults xmlns:q='urn:epcglobal:epcis-query:xsd:2'><queryName>made up</queryName><resultsBody>"
    content = listed[:start] + answer + listed[start:end] + "</resultsBody></q:QueryResults>" + listed[end:]
    content = content.replace("EPCISDocument", "EPCISQueryDocument")
    assert _digests(written(tmp_path, "made-up.xml", content)) == whole


def test_prefixes_white_space_comments_and_declared_types_do_not_matter(tmp_path, whole):
    content = (
        as_xml(SMELT, SHIP)
        .replace("al:", "zz:")
        .replace("xmlns:al", "xmlns:zz")
        .replace("epczz:", "epcglobal:")
        .replace("<zz:by>", '<zz:by xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="string">')
        .replace("<action>OBSERVE", "<action>\n  <!-- made up -->OBSERVE\n")
        .replace("urn:epcglobzz:", "urn:epcglobal:")
    )
    assert _digests(written(tmp_path, "made-up.xml", content)) == whole


def test_a_quantity_that_is_nil_is_not_said(tmp_path):
    content = as_xml(SMELT).replace(
        "<quantity>1000.50</quantity>",
        '<quantity xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/>',
    )
    (found,) = epcis_xml.read(written(tmp_path, "made-up.xml", content)).events()
    assert found.taken == (Piece("https://id.gs1.org/01/04012345123456/10/ORE1", None, "KGM"),)


def test_a_weight_counts_where_its_unit_stands_with_it(tmp_path):
    def lots(weight: str) -> tuple[LotFacts, ...]:
        content = as_xml(SMELT).replace("</ilmd>", f"{weight}</ilmd>")
        return epcis_xml.read(written(tmp_path, "made-up.xml", content)).lots

    where = "made-up.xml, event 1, field ilmd"
    known = LotFacts(MATTE, batch="MATTE1", origin="AU", where=where)
    assert lots("<cbvmda:netWeight>5</cbvmda:netWeight>") == (known,)
    assert lots('<cbvmda:netWeight measurementUnitCode="XYZ">5</cbvmda:netWeight>') == (known,)
    (found,) = lots('<cbvmda:netWeight measurementUnitCode="TNE">0.45</cbvmda:netWeight>')
    assert found.mass_kg == Decimal(450)


@pytest.mark.parametrize("field", ["eventTime", "action", "bizStep", "readPoint"])
def test_a_field_that_stands_twice_is_a_fault(tmp_path, field):
    event = {**SHIP, "readPoint": {"id": "urn:made-up:gate"}}
    content = as_xml(event).replace(f"<{field}>", f"<{field}>x</{field}><{field}>", 1)
    if field == "readPoint":
        content = content.replace("<readPoint>x</readPoint>", "<readPoint><id>x</id></readPoint>")
    found, faults = taken(epcis_xml, written(tmp_path, "made-up.xml", content))
    assert found == []
    assert [fault.values["field"] for fault in faults] == [field]


def test_an_event_of_another_type_is_refused_with_its_type_named(tmp_path):
    content = as_xml(SHIP).replace("ObjectEvent", "al:SurveyEvent")
    _, (fault,) = taken(epcis_xml, written(tmp_path, "made-up.xml", content))
    assert fault.values["field"] == "type"
    assert fault.values["found"] == "{https://aland.example/ns/}SurveyEvent"


def test_every_real_sample_is_read(shared_data):
    folder = shared_data / "trace" / "epcis" / "XML"
    counts = {}
    for path in sorted(folder.rglob("*.xml")):
        document_ = epcis_xml.read(path)
        found, faults = taken(epcis_xml, path)
        assert faults == ()
        counts[path.name] = (len(found), len(document_.sites), len(document_.lots))
    assert sum(events for events, _, _ in counts.values()) == 62
    assert {name: sites for name, (_, sites, _) in counts.items() if sites} == {
        "CBV-11.4-2020-06-16a.xml": 3,
        "Example-masterData.xml": 7,
        "masterdata_all_possible_fields.xml": 2,
    }
    assert counts["transformation_event_all_possible_fields.xml"] == (1, 0, 7)
