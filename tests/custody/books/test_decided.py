"""What is decided where a record leaves it open, always so that nothing can be won by it."""

import pytest

from orepath.errors import InputError
from tests.custody.books.made_up import claim, event, kinds, ledger, start, turn


def test_what_went_in_at_no_site_is_not_pooled():
    its = [start(1, "ore", 100, [claim("ore")]), start(1, "other", 100)]
    first = turn(2, [("ore", 100)], [("metal", 100)], site="")
    second = turn(3, [("other", 100)], [("sheet", 100)], [claim("sheet")], site="")
    assert kinds(ledger(*its, first, second)) == ["overclaiming"]
    together = turn(3, [("other", 100)], [("sheet", 100)], [claim("sheet")], site="made-up-refinery")
    at_site = turn(2, [("ore", 100)], [("metal", 100)], site="made-up-refinery")
    assert kinds(ledger(*its, at_site, together)) == []


def test_what_went_in_at_no_site_covers_its_own_transformation():
    made = turn(2, [("ore", 100)], [("metal", 100)], [claim("metal")], site="")
    found = ledger(start(1, "ore", 100, [claim("ore")]), made)
    assert kinds(found) == [] and [balance.site for balance in found.balances()] == [""]


def test_a_claim_that_says_no_model_is_the_strictest_of_what_begins_the_record():
    made = turn(2, [("ore", 100)], [("metal", 100)], [claim("metal", model="identity-preserved")])
    found = ledger(start(1, "ore", 100, [claim("ore")]), made)
    assert kinds(found) == []
    assert [each.model for each in found.granted()] == ["identity-preserved", "identity-preserved"]


def test_two_lots_from_outside_are_two_sources():
    received = [
        event("object", 1, "observe", named=[(lot, 50)], step="receiving", site="made-up-refinery",
              claims=[claim(lot, model="identity-preserved")])
        for lot in ("ore", "other")
    ]  # fmt: skip
    made = turn(2, [("ore", 50), ("other", 50)], [("metal", 100)], [claim("metal", model="identity-preserved")])
    found = ledger(*received, made)
    assert kinds(found) == ["overclaiming"]
    assert "several sources: ore, other" in found.violations[0].explanation.en


def test_a_crate_may_hold_what_is_made_of_what_it_held():
    put = event("aggregation", 1, "add", named=[("ore", 10)], parent="crate")
    out = event("aggregation", 2, "delete", named=[("ore", 10)], parent="crate")
    made = turn(3, [("ore", 10)], [("metal", 10)])
    again = event("aggregation", 4, "add", named=[("metal", 10)], parent="crate")
    assert kinds(ledger(start(0, "ore", 10), put, out, made, again)) == []
    into = turn(5, [("metal", 10)], [("ore", 10)])
    assert "loop" in kinds(ledger(start(0, "ore", 10), put, out, made, again, into))


def test_a_claim_on_a_lot_that_its_event_does_not_name_is_a_fault():
    with pytest.raises(InputError) as caught:
        ledger(start(1, "ore", 100, [claim("metal")]))
    assert [each.code for each in caught.value.faults] == ["custody_claim_lot"]


def test_a_disputed_transfer_gives_nothing():
    ship = {"action": "observe", "named": [("ore", 100)], "step": "shipping"}
    first = event("object", 1, given="made-up-1", from_="A", to="B", **ship)
    other = event("object", 2, given="made-up-1", from_="A", to="C", **ship)
    on = event("object", 3, from_="B", to="D", **ship)
    told = [each.explanation.en for each in ledger(start(0, "ore", 100), first, other, on).violations]
    assert any(text.startswith("B passed on 100 kg") and "having had only 0 kg" in text for text in told)
