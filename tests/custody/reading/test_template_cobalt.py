"""The made-up chain of cobalt: what the table says of its lots, what the books say, and the same sent as EPCIS."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from fractions import Fraction

import pytest

from orepath.custody.books.ledger import keep
from orepath.custody.reading import epcis_json
from orepath.custody.reading.template import read
from tests.custody.reading.template_tables import COBALT, document, made, row, rows_of_cobalt, written


def changed(tmp_path, lot, column, cell):
    """The chain with another cell in the row in which a lot comes out."""
    rows = rows_of_cobalt()
    (its,) = [each for each in rows if each["lot"] == lot and each["role"] == "out"]
    assert its[column] != cell
    its[column] = cell
    return keep([read(written(tmp_path / "made-up.csv", rows))]).violations


def exact(number):
    """A number as JSON would not write it, to be mended in the text."""
    return {"exact": str(number)}


def test_it_is_named_as_made_up():
    assert all(each["evidence"].startswith("made up: ") for each in rows_of_cobalt())


def test_the_books_find_nothing_wrong():
    ledger = keep([read(COBALT)], "mass-balance")
    assert ledger.violations == ()
    (refinery,) = [each for each in ledger.balances() if each.site.startswith("Tulvala")]
    assert (refinery.went_in, refinery.claimed, refinery.left) == (8000, 8000, 0)


@pytest.mark.parametrize(
    ("lot", "column", "cell", "kind"),
    [
        ("SUL-1", "claimed_quantity", "8.001", "overclaiming"),
        ("SUL-1", "quantity", "12.7", "conservation"),
        ("KAL-HYD-1", "quantity", "6001", "conservation"),
        ("KAL-HYD-1", "quantity", "5999", "negative_stock"),
        ("KAL-HYD-1", "claim", "another claim", "overclaiming"),
        ("CAM-1", "claim_model", "segregated", "overclaiming"),
        ("CAM-1", "claim_until", "2025-04-02", "outside_period"),
    ],
)
def test_one_cell_that_is_not_true_is_found(lot, column, cell, kind, tmp_path):
    assert kind in {each.kind.replace("-", "_") for each in changed(tmp_path, lot, column, cell)}


def test_the_same_chain_sent_as_epcis_is_the_same(tmp_path):
    path = tmp_path / "made-up.json"
    path.write_text(re.sub(r'{"exact": "([0-9.]+)"}', r"\1", json.dumps(document(COBALT), default=exact)))
    of_epcis = [event.id for event in epcis_json.read(path).events()]
    assert of_epcis == [event.id for event in read(COBALT).events()]


def test_both_at_once_are_counted_once(tmp_path):
    alone, twice = keep([read(COBALT)]), keep([read(COBALT), read(written(tmp_path / "made-up.csv", rows_of_cobalt()))])
    assert twice.event_ids() == alone.event_ids() and twice.violations == ()


def test_what_is_said_of_lots_comes_from_any_of_their_rows(tmp_path):
    rows = made({"role": "in", "lot": "a"}, {"role": "out", "lot": "b", "unit": "t", "country": "Japan"})
    rows[0] |= {"site": "refinery", "stage": "採掘", "evidence": "ticket 1", "recycled": "25 %"}
    rows[1] |= {"value_usd": "10.5", "date": "2025-04-02T01:00+09:00", "evidence": "ticket 2"}
    rows[0]["date"] = rows[1]["date"]
    rows += [row(lot="a", country="AU", evidence="ticket 1"), row(event="e2", lot="b", activity="move", site="s")]
    rows[-1] |= {"material": "hydroxide", "mineral": "コバルト", "evidence": "ticket 3"}
    a, b = read(written(tmp_path / "made-up.csv", rows)).lots
    assert (a.id, a.origin, a.made_in, a.stage, a.recycled, a.site) == ("a", "AU", "", "mine", Fraction(1, 4), "")
    assert a.links == (("evidence", "ticket 1"),) and a.mass_kg == 10 and a.made_on == ""
    assert (b.origin, b.made_in, b.made_on, b.site, b.value_usd) == (
        "",
        "JP",
        "2025-04-02",
        "refinery",
        Fraction(21, 2),
    )
    assert (b.name, b.mineral, b.mass_kg) == ("hydroxide", "cobalt", Decimal(10_000))
    assert b.links == (("evidence", "ticket 2"), ("evidence", "ticket 3")) and b.where == "made-up.csv, row 3"


def test_the_mass_of_a_lot_that_begins_twice_or_in_pieces_is_not_said(tmp_path):
    rows = [row(lot="twice"), row(event="e2", lot="twice"), row(event="e3", lot="pieces", unit="EA")]
    rows += [row(event="e4", lot="unknown", quantity="unknown", value_usd="unknown", country="unknown")]
    lots = read(written(tmp_path / "made-up.csv", rows)).lots
    assert [lot.mass_kg for lot in lots] == [None, None, None]
    assert lots[2].value_usd is None and lots[2].origin == ""
