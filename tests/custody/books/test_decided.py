"""What is decided where a record leaves it open, always so that nothing can be won by it."""

import pytest

from orepath.custody.event import Correction
from orepath.errors import InputError
from tests.custody.books.made_up import at, claim, event, kinds, ledger, start, turn


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


def test_a_copy_under_another_name_does_not_hide_that_one_name_has_two_contents():
    one, other = (start(1, "ore", amount, [claim("ore")], given="urn:made-up:1") for amount in (100, 120))
    hiding = one._replace(given="urn:made-up:2", where="made-up day 0")
    for order in ((one, other, hiding), (hiding, other, one)):
        found = ledger(*order)
        assert kinds(found) == ["identifier_conflict"]
        assert not found.granted()


def test_a_copy_does_not_hide_that_an_identifier_is_not_the_hash_of_its_content():
    one = start(1, "ore", 100, given="ni:///sha-256;00?ver=CBV2.0")
    assert kinds(ledger(one, one._replace(given="", where="made-up day 0"))) == ["identifier_mismatch"]


def test_an_error_declared_with_another_content_leaves_open_which_counts():
    one = start(1, "ore", 100, [claim("ore")], given="urn:made-up:1")
    wrong = start(1, "ore", 101, [claim("ore")], given="urn:made-up:1")
    found = ledger(one, wrong._replace(in_error=Correction(at(9), "made-up mistake", ())))
    assert kinds(found) == ["identifier_conflict"]
    assert set(found.violations[0].events) == {one.id, wrong.id}
    assert not found.granted()


def test_two_parties_may_give_their_own_events_one_number():
    mine = [start(1, "ore", 100, [claim("ore")], given="E01"), turn(2, [("ore", 100)], [("metal", 100)], given="E02")]
    yours = [start(1, "scrap", 50, given="E01"), turn(3, [("metal", 100)], [("sheet", 100)], given="E02")]
    assert kinds(ledger(*mine, *yours)) == []
    again = start(1, "ore", 120, [claim("ore")], given="E01")
    found = ledger(*mine, *yours, again)
    assert kinds(found) == ["negative_stock", "identifier_conflict"]
    assert set(found.violations[1].events) == {mine[0].id, again.id}


@pytest.mark.parametrize("model", ["mass-balance", "identity-preserved"])
def test_what_is_declared_of_a_lot_does_not_cover_what_is_added_from_other_lots(model):
    its = [start(1, "ore", 100, [claim("ore")]), start(1, "other", 100), turn(2, [("other", 100)], [("ore", 100)])]
    found = ledger(*its, turn(3, [("ore", 200)], [("metal", 200)], [claim("metal", model=model)]))
    assert kinds(found) == ["overclaiming"]
    assert [(found.columns.lots[each.lot], each.amount) for each in found.granted()] == [("ore", 100 * 10**15)]


def test_more_is_not_declared_of_a_lot_than_began_without_recorded_inputs():
    its = [start(1, "ore", 100, [claim("ore", 200)]), start(1, "other", 100), turn(2, [("other", 100)], [("ore", 100)])]
    found = ledger(*its)
    assert kinds(found) == ["overclaiming"] and not found.granted()
    assert "only 100 kg of it began without recorded inputs" in found.violations[0].explanation.en


def test_a_lot_made_from_itself_gives_no_claims_of_its_own():
    its = [start(1, "ore", 100, [claim("ore")]), start(1, "other", 100), turn(2, [("ore", 100)], [("ore", 100)])]
    metal = turn(3, [("ore", 100)], [("metal", 100)], [claim("metal")])
    found = ledger(*its, metal, turn(4, [("other", 100)], [("sheet", 100)], [claim("sheet", 100)]))
    assert kinds(found) == ["overclaiming", "loop"]


def test_a_claim_without_an_amount_is_of_what_its_event_names():
    begun = [start(day, "ore", 100, [claim("ore")]) for day in (1, 2)]
    made = turn(3, [("ore", 200)], [("metal", 200)], [claim("metal")])
    found = ledger(*begun, made)
    assert kinds(found) == [] and [each.amount // 10**15 for each in found.granted()] == [100, 100, 200]


def test_a_claim_on_one_receipt_does_not_cover_another():
    seen = {"action": "observe", "named": [("ore", 100)], "step": "receiving", "site": "made-up-refinery"}
    first = event("object", 1, claims=[claim("ore", model="mass-balance")], **seen)
    second = event("object", 2, **seen)
    made = turn(3, [("ore", 200)], [("metal", 200)], [claim("metal", 200, model="mass-balance")])
    found = ledger(first, second, made)
    assert kinds(found) == ["overclaiming"]
    assert "only 100 kg are covered" in found.violations[0].explanation.en
