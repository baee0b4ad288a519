"""What is held under a rule is what its definition says, and its chains are all there are."""

from fractions import Fraction

from hypothesis import given, settings

from orepath.control.judge import judge
from tests.control.drawn import ENTITIES, ONE_METRIC, stakes
from tests.control.made import DAY, register
from tests.control.textbook import NONE, WHOLE, chains, controls, held, owners_of, product, spread

GOVERNMENTS = {"Ministry", "Official"}
SPECIFIED = {*GOVERNMENTS, "Blocked"}  # the list of blocked persons is one of those the definition names
HALF = Fraction(1, 2)


@settings(max_examples=200, deadline=None)
@given(ONE_METRIC)
def test_under_the_rule_on_entities_of_concern(drawn):
    owners = owners_of(drawn)
    found = judge(register(drawn, (*ENTITIES, {"id": "Mine"})), "Mine", "feoc", DAY)
    expected = held(owners, "Mine", GOVERNMENTS)
    assert found.metrics["equity"].low == found.metrics["equity"].high == expected
    assert found.controlled is (expected >= Fraction(1, 4))


@settings(max_examples=200, deadline=None)
@given(ONE_METRIC)
def test_it_is_the_sum_over_chains_where_no_company_is_held_more_than_wholly(drawn):
    owners = owners_of(drawn)
    found = judge(register(drawn, (*ENTITIES, {"id": "Mine"})), "Mine", "feoc", DAY)
    every = {chain: product(owners, chain) for chain in chains(owners, "Mine", GOVERNMENTS)}
    shown = {(*(link.owner for link in path.links), "Mine"): path.adds.low for path in found.paths}
    assert shown.items() <= every.items()
    assert len(shown) == min(20, len(every))
    assert found.left_out == len(every) - len(shown)
    assert sorted(every.values(), reverse=True)[:20] == sorted(shown.values(), reverse=True)
    sums = {
        entity: sum((product(owners, chain) for chain in chains(owners, entity, GOVERNMENTS)), NONE)
        for entity in owners
    }
    if all(each <= 1 for each in sums.values()):
        assert found.metrics["equity"].low == sums.get("Mine", NONE)


@settings(max_examples=200, deadline=None)
@given(stakes())
def test_prohibited_foreign_entities(drawn):
    graphs = [owners_of(drawn, metric) for metric in ("equity", "votes")]
    specified = spread(graphs, SPECIFIED, lambda share: share > HALF)
    found = judge(register(drawn, (*ENTITIES, {"id": "Mine"})), "Mine", "pfe", DAY)
    others = specified - {"Mine"}
    expected = "Mine" in specified
    for owners in graphs:
        alone = [by_half(owners, {each}) for each in others]
        expected |= max(alone, default=NONE) >= Fraction(1, 4) or by_half(owners, others) >= Fraction(2, 5)
    debt = owners_of(drawn, "debt").get("Mine", {})
    expected |= sum((share for owner, share in debt.items() if owner in others), NONE) >= Fraction(3, 20)
    expected |= any(owner in others for owner in owners_of(drawn, "appoints").get("Mine", {}))
    assert found.controlled is expected
    for metric, owners in zip(("equity", "votes"), graphs, strict=True):
        assert found.metrics[metric].low == by_half(owners, others)
        single = next(each for each in found.triggers if (each.trigger, each.metric) == ("single", metric))
        assert single.found.low == single.found.high == max((by_half(owners, {each}) for each in others), default=NONE)


def by_half(owners, covered):
    return held(owners, "Mine", covered, lambda share: share, lambda has: has if has >= HALF else NONE)


@settings(max_examples=200, deadline=None)
@given(ONE_METRIC)
def test_blocked_by_one_half(drawn):
    owners = owners_of(drawn)
    blocked = spread([owners], {"Blocked"}, lambda share: share >= HALF)
    found = judge(register(drawn, (*ENTITIES, {"id": "Mine"})), "Mine", "sanctions-50", DAY)
    assert found.controlled is ("Mine" in blocked)
    assert {each.entity for each in found.deemed} <= blocked
    assert found.by == (("Blocked",) if "Mine" in blocked else ())


@settings(max_examples=200, deadline=None)
@given(ONE_METRIC)
def test_majority(drawn):
    owners = owners_of(drawn)
    votes = [{**stake, "metric": "votes"} for stake in drawn]
    found = judge(register(votes, (*ENTITIES, {"id": "Mine"})), "Mine", "feoc", DAY)
    entities = {*owners, *(owner for shares in owners.values() for owner in shares)}
    over = {each for each in entities if each != "Mine" and "Mine" in controls(owners, each)}
    ultimate = {each for each in over if not any(each in controls(owners, other) for other in over - {each})}
    circle = {each for each in over if over - {each} <= controls(owners, each)}
    own = controls(owners, "Mine") & over
    if ultimate:
        assert set(found.majority) == ultimate and len(ultimate) == 1
    else:
        assert set(found.majority) == circle
    assert not own or own <= set(found.majority) or ultimate
    assert bool(found.majority) == bool(found.majority_steps)
    assert all(step.votes > HALF for step in found.majority_steps)
    assert not found.majority or found.majority_steps[-1].entity == "Mine" or len(found.majority_steps) > 1


def test_the_textbook_counts_a_covered_owner_whole():
    assert held({}, "Ministry", {"Ministry"}) == WHOLE
