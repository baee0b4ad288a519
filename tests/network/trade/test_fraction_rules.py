"""The rules as data: complete, sourced, consistent, and each reachable."""

import math
import re
from pathlib import Path

import pytest

import orepath.network.trade as package
from orepath.network.trade.contained import STAGES, codes_of
from orepath.network.trade.fractions import bases, fractions, heads
from orepath.network.trade.notes import notes
from orepath.network.trade.unseen import known_codes
from orepath.vocabulary.places import is_country
from orepath.vocabulary.terms import minerals

CERTAINTY = {"F", "K-hi", "K", "K-lo"}
NAMES = [f"{rule.mineral} {rule.code} {rule.band} {','.join(rule.exporters)}" for rule in fractions()]


@pytest.mark.parametrize("rule", fractions(), ids=NAMES)
def test_every_rule_is_in_order_and_says_its_source(rule):
    assert rule.mineral in minerals() and rule.mineral in bases()
    assert re.fullmatch(r"\d{6}", rule.code) and rule.stage in STAGES
    assert 0 <= rule.low <= rule.high
    assert math.isnan(rule.mid) or rule.low <= rule.mid <= rule.high
    assert rule.reference and (rule.how_sure in CERTAINTY or rule.judgement)
    assert all(is_country(place) for place in (*rule.exporters, *rule.importers))
    assert rule.from_usd_t < rule.below_usd_t and rule.from_price < rule.below_price
    assert list(rule.payable) == sorted(rule.payable) and list(rule.price_range) == sorted(rule.price_range)
    assert not rule.merges or (rule.low == 0 and math.isnan(rule.mid))


@pytest.mark.parametrize("rule", fractions(), ids=NAMES)
def test_every_code_is_listed_with_its_mineral_and_stage(rule):
    code = rule.instead_of or rule.code
    assert (code, rule.mineral, rule.stage) in {(r["code"], r["mineral"], r["stage"]) for r in known_codes()}


def test_codes_that_overlap_say_so_of_each_other():
    pairs = {(r.mineral, r.stage, r.instead_of or r.code, other) for r in fractions() for other in r.overlap}
    assert pairs and all((mineral, stage, other, code) in pairs for mineral, stage, code, other in pairs)


def test_codes_that_overlap_are_counted_under_one_name():
    rules = [rule for rule in fractions() if rule.overlap]
    names = {rule.code: name for rule, name in zip(rules, heads(rules), strict=True)}
    assert {"282200", "810510", "810520"} <= set(names) and len(set(names.values())) == 1


def test_no_rule_hides_behind_an_earlier_one():
    for place, rule in enumerate(fractions()):
        for earlier in fractions()[:place]:
            same = (earlier.mineral, earlier.code) == (rule.mineral, rule.code)
            wider = not earlier.exporters or (rule.exporters and set(rule.exporters) <= set(earlier.exporters))
            holds = earlier.from_usd_t <= rule.from_usd_t and rule.below_usd_t <= earlier.below_usd_t
            holds &= earlier.from_price <= rule.from_price and rule.below_price <= earlier.below_price
            assert not (same and wider and not earlier.importers and holds), (rule, earlier)


def test_every_code_of_the_list_is_sourced_in_both_languages():
    for row in known_codes():
        assert re.fullmatch(r"\d{6}", row["code"]) and row["stage"] in STAGES and row["mineral"] in minerals()
        assert row["main"] in ("yes", "no") and row["how_sure"] in CERTAINTY and row["reference"]
        assert row["name_en"].isascii() and not row["name_ja"].isascii()


def test_every_good_of_the_vocabulary_has_a_rule():
    ruled = {(rule.mineral, rule.code) for rule in fractions()}
    for mineral in bases():
        assert {(mineral, code) for code in codes_of(mineral)} <= ruled


def test_every_note_is_used_and_says_it_in_both_languages():
    code = "\n".join(path.read_text("utf-8") for path in Path(package.__file__).parent.glob("*.py"))
    for name, told in notes().items():
        assert f'"{name}"' in code, name
        assert told.en.isascii() and not told.ja.isascii()
