"""Exposure to lists: names are compared, never guessed, and a flag is never a finding."""

import unicodedata
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.errors import InputError
from orepath.qualification.list_exposure.names import Near, bare, same
from orepath.qualification.qualify import qualify
from orepath.qualification.rule_file import load
from tests.qualification.made_up_tables import written

RULE = "forced-labour-exposure"
LISTING = {"name": "Made-up Smelter", "list": "UFLPA", "prong": "2(d)(2)(B)(ii)", "effective": "2024-06-01"}
FORMS = load(RULE).settings["legal_forms"]


def asked(rows, folder, listings=(LISTING,), on="2025-01-01"):
    beside = {"list": written(folder / "list.csv", listings)} if listings else {}
    return qualify(RULE, written(folder / "rows.csv", rows), on=on, beside=beside)


@given(st.text(min_size=1))
def test_a_name_is_the_same_in_any_case_and_width(name):
    assert same(name) == same(unicodedata.normalize("NFKC", name).casefold())


@given(st.text("abcdefg -", min_size=1), st.text("abcdefg -", min_size=1))
def test_names_that_differ_by_a_letter_are_never_the_same(one, two):
    assert (same(one) == same(two)) == (one == two)


@given(st.lists(st.text("abcd .", min_size=1), min_size=1, max_size=6), st.text("abcd .", min_size=1))
def test_a_near_name_is_never_the_name_itself_and_order_does_not_matter(names, name):
    near = Near.of(names, FORMS, Fraction(4, 5)).to(name)
    assert name not in near
    assert near == Near.of(sorted(names, reverse=True), FORMS, Fraction(4, 5)).to(name)


@pytest.mark.parametrize(
    ("name", "other", "is_near"),
    [
        ("架空製錬株式会社", "架空製錬(株)", True),
        ("架空製錬（株）", "架空製錬株式会社", True),
        ("Made-up Smelter", "Made-up Smelter Co., Ltd.", True),
        ("Made-up Smelter", "Made up  smelter", True),
        ("Made-up Smelter", "Made-up Smelters", True),
        ("Made-up Smelter", "Another Refiner of Boria", False),
        ("Co., Ltd.", "Inc.", False),
    ],
)
def test_near_names(name, other, is_near):
    assert bool(Near.of([other], FORMS, Fraction(4, 5)).to(name)) is is_near


def test_legal_forms_are_left_out_as_words_only():
    assert bare("Cobalt Co.", FORMS) == "cobalt"


def test_a_listing_has_its_prong_and_its_day(tmp_path):
    found = asked([{"name": "Made-up Smelter", "country": "AU"}], tmp_path)
    (listing,) = found.chains[0].details["listings"]
    assert (listing["prong"], str(listing["effective"]), listing["effect"]) == (
        "2(d)(2)(B)(ii)",
        "2024-06-01",
        "presumed",
    )
    assert "works with the region's government" in listing["ground"].en


@pytest.mark.parametrize(
    ("told", "effect"),
    [("UFLPA", "presumed"), ("ＵＦＬＰＡ", "presumed"), ("WRO", "detained"), ("House list", "listed")],
)
def test_what_follows_from_a_listing_depends_on_its_list(told, effect, tmp_path):
    found = asked([{"name": "Made-up Smelter", "country": "AU"}], tmp_path, [{**LISTING, "list": told}])
    assert found.chains[0].details["listings"][0]["effect"] == effect
    assert found.passes is False


def test_a_prong_of_another_list_stands_as_written(tmp_path):
    found = asked([{"name": "Made-up Smelter", "country": "AU"}], tmp_path, [{**LISTING, "list": "House list"}])
    assert found.chains[0].details["listings"][0]["ground"].en == "2(d)(2)(B)(ii)"


def test_a_file_of_procurement_chains_can_be_given_as_it_is(tmp_path):
    row = {"chain_id": "C1", "mineral": "nickel", "value_usd": 100, "activity": "processing", "country": "CHL"}
    row |= {"entity_id": "X-1", "value_added_usd": "unknown", "mass_kg": 5, "evidence": "made up"}
    found = asked([row], tmp_path, [{**LISTING, "entity_id": "x-1"}])
    assert (found.chains[0].chain_id, found.passes) == ("C1", False)


def test_without_a_list_nothing_is_cleared(tmp_path):
    found = asked([{"name": "Made-up Smelter", "country": "AU"}], tmp_path, ())
    assert (found.passes, found.outcome) == (None, "undetermined")
    assert [each.where for each in found.missing] == ["--beside list="]


def test_without_a_list_the_region_is_still_flagged(tmp_path):
    found = asked([{"name": "Made-up Mine", "country": "CN", "region": "xinjiang"}], tmp_path, ())
    assert (found.passes, found.outcome) == (False, "flagged")


def test_the_mineral_is_looked_up_among_the_sectors(tmp_path):
    found = asked([{"name": "Made-up Works", "country": "CL", "mineral": "リチウム"}], tmp_path, on="2025-08-19")
    assert (found.outcome, found.passes) == ("sector_only", True)


def test_every_alias_of_a_listed_entity_is_found(tmp_path):
    listings = [LISTING, {**LISTING, "name": "架空製錬"}]
    found = asked(
        [{"name": "架空製錬", "country": "AU"}, {"name": "MADE-UP SMELTER", "country": "AU"}], tmp_path, listings
    )
    assert [each.details["flags"] for each in found.chains] == [["listing"], ["listing"]]


def test_no_text_says_that_there_was_forced_labour(tmp_path):
    rows = [{"name": "Made-up Smelter", "country": "CN", "region": "Xinjiang", "sector": "cotton"}]
    found = asked(rows, tmp_path)
    said = [step.said.en for step in found.steps] + [step.gives.name.en for step in found.steps]
    assert found.outcome == "flagged"
    assert not [each for each in said if "forced labour" in each.lower() and "as the list says" not in each]
    words = load(RULE).words
    assert "no finding of forced labour" in words["outcome_flagged"].en


@pytest.mark.parametrize(
    ("listing", "codes"),
    [
        ({**LISTING, "name": ""}, ["required_cell"]),
        ({**LISTING, "removed": "2024-06-01"}, ["period_reversed"]),
        ({**LISTING, "effective": "1 June 2024"}, ["bad_cell"]),
        ({**LISTING, "effective": ""}, ["required_cell"]),
    ],
)
def test_a_listing_that_cannot_be_read_is_refused(listing, codes, tmp_path):
    with pytest.raises(InputError) as raised:
        asked([{"name": "Made-up Smelter"}], tmp_path, [listing])
    assert [fault.code for fault in raised.value.faults] == codes
    assert all("list.csv, row 2" in fault.where for fault in raised.value.faults)


def test_faults_of_both_tables_are_told_at_once(tmp_path):
    with pytest.raises(InputError) as raised:
        asked([{"name": "Made-up Smelter", "country": "Atlantis"}], tmp_path, [{**LISTING, "effective": "soon"}])
    assert len(raised.value.faults) == 2
