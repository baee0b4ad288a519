"""Whom a rule covers by itself: by kind, place, mark and list; for sure, or perhaps."""

from datetime import date

import pytest

from orepath.control.covering import covered, meets, seated, unknown_marks
from orepath.control.judge import judge
from orepath.control.rules import rule
from tests.control.made import DAY, register


def entities(**about):
    return register([], [{"id": "X", **about}]).entities


def of(name):
    return rule(name).on(date(2026, 1, 1))


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ({"country": "CN"}, True),
        ({"country": "CL"}, False),
        ({"country": ""}, None),
        ({"country": "CL", "headquarters": "KP"}, True),
        ({"country": "", "headquarters": "KP"}, True),
        ({"country": "CN", "headquarters": "CL"}, True),
    ],
)
def test_seat_and_headquarters(about, expected):
    assert seated(entities(**about), 0, ("CN", "KP")) is expected


@pytest.mark.parametrize(
    ("about", "rule_id", "expected"),
    [
        ({"kind": "person", "country": "CN", "listed": "official"}, "feoc", "sure"),
        ({"kind": "person", "country": "CN"}, "feoc", "no"),
        ({"kind": "person", "country": "", "listed": "official"}, "feoc", "perhaps"),
        ({"kind": "person", "country": "", "listed": "uflpa"}, "feoc", "no"),
        ({"kind": "company", "country": "CN", "listed": "official"}, "feoc", "no"),
        ({"kind": "government", "country": ""}, "feoc", "perhaps"),
        ({"kind": "company", "country": "CN"}, "pfe", "sure"),
        ({"kind": "company", "country": ""}, "pfe", "perhaps"),
        ({"listed": "Section 1260H"}, "pfe", "sure"),
        ({"listed": "UFLPA Entity List"}, "pfe", "sure"),
        ({"listed": "154(b)"}, "pfe", "sure"),
        ({"listed": "SDN"}, "pfe", "sure"),
        ({"listed": "EU"}, "pfe", "no"),
        ({"listed": "yes"}, "pfe", "perhaps"),
        ({"listed": "a list of one's own"}, "pfe", "perhaps"),
        ({"listed": "SDN"}, "sanctions-50", "sure"),
        ({"listed": "eu"}, "sanctions-50", "sure"),
        ({"listed": "yes"}, "sanctions-50", "sure"),
        ({"listed": "a list of one's own"}, "sanctions-50", "sure"),
        ({"listed": "1260H"}, "sanctions-50", "no"),
        ({"kind": "person", "listed": "official"}, "sanctions-50", "no"),
        ({}, "sanctions-50", "no"),
    ],
)
def test_covered(about, rule_id, expected):
    found = covered(entities(**about), [0], of(rule_id))
    assert ("sure" if 0 in found.sure else "perhaps" if 0 in found.perhaps else "no") == expected
    assert (0 in found.possible) == (expected != "no")


def test_every_condition_of_a_criterion_must_hold():
    official = next(each for each in of("feoc").criteria if each.id == "official")
    assert meets(entities(kind="person", country="IR", listed="official"), 0, official, ("IR",)) is True
    assert meets(entities(kind="person", country="CL", listed="official"), 0, official, ("IR",)) is False
    assert meets(entities(kind="person", country="", listed="official"), 0, official, ("IR",)) is None


def test_lists_nobody_knows_are_named():
    found = entities(listed=["ofac-sdn", "Made-up List", "yes"])
    assert unknown_marks(found, 0) == ("Made-up List", "yes")
    made = register([{"owner": "Y", "owned": "X", "share": 1}], [{"id": "Y", "listed": "Made-up List"}])
    told = {
        rule_id: " ".join(note.en for note in judge(made, "X", rule_id, DAY).notes)
        for rule_id in ("pfe", "sanctions-50")
    }
    assert "on lists that no rule here knows" in told["pfe"] and "Y" in told["pfe"]
    assert "Counted as listed" in told["sanctions-50"]
