"""Relations between editions: what holds of any, whatever the codes. Codes and amounts are made up."""

import random

from hypothesis import given
from hypothesis import strategies as st

from orepath.evidence.concordance.groups import group_of, groups
from orepath.evidence.concordance.relation import compose, identity, inverse, kind, relation

CODES = [f"26{number:04}" for number in range(8)]
GOALS = [f"28{number:04}" for number in range(8)]
ENDS = [f"81{number:04}" for number in range(8)]


def pairs(left, right):
    return st.lists(st.tuples(st.sampled_from(left), st.sampled_from(right)), max_size=16)


first = pairs(CODES, GOALS).map(lambda made: relation("HS2002", "HS2012", made, CODES, GOALS))
second = pairs(GOALS, ENDS).map(lambda made: relation("HS2012", "HS2022", made, GOALS, ENDS))


@given(pairs(CODES, GOALS), st.randoms(use_true_random=False))
def test_the_order_of_pairs_never_matters(made, chance: random.Random):
    shuffled = [*made, *made]
    chance.shuffle(shuffled)
    assert relation("HS2002", "HS2012", made, CODES) == relation("HS2002", "HS2012", shuffled, reversed(CODES))


@given(first)
def test_turned_round_twice_it_is_the_same(of):
    assert inverse(inverse(of)) == of
    assert {(code, goal) for code, goals in of.targets.items() for goal in goals} == {
        (code, goal) for goal, codes in inverse(of).targets.items() for code in codes
    }


@given(first)
def test_composing_with_every_code_as_itself_changes_nothing(of):
    assert compose(identity("HS2002", CODES), of) == of
    assert compose(of, identity("HS2012", GOALS)) == of


@given(first, second)
def test_a_composition_turned_round_is_that_of_both_turned_round(one, other):
    assert inverse(compose(one, other)) == compose(inverse(other), inverse(one))


@given(first, second, pairs(ENDS, CODES))
def test_three_compose_in_either_order(one, other, made):
    third = relation("HS2022", "HS2017", made, ENDS, CODES)
    assert compose(compose(one, other), third) == compose(one, compose(other, third))


@given(first, second)
def test_a_composition_holds_every_way_there_is(one, other):
    of = compose(one, other)
    for code in CODES:
        assert of.targets[code] == {end for goal in one.targets[code] for end in other.targets[goal]}
        beyond = not one.targets[code] or any(not other.targets[goal] for goal in one.targets[code])
        assert (code in of.open_from) == beyond


@given(first)
def test_groups_part_both_sides(of):
    found = list(groups(of))
    assert sorted(code for group in found for code in group.codes) == CODES
    assert sorted(goal for group in found for goal in group.targets) == GOALS
    for group in found:
        for code in group.codes:
            assert of.targets[code] <= set(group.targets)
            assert group_of(of, code) == group
        for goal in group.targets:
            assert of.sources[goal] <= set(group.codes)


@given(first)
def test_a_group_is_the_smallest(of):
    """No part of a group corresponds to itself alone: from its first code all others are reached."""
    for group in groups(of):
        reached, steps = set(group.codes[:1]), 0
        while steps <= len(CODES):
            reached |= {back for code in reached for goal in of.targets[code] for back in of.sources[goal]}
            steps += 1
        assert reached == set(group.codes)


@given(st.dictionaries(st.tuples(st.sampled_from(CODES), st.sampled_from(GOALS)), st.integers(0, 10**9)))
def test_the_total_of_a_group_is_the_same_on_both_sides(amounts):
    """However the amount of a code is divided among its targets."""
    of = relation("HS2002", "HS2012", amounts)
    for group in groups(of):
        there = sum(amount for (code, _), amount in amounts.items() if code in group.codes)
        here = sum(amount for (_, goal), amount in amounts.items() if goal in group.targets)
        assert there == here
        assert group.closed


@given(first)
def test_kinds_say_how_many_stand_on_either_side(of):
    for code in CODES:
        goals = of.targets[code]
        several = {len(of.sources[goal]) > 1 for goal in goals}
        said = {
            "unknown": not goals,
            "one_to_one": len(goals) == 1 and several == {False},
            "several_to_one": len(goals) == 1 and several == {True},
            "one_to_several": len(goals) > 1 and several == {False},
            "several_to_several": len(goals) > 1 and True in several,
        }
        assert said[kind(of, code)] and sum(said.values()) == 1


def test_what_leads_to_a_code_of_which_nothing_is_known_is_unknown():
    one = relation("HS2002", "HS2012", [("260000", "280000"), ("260000", "280001"), ("260001", "280002")])
    other = relation("HS2012", "HS2022", [("280000", "810000"), ("280002", "810002")], ["280001"])
    of = compose(one, other)
    assert of.targets["260000"] == {"810000"}
    assert (kind(of, "260000"), kind(of, "260001"), kind(of, "269999")) == ("unknown", "one_to_one", "unknown")
    assert not group_of(of, "260000").closed
    assert group_of(of, "269999").codes == ("269999",) and not group_of(of, "269999").closed


def test_a_composition_may_say_more_than_is_true():
    """One half of a code that was divided, put back by the edition between, is taken to go to both halves."""
    later = relation("HS2017", "HS2012", [("260001", "280000"), ("260002", "280000")])
    of = compose(later, inverse(later))
    assert of.targets["260001"] == {"260001", "260002"}
    assert kind(of, "260001") == "several_to_several"


def test_many_pairs_take_no_more_than_their_number():
    """A chain of 200,000 codes is one group, walked once."""
    count = 200_000
    made = [(f"{number:06}", f"{goal:06}") for number in range(count) for goal in (number, number + 1)]
    (only,) = groups(relation("HS2002", "HS2012", made))
    assert len(only.codes) == count and len(only.targets) == count + 1
