"""What is known of operators, and the flags attribution gets of it. Governments and companies are made up."""

from datetime import date

import pyarrow as pa
import pytest

import orepath
from orepath.control.flags import flagged, read_operated
from orepath.control.government import governments_but
from orepath.control.marks import Marks, marks
from orepath.control.rules import rule
from orepath.errors import InputError
from tests.control.test_recorded import read

DAY = date(2031, 6, 1)
PARTIES = ("XA", "XB")
ENTITIES = [
    {"entity_id": "gov-xc", "kind": "government", "country": "XC"},
    {"entity_id": "gov-xa", "kind": "government", "country": "XA"},
    {"entity_id": "gov-nowhere", "kind": "government"},
    *(
        {"entity_id": name, "kind": "company", "country": "XC"}
        for name in ("held", "below", "half", "party-held", "who-knows", "perhaps", "silent")
    ),
    {"entity_id": "listed", "kind": "company", "listed": "UFLPA"},
]
STAKES = [
    {"owner": "gov-xc", "owned": "held", "metric": "votes", "share": "51 %"},
    {"owner": "held", "owned": "below", "metric": "equity", "share": "60 %"},
    {"owner": "gov-xc", "owned": "half", "metric": "votes", "share": "50 %"},
    {"owner": "gov-xa", "owned": "party-held", "metric": "votes", "share": "90 %"},
    {"owner": "unknown", "owned": "who-knows", "metric": "votes", "share": "51 %"},
    {"owner": "gov-nowhere", "owned": "perhaps", "metric": "equity", "share": "80 %"},
]
EXPECTED = {
    "held": True,
    "below": True,
    "half": False,
    "party-held": False,
    "who-knows": None,
    "perhaps": None,
    "silent": None,
    "gov-xc": True,
    "gov-xa": False,
}


@pytest.fixture
def register(tmp_path):
    return read(tmp_path, ENTITIES, STAKES).register


@pytest.mark.parametrize("entity", EXPECTED)
def test_majority_control_by_a_government_of_no_party(register, entity):
    assert marks(register, [entity], governments_but(PARTIES), DAY)[entity].controlled is EXPECTED[entity]


def test_a_party_s_own_government_counts_where_it_is_no_party(register):
    assert marks(register, ["party-held"], governments_but(["XB"]), DAY)["party-held"].controlled is True


def test_a_packaged_rule_can_be_asked_too_and_before_it_applied_all_is_open(register):
    entity = "party-held"
    assert marks(register, [entity], rule("feoc"), DAY)[entity].controlled is False
    assert marks(register, [entity], rule("feoc"), date(2024, 5, 5))[entity].controlled is None


def test_labour_findings_are_open_where_nobody_looked(register, tmp_path):
    asked = governments_but(PARTIES)
    found = marks(register, ["held", "listed"], asked, DAY)
    assert {entity: each.labour_finding for entity, each in found.items()} == {"held": False, "listed": True}
    nobody = read(tmp_path / "nobody", ENTITIES[:-1], STAKES).register
    assert marks(nobody, ["held"], asked, DAY)["held"].labour_finding is None
    assert marks(nobody, ["held"], asked, DAY, cases={})["held"].labour_finding is False
    assert marks(nobody, ["held"], asked, DAY, cases={"held": None})["held"].labour_finding is None


@pytest.mark.parametrize(
    ("one", "other", "either"),
    [(True, None, True), (None, True, True), (False, None, None), (False, False, False), (None, None, None)],
)
def test_either(one, other, either):
    assert Marks(one, other).either is either


def test_flags_go_into_attribution_and_bound_the_share(register):
    nodes = pa.table({"node": ["m1", "m2", "m3", "pool"], "own": [50, 30, 20, 0], "label": ["XC", "XC", "XA", ""]})
    edges = pa.table({"source": ["m1", "m2", "m3"], "target": ["pool"] * 3, "flow": [50, 30, 20]})
    operated = read_operated(pa.table({"node": ["m1", "m2", "m3"], "entity_id": ["held", "", "party-held"]}), register)
    assert operated.entities == ["held", "party-held"]
    flags = flagged(operated, marks(register, operated.entities, governments_but(PARTIES), DAY))
    pool = orepath.attribute(nodes, edges, labels="touched", flags=flags).arrow().to_pylist()[3]
    assert pool == pytest.approx(
        {"node": "pool"}
        | {"controlled": 0.5, "controlled_possibly": 0.8, "labour_finding_possibly": 0.3}
        | {"either": 0.5, "either_possibly": 0.8},
        abs=1e-12,
    )


def test_every_fault_of_the_nodes_is_told(register):
    wrong = pa.table({"node": ["m1", "", "m3"], "entity_id": ["held", "held", "hold"]})
    with pytest.raises(InputError) as raised:
        read_operated(wrong, register)
    assert {fault.code for fault in raised.value.faults} == {"required_cell", "unknown_name_near"}
    with pytest.raises(InputError) as raised:
        read_operated(pa.table({"node": ["m1"], "operator": ["held"]}), register)
    assert {fault.code for fault in raised.value.faults} == {"network_columns"}
