"""Whatever is hidden of a register, the bounds contain the truth; and the more is held, the more is controlled."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orepath.control.judge import judge
from orepath.control.upstream import OPEN
from tests.control.drawn import COMPANIES, ENTITIES, METRICS, OWNERS, RULES, stakes
from tests.control.made import DAY, register

EVERYBODY = (*ENTITIES, *({"id": company} for company in COMPANIES))


@st.composite
def hidden(draw, made):
    """The same stakes with owners nobody knows, shares between two bounds, and, in an open world, rows left out."""
    open_world = draw(st.booleans())
    found = []
    for stake in made:
        what = draw(st.sampled_from(["known", "known", "owner", "share", "row"]))
        if what == "row" and open_world and stake["metric"] in OPEN:
            continue
        if what == "owner":
            stake = {**stake, "owner": "unknown"}
        if what == "share":
            low = stake["share"] * draw(st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(9, 10)]))
            high = min(
                Fraction(1), stake["share"] + draw(st.sampled_from([Fraction(0), Fraction(1, 20), Fraction(1, 2)]))
            )
            stake = {**stake, "share": f"{low}..{high}"}
        found.append(stake)
    return found, open_world


@st.composite
def worlds(draw):
    made = draw(stakes(most=18, metrics=draw(st.sampled_from([METRICS, ("equity",), ("equity", "votes")]))))
    return made, *draw(hidden(made))


@settings(max_examples=500, deadline=None)
@given(worlds(), st.sampled_from(RULES))
def test_bounds_contain_the_truth(drawn, rule):
    made, seen, open_world = drawn
    truth = judge(register(made, EVERYBODY), "Mine", rule, DAY)
    found = judge(register(seen, EVERYBODY), "Mine", rule, DAY, open_world)
    for metric, held in truth.metrics.items():
        assert found.metrics[metric].low <= held.low <= held.high <= found.metrics[metric].high, metric
    assert found.controlled in (truth.controlled, None)
    for known, true in zip(found.triggers, truth.triggers, strict=True):
        assert known.met in (true.met, None), true.trigger
    for metric, shares in truth.integrated.items():
        low = found.integrated.get(metric, {})
        high = low | found.integrated_high.get(metric, {})
        for owner in low:
            assert low[owner] <= shares.get(owner, 0) <= high[owner], (metric, owner)
    certain = {each.entity for each in found.deemed if each.certain}
    true = {each.entity for each in truth.deemed}
    assert certain <= true


@settings(max_examples=200, deadline=None)
@given(stakes(most=18), st.sampled_from(RULES), st.data())
def test_hiding_a_place_or_a_list_never_gives_a_wrong_answer(drawn, rule, data):
    truth = judge(register(drawn, EVERYBODY), "Mine", rule, DAY)
    masked = [dict(entity) for entity in EVERYBODY]
    for entity in masked:
        if data.draw(st.booleans()):
            entity["country"] = ""
    found = judge(register(drawn, masked), "Mine", rule, DAY)
    assert found.controlled in (truth.controlled, None)
    for metric, held in truth.metrics.items():
        assert found.metrics[metric].low <= held.low <= held.high <= found.metrics[metric].high


@settings(max_examples=200, deadline=None)
@given(
    stakes(most=14), st.sampled_from(RULES), st.sampled_from(COMPANIES), st.sampled_from(METRICS), st.integers(1, 100)
)
def test_more_of_a_covered_owner_never_turns_control_off(drawn, rule, owned, metric, hundredths):
    owner = "Blocked" if rule == "sanctions-50" else "Ministry"
    before = judge(register(drawn, EVERYBODY), "Mine", rule, DAY)
    has = sum((stake["share"] for stake in drawn if (stake["owned"], stake["metric"]) == (owned, metric)), Fraction(0))
    share = min(Fraction(hundredths, 100), 1 - has)
    more = [*drawn, {"owner": owner, "owned": owned, "metric": metric, "share": share}]
    after = judge(register(more, EVERYBODY), "Mine", rule, DAY)
    assert after.controlled or not before.controlled
    for each, held in before.metrics.items():
        assert after.metrics[each].low >= held.low


@settings(max_examples=200, deadline=None)
@given(worlds(), st.sampled_from(RULES), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_entities_never_matters(drawn, rule, random):
    _, seen, open_world = drawn
    mixed, everybody = list(seen), list(EVERYBODY)
    random.shuffle(mixed)
    random.shuffle(everybody)
    first = judge(register(seen, EVERYBODY), "Mine", rule, DAY, open_world)
    second = judge(register(mixed, everybody), "Mine", rule, DAY, open_world)
    for part in ("controlled", "by", "metrics", "integrated", "integrated_high", "majority", "left_out", "notes"):
        assert getattr(first, part) == getattr(second, part), part
    assert [told(path) for path in first.paths] == [told(path) for path in second.paths]
    assert [(each.entity, each.metric, each.held) for each in first.deemed] == [
        (each.entity, each.metric, each.held) for each in second.deemed
    ]


def told(path):
    return [(link.owner, link.owned, link.metric, link.low, link.high, link.counted) for link in path.links], path.adds


@settings(max_examples=150, deadline=None)
@given(worlds(), st.integers(0, 6))
def test_bounds_contain_the_truth_where_chains_are_too_many(drawn, steps):
    made, seen, open_world = drawn
    truth = judge(register(made, EVERYBODY), "Mine", "feoc", DAY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "orepath.control.held.budget", lambda part, left: type("Budget", (), {"left": steps, "spent": False})()
        )
        for stakes_, open_ in ((made, False), (seen, open_world)):
            found = judge(register(stakes_, EVERYBODY), "Mine", "feoc", DAY, open_)
            for metric, held in truth.metrics.items():
                assert found.metrics[metric].low <= held.low <= found.metrics[metric].high
            assert found.controlled in (truth.controlled, None)


def test_owners_of_the_made_up_registers_are_as_they_say():
    assert {entity["id"] for entity in ENTITIES} == set(OWNERS)
