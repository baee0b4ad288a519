"""Plans against cases that a person can work by hand, and what holds for any plan."""

import itertools
from fractions import Fraction

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orepath.qualification.planning.json import as_json
from orepath.qualification.planning.option import Option
from orepath.qualification.planning.planned import plan
from orepath.qualification.planning.said import headline, listed, notes, steps
from orepath.qualification.qualify import qualify, question
from tests.qualification.planning.made_up_options import CHAINS, OPTIONS, RULE, cases, options, vector


def planned(case, folder):
    asked = question(
        RULE,
        vector(folder, case.get("more", ())),
        test=case.get("test", "traced"),
        on=case["day"],
        acquired=case.get("acquired", min(case["day"].isoformat(), "2025-09-15")),
        without=[case["without"]] if "without" in case else [],
    )
    return plan(asked, options(folder, *case["options"]))


@pytest.mark.parametrize("case", cases("plans"), ids=lambda case: case["title"])
def test_case(case, tmp_path):
    found, expected = planned(case, tmp_path), case["expect"]
    assert found.outcome == expected["outcome"]
    assert [change.option.option_id for change in found.changes] == expected["options"]
    assert found.cost_usd == Fraction(str(expected["cost"])) == found.at_least_usd
    assert found.proved and found.first
    for name in ("before", "after"):
        if name in expected:
            assert getattr(found, name) == Fraction(expected[name])
    for name in ("applies", "passes", "unknown"):
        if name in expected:
            assert getattr(found, name) == expected[name]
    if "shares" in expected:
        assert [change.share for change in found.changes] == [Fraction(share) for share in expected["shares"]]
    if "nearest" in expected:
        nearest = expected["nearest"]
        assert [option.option_id for option in found.nearest.options] == nearest["options"]
        for name in ("share", "short", "short_usd"):
            if name in nearest:
                assert getattr(found.nearest, name) == Fraction(str(nearest[name]))


@pytest.mark.parametrize("case", cases("plans"), ids=lambda case: case["title"])
def test_every_plan_is_said_in_both_languages(case, tmp_path):
    found = planned(case, tmp_path)
    said = [headline(found), *steps(found), *notes(found)]
    assert all(each.en and each.ja and "{" not in each.en + each.ja for each in said)
    assert len(steps(found)) == (len(found.changes) + 2 if found.changes else 0)
    assert as_json(found)["said"][0] == {"en": headline(found).en, "ja": headline(found).ja}


def test_the_same_without_the_agreement(tmp_path):
    case = next(case for case in cases("plans") if "two small changes" in case["title"])
    found = planned(case, tmp_path)
    (agreement, other), *more = found.without.items()
    assert agreement == "us-japan-2023" and not more
    assert (other.outcome, other.before, other.dropped) == ("none_passes", Fraction(37, 100), (agreement,))
    assert other.nearest.share == Fraction(58, 100) and other.nearest.short == Fraction(12, 100)
    assert "58.0 % (29/50)" in headline(other).en and "12.0 percentage points" in headline(other).en
    assert "12.0ポイント" in headline(other).ja


def test_work_that_ends_is_told(tmp_path):
    case = next(case for case in cases("plans") if "two small changes" in case["title"])
    asked = question(RULE, vector(tmp_path), test="traced", on="2026-06-01", acquired="2025-09-15")
    found = plan(asked, options(tmp_path, *case["options"]), limit=0)
    assert found.outcome == "found" and not found.proved and found.at_least_usd <= 210 <= found.cost_usd
    assert "not proved" in headline(found).en and "証明されていない" in headline(found).ja
    assert found.nearest is None and not any("No cheaper" in note.en for note in notes(found))


def test_of_many_options_a_sentence_names_a_few():
    many = [Option(f"o{number}", "c", Fraction(1), "", (), "") for number in range(11)]
    assert listed(many).en == "o0, o1, o2, o3, o4, o5, o6, o7 and 3 more"
    assert listed(many).ja.endswith("「o7」ほか3件") and "o8" not in listed(many).ja
    assert (listed(many[:2]).en, listed(many[:2]).ja) == ("o0 and o1", "「o0」及び「o1」")
    assert listed(many[:3]).ja == "「o0」、「o1」及び「o2」" and listed([]).en == "no change"


PLACES = st.sampled_from(["AU", "JP", "US", "CN", "unknown"])
AMOUNTS = st.integers(1, 6).map(str)


@st.composite
def tables(draw):
    """Rows of few chains, and of few options for them."""
    chains, more = [], []
    for number in range(draw(st.integers(1, 3))):
        chain = f"c{number}"
        chains += draw(chain_of(chain))
        for option in range(draw(st.integers(0, 3))):
            head = {"option_id": f"o{number}{option}", "replaces": chain, "cost_usd": str(draw(st.integers(-2, 5)))}
            more += [{**head, **row} for row in draw(chain_of(chain))]
    return chains, more


@st.composite
def chain_of(draw, chain_id):
    value = draw(AMOUNTS)
    done = draw(st.sampled_from([["recycling"], ["extraction", "processing"], ["processing", "processing"]]))
    return [
        dict(zip(CHAINS, (chain_id, "nickel", value, each, draw(PLACES), "made-up", draw(AMOUNTS)), strict=True))
        for each in done
    ]


def table(rows, columns):
    return pa.table({name: pa.array([row.get(name, "") for row in rows], pa.string()) for name in columns})


@settings(max_examples=120, deadline=None)
@given(tables(), st.sampled_from(["traced", "half"]))
def test_a_plan_is_what_trying_every_set_gives(given_tables, test):
    chains, more = given_tables
    days = {"on": "2025-06-01", "acquired": "2025-06-01", "reported": "2025-06-01"}
    if not more:
        return
    found = plan(question(RULE, table(chains, CHAINS), test=test, **days), table(more, OPTIONS))
    taken = tuple(sorted(change.option.option_id for change in found.changes))
    passing, shares = {}, {}
    for chosen in sets(more):
        result = qualify(RULE, table(replaced(chains, more, chosen), CHAINS), test=test, **days)
        shares[chosen] = result.low
        if result.passes:
            passing[chosen] = sum(cost(more, option) for option in chosen)
    assert found.sets == len(shares)
    if passing:
        assert taken == min(passing, key=lambda chosen: (passing[chosen], len(chosen), chosen))
        assert found.cost_usd == passing[taken] and found.after == shares[taken] and found.passes
        cheaper = {chosen for chosen in shares if sum(cost(more, each) for each in chosen) < found.cost_usd}
        assert (found.nearest is None) == (not cheaper)
    else:
        assert found.outcome == "none_passes" and not taken and found.nearest.share == max(shares.values())


def sets(more):
    """Every set of options with at most one a chain."""
    by_chain = {}
    for row in more:
        by_chain.setdefault(row["replaces"], {})[row["option_id"]] = None
    for chosen in itertools.product(*([None, *its] for its in by_chain.values())):
        yield tuple(sorted(option for option in chosen if option))


def replaced(chains, more, chosen):
    gone = {row["replaces"] for row in more if row["option_id"] in chosen}
    return [row for row in chains if row["chain_id"] not in gone] + [r for r in more if r["option_id"] in chosen]


def cost(more, option):
    return next(int(row["cost_usd"]) for row in more if row["option_id"] == option)


@settings(max_examples=40, deadline=None)
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(given_tables, draw):
    chains, more = given_tables
    if not more:
        return
    found = []
    for _ in range(2):
        asked = question(RULE, table(chains, CHAINS), test="traced", on="2025-06-01")
        made = plan(asked, table(more, OPTIONS))
        found.append((made.outcome, made.cost_usd, {change.option.option_id for change in made.changes}, made.after))
        draw.shuffle(chains)
        draw.shuffle(more)
    assert found[0] == found[1]
