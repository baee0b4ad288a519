"""The cheapest choice: against every choice there is, against a second program, and within the work allowed."""

import itertools
import random
import time
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from orepath.qualification.planning.planned import LIMIT
from orepath.qualification.planning.program.first import first
from orepath.qualification.planning.program.item import Item, OutOfWork, Work, cost_of, gain_of, undominated
from orepath.qualification.planning.program.least import least
from orepath.qualification.planning.program.relaxed import relax

STAY = Item("", Fraction(0), Fraction(0))
PLENTY = LIMIT

small = st.integers(-4, 9).map(Fraction)
parts = st.builds(Fraction, st.integers(-20, 60), st.integers(1, 9))


@st.composite
def programs(draw):
    """Groups with few items, often alike in cost or gain, and a gain that is needed."""
    numbers = draw(st.sampled_from([small, parts]))
    proportional = draw(st.booleans())
    ids = draw(st.permutations([f"o{number:02}" for number in range(20)]))
    groups = []
    for _ in range(draw(st.integers(1, 5))):
        items = [STAY]
        for _ in range(draw(st.integers(0, 4))):
            gain = draw(numbers)
            items.append(Item(ids.pop(), 3 * gain if proportional else draw(numbers), gain))
        groups.append(items)
    highest = sum(max(item.gain for item in group) for group in groups)
    return groups, draw(st.sampled_from([highest, highest / 2, highest / 3, highest + 1, Fraction(-1)]))


def order(choice):
    taken = sorted(item.id for item in choice if item.id)
    return cost_of(choice), len(taken), taken


def every(groups, needed):
    return [choice for choice in itertools.product(*groups) if gain_of(choice) >= needed]


@settings(max_examples=400)
@given(programs())
def test_no_choice_is_cheaper(program):
    groups, needed = program
    found, fit = least(groups, needed, Work(PLENTY)), every(*program)
    assert found.proved and (found.choice is None) == (not fit)
    if fit:
        assert found.bound == cost_of(found.choice) == min(map(cost_of, fit))
        assert gain_of(found.choice) >= needed
        assert all(item in group for item, group in zip(found.choice, groups, strict=True))


@settings(max_examples=300)
@given(programs())
def test_of_the_cheapest_the_fewest_changes_then_the_first_ids(program):
    groups, needed = program
    found = least(groups, needed, Work(PLENTY))
    if found.choice is not None:
        of_all = first(groups, needed, found.choice, PLENTY)
        assert of_all.proved and order(of_all.choice) == min(map(order, every(*program)))


@settings(max_examples=200)
@given(programs(), st.booleans())
def test_a_limit_of_cost_is_kept(program, any_will_do):
    groups, needed = program
    fit = every(*program)
    if not fit:
        return
    cheapest = min(map(cost_of, fit))
    for limit in (cheapest, cheapest - Fraction(1, 1000)):
        found = least(groups, needed, Work(PLENTY), at_most=limit, first=any_will_do)
        assert found.proved and (found.choice is None) == (limit < cheapest)
        assert found.choice is None or (cost_of(found.choice) <= limit and gain_of(found.choice) >= needed)


@settings(max_examples=200)
@given(programs())
def test_the_relaxation_never_lies_above_the_least_cost(program):
    groups, needed = program
    relaxed = relax([undominated(group) for group in groups], needed)
    fit = every(*program)
    assert (relaxed is None) == (not fit)
    if relaxed is not None:
        assert relaxed.bound <= min(map(cost_of, fit))
        for choice in fit:
            above = sum(relaxed.reduced(position, item) for position, item in enumerate(choice))
            assert cost_of(choice) >= relaxed.bound + above


def made_up(seed, chains, options, sort):
    """Options as a spreadsheet has them; `sort` says how cost and gain hang together."""
    draw = random.Random(seed)
    groups = []
    for chain in range(chains):
        value, share = Fraction(draw.randint(500, 50_000)), Fraction(draw.choice([0, draw.randint(0, 60)]), 100)
        group = [Item("", Fraction(0), value * (share - Fraction(7, 10)))]
        for option in range(options):
            new = Fraction(draw.randint(0, 100), 100)
            cost = {
                "free": Fraction(draw.randint(1_000, 900_000), 100),
                "alike": Fraction(1000),
                "in cents by value": Fraction(round(max(new - share, 0) * value * 5), 100),
            }[sort]
            group.append(Item(f"{chain:03}-{option:02}", cost, value * (new - Fraction(7, 10))))
        groups.append(group)
    return groups


def by_milp(groups):
    """The least cost as scipy's solver finds it."""
    items = [(position, item) for position, group in enumerate(groups) for item in group]
    one_each = np.zeros((len(groups), len(items)))
    for column, (position, _) in enumerate(items):
        one_each[position, column] = 1
    gains = np.array([[float(item.gain) for _, item in items]])
    found = milp(
        [float(item.cost) for _, item in items],
        constraints=[LinearConstraint(one_each, 1, 1), LinearConstraint(gains, 0, np.inf)],
        integrality=np.ones(len(items)),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0},
    )
    return found.fun


@pytest.mark.parametrize(
    ("sort", "chains", "options"),
    [(sort, *size) for sort in ("free", "alike") for size in ((5, 4), (20, 10), (60, 6))]
    + [("in cents by value", 5, 4), ("in cents by value", 8, 5)],
)
def test_the_cost_is_that_of_a_second_program(sort, chains, options):
    for seed in range(4):
        groups = made_up(seed, chains, options, sort)
        found = least(groups, Fraction(0), Work(PLENTY))
        assert found.proved
        assert float(cost_of(found.choice)) == pytest.approx(by_milp(groups), rel=1e-6)


@pytest.mark.parametrize("sort", ["free", "alike", "in cents by value"])
def test_hundreds_of_chains_take_seconds(sort):
    groups = made_up(1, 300, 10, sort)
    started = time.process_time()
    found = least(groups, Fraction(0), Work(PLENTY))
    assert found.proved and gain_of(found.choice) >= 0
    assert time.process_time() - started < 20


def hard(chains=40):
    """Costs in proportion to gains, both of many digits: no bound tells one choice from the next."""
    draw = random.Random(5)
    gains = [Fraction(draw.randint(10**11, 10**12)) for _ in range(chains)]
    return [[STAY, Item(f"{number:02}", gain, gain)] for number, gain in enumerate(gains)], sum(gains) / 2


def test_what_would_take_too_long_ends_with_a_bound():
    groups, needed = hard()
    started = time.process_time()
    found = least(groups, needed, Work(50_000))
    assert time.process_time() - started < 20
    assert not found.proved
    assert gain_of(found.choice) >= needed
    assert needed <= found.bound <= cost_of(found.choice)
    assert cost_of(found.choice) - found.bound < needed / 1000


def test_ties_that_would_take_too_long_are_said_to_be_open():
    groups = made_up(3, 20, 10, "in cents by value")
    found = least(groups, Fraction(0), Work(PLENTY))
    of_all = first(groups, Fraction(0), found.choice, 300)
    assert not of_all.proved and cost_of(of_all.choice) == cost_of(found.choice)


def test_work_is_counted_before_it_is_done():
    work = Work(10)
    work.spend(9)
    with pytest.raises(OutOfWork):
        work.spend(2)
    assert work.done == 9


def test_nothing_to_choose_from():
    assert least([], Fraction(0), Work(1)).choice == ()
    assert least([], Fraction(1), Work(1)).choice is None
    assert least([[STAY]], Fraction(0), Work(1)).choice == (STAY,)
