"""Entities and stakes out of a ministry's registers: made-up companies of made-up governments."""

from fractions import Fraction

import pytest

from orepath.control.recorded import recorded
from orepath.control.register import KINDS, METRICS, NOBODY_KNOWN
from orepath.errors import InputError
from orepath.evidence.store import Evidence
from tests.made_up import release
from tests.made_up_registers import statements

ENTITIES = [
    {"entity_id": "gov-xc", "kind": "government", "country": "XC"},
    {"entity_id": "made-up-holding", "kind": "company", "country": "XC", "listed": "uflpa; made-up-list"},
    {"entity_id": "made-up-mining", "kind": "company"},
]
STAKES = [
    {"owner": "gov-xc", "owned": "made-up-holding", "metric": "equity", "share": "60 %"},
    {"owner": "made-up-holding", "owned": "made-up-mining", "metric": "votes", "share": "1/2"},
    {"owner": "unknown", "owned": "made-up-mining", "metric": "votes", "share": "25..50 %", "from_": "2020-01-01"},
]


def read(folder, entities, stakes):
    rows = [*statements("entity", entities), *statements("ownership_stake", stakes)]
    return recorded(Evidence([release(folder, rows)]))


def test_what_the_registers_say_is_read_exactly(tmp_path):
    register = read(tmp_path, ENTITIES, STAKES).register
    assert register.entities.ids == ("gov-xc", "made-up-holding", "made-up-mining")
    assert [KINDS[kind] for kind in register.entities.kind] == ["government", "company", "company"]
    assert register.entities.country == ("XC", "XC", "")
    assert register.entities.listed == {1: ("made-up-list", "uflpa")}
    found = register.stakes
    shares = [Fraction(int(n), int(d)) for n, d in zip(found.numerator, found.denominator, strict=True)]
    by_owner = dict(zip(found.owner.tolist(), shares, strict=True))
    assert by_owner == {0: Fraction(3, 5), 1: Fraction(1, 2), NOBODY_KNOWN: Fraction(1, 4)}
    assert {METRICS[metric] for metric in found.metric} == {"equity", "votes"}


def test_behind_an_entity_stands_all_that_is_said_of_it_and_of_those_above(tmp_path):
    found = read(tmp_path, ENTITIES, STAKES)
    assert [said.property for said in found.behind(["gov-xc"])] == ["entity"]
    assert len(found.behind(["made-up-holding"])) == 3
    assert len(found.behind(["made-up-mining"])) == len(ENTITIES) + len(STAKES)


def test_owners_in_a_circle_are_gone_through_once(tmp_path):
    round_ = [
        {"owner": "made-up-holding", "owned": "made-up-mining", "metric": "equity", "share": "1/2"},
        {"owner": "made-up-mining", "owned": "made-up-holding", "metric": "equity", "share": "1/2"},
    ]
    found = read(tmp_path, ENTITIES, round_)
    assert len(found.behind(["made-up-mining"])) == 4


def test_entities_without_stakes_are_a_register_and_none_at_all_is_none(tmp_path):
    assert len(read(tmp_path / "some", ENTITIES, []).register.stakes.owner) == 0
    assert recorded(Evidence([release(tmp_path / "none")])) is None


def test_every_fault_is_told_with_its_row(tmp_path):
    wrong = [
        {"owner": "nobody-such", "owned": "made-up-mining", "metric": "votes", "share": "1/2"},
        {"owner": "gov-xc", "owned": "made-up-mining", "metric": "equity", "share": "half"},
    ]
    with pytest.raises(InputError) as raised:
        read(tmp_path, ENTITIES, wrong)
    told = " ".join(fault.text() for fault in raised.value.faults)
    assert {fault.code for fault in raised.value.faults} == {"unknown_name", "control_share"}
    assert "ownership_stake.csv, row 2" in told and "ownership_stake.csv, row 3" in told
