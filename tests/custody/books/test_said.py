"""What documents say of lots, identifiers that are hashes, and what is refused at the door."""

from decimal import Decimal
from fractions import Fraction

import pytest

from orepath.custody.books.exact import FINEST, Total, decimal, joined, whole
from orepath.custody.books.ledger import keep
from orepath.custody.books.periods import period, too_long
from orepath.custody.books.violation import VIOLATIONS, say
from orepath.custody.document import Document, LotFacts, Material
from orepath.custody.event import identifier
from orepath.errors import InputError
from tests.custody.books.made_up import at, claim, event, kinds, ledger, start, turn


def said(*facts):
    return keep([Document("made-up", "made-up", lots=facts)])


def test_an_identifier_that_is_not_the_hash_of_its_content():
    told = identifier(bytes(31) + b"\1")
    wrong = start(1, "ore", 1, given=told)
    found = ledger(wrong)
    assert kinds(found) == ["identifier_mismatch"]
    assert found.violations[0].events == (wrong.id,)
    assert found.violations[0].where == ("made-up day 1",)
    assert f"identifier {told}; it has {wrong.id}" in found.violations[0].explanation.en
    assert f"識別子は{told}であるが" in found.violations[0].explanation.ja
    assert kinds(ledger(wrong._replace(given=wrong.id))) == []


def test_materials_that_come_to_more_than_their_lot():
    parts = (Material("nickel", mass_kg=Decimal(60)), Material("cobalt", mass_kg=Decimal("40.001")))
    found = said(LotFacts("cell", mass_kg=Decimal(100), materials=parts, where="made-up, cell"))
    assert kinds(found) == ["contents_exceed"]
    assert found.violations[0].where == ("made-up, cell",)
    assert found.violations[0].explanation.en == (
        "The materials of the lot cell come to 100.001 kg, more than its 100 kg."
    )
    assert "100.001 kgであり" in found.violations[0].explanation.ja
    just = (Material("nickel", mass_kg=Decimal(60)), Material("cobalt", mass_kg=Decimal(40)))
    assert kinds(said(LotFacts("cell", mass_kg=Decimal(100), materials=just))) == []


def test_shares_that_come_to_more_than_one():
    parts = tuple(Material(name, share=Fraction(1, 3)) for name in "abc")
    assert kinds(said(LotFacts("cell", materials=parts))) == []
    more = (*parts, Material("d", share=Fraction(1, 1000)))
    found = said(LotFacts("cell", materials=more))
    assert kinds(found) == ["contents_exceed"]
    assert "come to 1.001, more than its 1" in found.violations[0].explanation.en


def test_documents_that_differ_on_a_lot():
    one = LotFacts("ore", mineral="cobalt", origin="AA", where="made-up 1")
    other = LotFacts("ore", mineral="Cobalt", origin="BB", where="made-up 2")
    found = said(one, other)
    assert kinds(found) == ["documents_differ"]
    assert found.violations[0].where == ("made-up 1", "made-up 2")
    assert found.violations[0].explanation.en == (
        "Documents say different things of the lot ore. origin: AA (made-up 1); BB (made-up 2). "
        "What they differ on is not known."
    )
    assert "ロットoreについて、文書間で記載が異なる。原産地：AA" in found.violations[0].explanation.ja
    assert found.facts["ore"].origin == ""


def test_the_mass_that_a_document_states_is_that_of_a_lot_of_which_no_event_says_any():
    its = [start(1, "ore", None), turn(2, [("ore", 101)], [("metal", 90)])]
    facts = (LotFacts("ore", mass_kg=Decimal(100)),)
    assert kinds(ledger(*its, lots=facts)) == ["negative_stock"]
    assert kinds(ledger(*its)) == []


@pytest.mark.parametrize("amount", ["-1", "1e31", "1e999999", "1e-16"])
def test_amounts_that_cannot_be(amount):
    with pytest.raises(InputError) as refused:
        ledger(start(1, "ore", amount), start(2, "ore-2", 1, [claim("ore-2", amount)]))
    faults = refused.value.faults
    assert len(faults) == 2
    assert {fault.where for fault in faults} == {"made-up day 1", "made-up day 2"}
    assert str(Decimal(amount)) in str(refused.value)


def test_amounts_as_large_as_they_may_be():
    found = ledger(start(1, "ore", "1e30"), start(2, "ore", "0.000000000000001"), turn(3, [("ore", "2e29")], []))
    assert kinds(found) == []
    short = ledger(start(1, "ore", "1e30"), turn(3, [("ore", "1e30"), ("ore", "0.000000000000001")], []))
    assert "000,000.000000000000001 kg" in short.violations[0].explanation.en


def test_sums_of_fractions_stay_small_and_never_too_large():
    total, exact = Total(), Fraction(0)
    for number in range(1, 400):
        total.add(Fraction(number, number * number + 1))
        exact += Fraction(number, number * number + 1)
    assert total.sum.denominator <= FINEST
    assert exact - Fraction(400, FINEST // 2**20) < total.sum <= exact
    assert joined(FINEST, 3) == FINEST
    assert whole(Decimal("1e31"), "KGM") is None
    assert decimal(10**45) == Decimal("1e30")


def test_periods_that_state_one_end():
    half = period(claim("ore", until="2025-07-15"), at(1))
    assert [str(day) for day in half] == ["2024-07-15", "2025-07-15"]
    assert not too_long(*half)
    other = period(claim("ore", from_="2025-01-15"), at(1))
    assert [str(day) for day in other] == ["2025-01-15", "2026-01-15"]
    assert not too_long(*other)
    assert period(claim("ore", until="0001-03-01"), at(1))[0].year == 1
    assert period(claim("ore", from_="9999-03-01"), at(1))[1].year == 9999


def test_declared_twice_in_one_moment_by_different_events_is_told_with_both():
    one, other = start(1, "ore", 50, [claim("ore", 60)]), start(1, "ore", 50, [claim("ore", 60)], site="made-up pit")
    found = ledger(one, other)
    assert kinds(found) == ["double_claiming"]
    assert set(found.violations[0].events) == {one.id, other.id}


def test_what_a_disputed_event_would_add_to_the_end_of_a_campaign_does_not_move_its_credit():
    its = [
        start(1, "ore", 100, [claim("ore")]),
        turn(2, [("ore", 100)], [("metal", 100)], transformation="campaign"),
        turn(100, [], [("slag", 0)], transformation="campaign", given="E-1", site="made-up elsewhere"),
        turn(101, [], [("slag", 0)], transformation="campaign", given="E-1", site="made-up elsewhere"),
        turn(3, [("scrap", 100)], [("wire", 100)], [claim("wire")]),
    ]
    found = ledger(*its)
    assert kinds(found) == ["identifier_conflict"]
    assert len(found.granted()) == 2


def test_every_kind_has_words_in_both_languages():
    assert len(VIOLATIONS) == 12
    for key in ("and_events", "and_others", "overclaiming_again"):
        values = {"said": "A.", "more": 2, "first": "a", "lot": "l", "content": "c", "model": "m"}
        words = say(key, claimed="1 kg", allowed="0 kg", **values)
        assert words.en != words.ja
        assert "{" not in words.en + words.ja


def test_lots_that_are_put_together_are_not_used_up():
    its = [start(1, "cell", 10), event("aggregation", 2, "add", named=[("cell", 10)], parent="pack")]
    found = ledger(*its, turn(3, [("cell", 10)], [("module", 10)]))
    assert kinds(found) == []
