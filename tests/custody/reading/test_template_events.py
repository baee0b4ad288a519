"""Plain tables as events: what each activity becomes, and the same event in EPCIS has the same identifier."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from orepath.custody.event import Claim, Piece
from orepath.custody.reading.epcis_event import event_of
from orepath.custody.reading.plain import names, plain
from orepath.custody.reading.template import read
from orepath.custody.reading.template_events import number
from tests.custody.reading.template_tables import COBALT, document, made, row, rows_of_cobalt, written

DAY = 86_400_000_000
START = 1_743_465_600_000_000
"""2025-04-01T00:00Z."""


def events(tmp_path, *rows):
    return list(read(written(tmp_path / "made-up.csv", rows)).events())


@pytest.mark.parametrize(
    ("activity", "kind", "action", "step"),
    [
        ("start", "object", "add", "commissioning"),
        ("move", "object", "observe", "receiving"),
        ("count", "object", "observe", "stock_taking"),
        ("end", "object", "delete", "decommissioning"),
    ],
)
def test_what_happens_to_a_lot_is_an_event_about_it(activity, kind, action, step, tmp_path):
    (event,) = events(tmp_path, row(activity=activity, site="refinery", party="Aland Metals"))
    assert (event.kind, event.action, event.step, event.given) == (kind, action, step, "e1")
    assert (event.site, event.to, event.from_, event.at) == ("refinery", "Aland Metals", "", START)
    assert event.named == (Piece("ore", Decimal(10), "KGM"),) and event.where == "made-up.csv, row 2"


@pytest.mark.parametrize(("activity", "action"), [("join", "add"), ("split", "delete")])
def test_what_is_put_together_or_taken_apart_has_a_parent(activity, action, tmp_path):
    parent = row(activity=activity, role="parent", lot="pallet", quantity="", unit="")
    (event,) = events(tmp_path, row(activity=activity, role="lot"), parent)
    assert (event.kind, event.action, event.parent) == ("aggregation", action, "pallet")
    assert event.named == (Piece("ore", Decimal(10), "KGM"),)


def test_a_transformation_takes_and_makes_with_its_yield(tmp_path):
    rows = made({"role": "in", "lot": "a"}, {"role": "in", "lot": "b", "unit": "lb"}, {"role": "out", "lot": "c"})
    rows[1]["yield"] = "0.925"
    (event,) = events(tmp_path, *rows)
    assert event.kind == "transformation" and event.yield_ == Fraction(37, 40) and event.at == START + DAY
    assert event.taken == (Piece("a", Decimal(10), "KGM"), Piece("b", Decimal(10), "LBR"))
    assert event.made == (Piece("c", Decimal(10), "KGM"),)


def test_a_claim_has_the_unit_of_the_lot_and_a_second_row_adds_another(tmp_path):
    first = row(claim="made-up A", claimed_quantity="2.5", claim_model="mass balance", claim_from="2025-04-01")
    second = row(quantity="", claim="made-up B", claim_until="2025-07-01", claim_reference="certificate 1")
    third = row(quantity="", unit="", claim="made-up C", claimed_quantity="2", claim_unit="lb")
    fourth = row(quantity="", unit="", claim="made-up D", claimed_quantity="3")
    (event,) = events(tmp_path, first, second, third, fourth)
    assert event.named == (Piece("ore", Decimal(10), "KGM"),)
    assert event.claims == (
        Claim("ore", "made-up A", Decimal("2.5"), "KGM", "mass-balance", "2025-04-01"),
        Claim("ore", "made-up B", until="2025-07-01", reference="certificate 1"),
        Claim("ore", "made-up C", Decimal(2), "LBR"),
        Claim("ore", "made-up D", Decimal(3), "KGM"),
    )


def test_what_is_not_said_stays_unsaid(tmp_path):
    rows = [row(quantity="unknown"), row(event="e2", activity="move", site="s", quantity="", unit="")]
    one, two = events(tmp_path, *rows)
    assert one.named == two.named == (Piece("ore", None, ""),)
    assert (one.site, one.to, one.yield_, one.claims) == ("", "", None, ())


def test_pieces_have_no_unit(tmp_path):
    (event,) = events(tmp_path, row(unit="個", claim="made-up", claimed_quantity="3"))
    assert event.named == (Piece("ore", Decimal(10), ""),) and event.claims[0].unit == ""


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("2025-04-01", 0),
        ("2025-04-01T09:00+09:00", 0),
        ("2025-04-01 09:00:00 +0900", 0),
        ("2025-03-31T19:00-05:00", 0),
        ("2025-04-01t00:00:00.250z", 250_000),
    ],
)
def test_a_date_is_the_beginning_of_its_day_and_a_time_its_moment(said, at, tmp_path):
    (event,) = events(tmp_path, row(date=said))
    assert event.at == START + at


def test_the_order_of_rows_changes_no_identifier(tmp_path):
    rows = made({"role": "in", "lot": "a"}, {"role": "in", "lot": "b"}, {"role": "out", "lot": "c"})
    rows[0] |= {"site": "refinery", "yield": "0.5"}
    (one,) = events(tmp_path, *rows)
    (two,) = events(tmp_path, *reversed(rows))
    assert one.id == two.id


@pytest.mark.parametrize(
    "cells", [{"quantity": "11"}, {"unit": "t"}, {"lot": "b"}, {"date": "2025-04-02"}, {"claim": "b"}, {"site": "mine"}]
)
def test_another_content_is_another_identifier(cells, tmp_path):
    said = {"site": "refinery", "claim": "a"}
    assert events(tmp_path, row(**said))[0].id != events(tmp_path, row(**{**said, **cells}))[0].id


def test_a_quantity_written_in_two_ways_is_one_identifier(tmp_path):
    assert events(tmp_path, row(quantity="10"))[0].id == events(tmp_path, row(quantity="10.00", unit="KGM"))[0].id


def test_the_same_events_in_epcis_have_the_same_identifiers():
    epcis = document(COBALT)
    known = names(epcis["@context"])
    told = [event_of(plain(each, known), "epcis") for each in epcis["epcisBody"]["eventList"]]
    of_table = list(read(COBALT).events())
    assert len(of_table) == len({each["event"] for each in rows_of_cobalt()}) == 21
    assert [event._replace(where="") for event in told] == [event._replace(where="") for event in of_table]


def test_an_event_written_by_hand_in_epcis_has_the_same_identifier(tmp_path):
    rows = made({"role": "in", "lot": "made-up-ore"}, {"role": "out", "lot": "made-up-hydroxide", "quantity": "0.4"})
    rows[0] |= {"site": "made-up-plant", "party": "made-up-owner", "yield": "0.04"}
    rows[1] |= {"claim": "made up", "claimed_quantity": "0.25", "claim_model": "mass-balance"}
    (event,) = events(tmp_path, *rows)
    other = {
        "@context": {"custody": "urn:orepath:custody:"},
        "type": "TransformationEvent",
        "eventID": "another-id",
        "eventTime": "2025-04-02T00:00:00Z",
        "eventTimeZoneOffset": "+00:00",
        "outputQuantityList": [{"epcClass": "made-up-hydroxide", "quantity": Decimal("0.40"), "uom": "KGM"}],
        "inputQuantityList": [{"epcClass": "made-up-ore", "quantity": 10, "uom": "KGM"}],
        "bizLocation": {"id": "made-up-plant"},
        "destinationList": [{"type": "owning_party", "destination": "made-up-owner"}],
        "custody:yield": Decimal("0.04"),
        "custody:claim": {
            "custody:lot": "made-up-hydroxide",
            "custody:content": "made up",
            "custody:amount": Decimal("0.25"),
            "custody:unit": "KGM",
            "custody:model": "mass-balance",
        },
    }
    told = event_of(plain(other, names(None)), "epcis")
    assert told.id == event.id and told.claims == event.claims and told.yield_ == event.yield_


def test_the_example_of_the_documentation_has_the_identifier_of_the_same_rows(tmp_path):
    page = Path(__file__).resolve().parents[3] / "docs" / "reference" / "custody-input.md"
    example = json.loads(re.search(r"```json\n(.*?)```", page.read_text("utf-8"), re.DOTALL)[1])
    said = event_of(plain(example, names(example["@context"])), "epcis")
    ore, hydroxide = (f"urn:example:made-up:{name}" for name in ("ore", "hydroxide"))
    rows = made({"role": "in", "lot": ore}, {"role": "out", "lot": hydroxide, "quantity": "6000"})
    rows[0] |= {"date": "2025-01-20", "quantity": "200", "unit": "t", "yield": "0.03"}
    rows[1] |= {"date": "2025-01-20", "claim": "made-up origin", "claim_model": "segregated"}
    (event,) = events(tmp_path, *rows)
    assert said.id == event.id


def test_a_number_keeps_all_its_digits():
    long = "1" * 30 + "." + "3" * 30
    assert str(number(Fraction(long))) == long


def test_a_lot_said_in_two_ways_is_one(tmp_path):
    urn, link = "urn:epc:class:lgtin:4012345.012345.998877", "https://id.gs1.org/01/04012345123456/10/998877"
    document = read(written(tmp_path / "made-up.csv", [row(lot=urn, mineral="cobalt"), row(event="e2", lot=link)]))
    assert [lot.id for lot in document.lots] == [piece.lot for event in document.events() for piece in event.named][:1]
    assert document.lots[0].mineral == "cobalt" and document.lots[0].batch == urn
