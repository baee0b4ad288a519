"""The same event in JSON-LD and in XML."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orepath.custody.identity.event_hash import digest, text
from orepath.custody.reading import epcis_json, epcis_xml
from tests.custody.reading.epcis_made_up import SHIP, SMELT, as_xml, document, taken, written

PAIRS = tomllib.loads(Path(__file__).with_name("epcis_pairs.toml").read_text("utf-8"))["pair"]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['json']}-{pair['at'][0]}-{pair['xml'].split('/')[0]}")
def test_paired_samples_agree_but_for_what_their_publisher_wrote_differently(shared_data, pair):
    folder = shared_data / "trace" / "epcis"
    said = list(epcis_json.plain_events(folder / "JSON-simple-context" / pair["json"]))[pair["at"][0]]
    told = list(epcis_xml.plain_events(folder / "XML" / pair["xml"]))[pair["at"][1]]
    differ = {name for name in said.keys() | told.keys() if _alone(said, name) != _alone(told, name)}
    assert differ == set(pair.get("differ", ()))
    assert digest(_without(said, differ)) == digest(_without(told, differ))
    assert (digest(said) == digest(told)) == (not differ)
    assert bool(differ) == bool(pair.get("why"))


def _alone(event, name):
    return text({"type": "", **({name: event[name]} if name in event else {})})


def _without(event, names):
    return {name: value for name, value in event.items() if name not in names}


def test_samples_made_to_have_one_identifier_have_one(shared_data):
    """They differ in the order of lists and in declared types; the second in its time zone offset, which counts."""
    folder = shared_data / "trace" / "epcis" / "XML" / "WithEventHashID"
    found = {path.stem[-1]: next(iter(epcis_xml.read(path).events())).digest for path in sorted(folder.glob("*.xml"))}
    assert found["1"] == found["3"] == found["4"] == found["6"] != found["2"]


WORDS = st.text("abcz09 .:%/é鉱&<'\"", min_size=1, max_size=8).map(str.strip).filter(bool)
NUMBERS = st.decimals(0, 10**9, places=3) | st.integers(0, 10**9).map(Decimal)
LOTS = st.integers(0, 999).map(lambda number: f"urn:epc:class:lgtin:4012345.012345.L{number}") | WORDS
EPCS = st.lists(LOTS, max_size=3)
QUANTITIES = st.lists(
    st.fixed_dictionaries({"epcClass": LOTS}, optional={"quantity": NUMBERS, "uom": st.sampled_from(["KGM", "TNE"])}),
    max_size=3,
)
FREE = st.recursive(
    WORDS | NUMBERS | st.booleans(),
    lambda inner: (
        st.dictionaries(st.sampled_from(["al:a", "al:b", "custody:c"]), inner, min_size=1, max_size=2)
        | st.lists(inner, min_size=1, max_size=3)
    ),
    max_leaves=5,
)
REPORT = st.fixed_dictionaries(
    {"type": st.sampled_from(["gs1:Temperature", "al:Dust"])},
    optional={
        "value": NUMBERS,
        "booleanValue": st.booleans(),
        "stringValue": WORDS,
        "time": st.just(SMELT["eventTime"]),
    },
)
SENSORS = st.lists(
    st.fixed_dictionaries(
        {"sensorReport": st.lists(REPORT, min_size=1, max_size=2)},
        optional={
            "sensorMetadata": st.just({"time": "2024-05-06T07:08:09Z", "deviceID": "urn:epc:id:giai:4000001.111"})
        },
    ),
    max_size=2,
)
EVENTS = st.fixed_dictionaries(
    {
        "type": st.just("TransformationEvent"),
        "eventTime": st.just(SMELT["eventTime"]),
        "eventTimeZoneOffset": st.just("+09:00"),
        "transformationID": WORDS,
        "inputEPCList": st.lists(LOTS, min_size=1, max_size=3),
    },
    optional={
        "outputEPCList": EPCS,
        "inputQuantityList": QUANTITIES,
        "outputQuantityList": QUANTITIES,
        "bizStep": st.sampled_from(
            ["commissioning", "urn:epcglobal:cbv:bizstep:shipping", "cbv:BizStep-packing", "al:mixing"]
        ),
        "readPoint": st.fixed_dictionaries({"id": LOTS}, optional={"al:gate": FREE}),
        "sensorElementList": SENSORS,
        "ilmd": st.dictionaries(st.sampled_from(["al:a", "cbvmda:lotNumber"]), FREE, max_size=2),
        "al:more": FREE,
    },
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EVENTS)
def test_any_event_is_the_same_in_json_and_in_xml(tmp_path, event):
    said = taken(epcis_json, written(tmp_path, "made-up.json", document(event)))
    told = taken(epcis_xml, written(tmp_path, "made-up.xml", as_xml(event)))
    assert said[1] == told[1] == ()
    assert [each._replace(where="") for each in said[0]] == [each._replace(where="") for each in told[0]]


def test_the_made_up_events_are_the_same_in_json_and_in_xml(tmp_path):
    wrong = {
        **SHIP,
        "errorDeclaration": {
            "declarationTime": "2024-06-01T00:00:00Z",
            "reason": "incorrect_data",
            "correctiveEventIDs": ["urn:made-up:1"],
        },
    }
    said, faults = taken(epcis_json, written(tmp_path, "made-up.json", document(SMELT, SHIP, wrong)))
    told, more = taken(epcis_xml, written(tmp_path, "made-up.xml", as_xml(SMELT, SHIP, wrong)))
    assert faults == more == ()
    assert [each._replace(where="") for each in said] == [each._replace(where="") for each in told]
    assert [each.where for each in told] == ["made-up.xml, event 1", "made-up.xml, event 2", "made-up.xml, event 3"]
    assert said[2].digest == said[1].digest
    assert said[2].in_error is not None
    assert said[2].in_error.reason == "incorrect_data"
    assert said[2].in_error.corrected_by == ("urn:made-up:1",)
