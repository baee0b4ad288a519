"""Integrated shares are the dense inverse, exactly for one entity and within the certificate for a register."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orepath.control.integrated import integrated, reaching
from orepath.control.integrated_exactly import exactly
from orepath.control.judge import judge
from orepath.control.on_day import on_day
from orepath.control.upstream import reach, upstream
from orepath.errors import InputError, UnknownName
from tests.control.drawn import COMPANIES, ENTITIES, ONE_METRIC, OWNERS
from tests.control.made import DAY, register

EVERYBODY = (*ENTITIES, *({"id": company} for company in COMPANIES))


def weights(made, ids):
    place = {id: number for number, id in enumerate(ids)}
    found = np.zeros((len(ids), len(ids)))
    for stake in made:
        found[place[stake["owner"]], place[stake["owned"]]] += float(stake["share"])
    return found


def dense(weight, owner):
    """What reaches an owner of every entity where what has reached it is not followed further."""
    held = weight.copy()
    held[:, owner] = 0.0
    matrix = np.eye(len(weight)) - held.T
    right = np.zeros(len(weight))
    right[owner] = 1.0
    return np.linalg.solve(matrix, right)


def leaks(made, least=1e-6):
    """Whether no companies own each other wholly, or nearly."""
    weight = weights(made, [*OWNERS, *COMPANIES])
    return bool(np.abs(np.linalg.eigvals(weight)).max(initial=0.0) < 1 - least)


@settings(max_examples=200, deadline=None)
@given(ONE_METRIC.filter(leaks))
def test_one_entity_exactly_and_a_register_within_its_certificate(drawn):
    made = register(drawn, EVERYBODY)
    ids = list(made.entities.ids)
    weight = weights(drawn, ids)
    answer = judge(made, "Mine", "feoc", DAY)
    shares = answer.integrated.get("equity", {})
    assert answer.integrated_high.get("equity", {}) == {}
    everywhere = integrated(made, ids, "equity", DAY)
    rows = everywhere.of(np.arange(len(ids)))
    assert everywhere.certificate < 1e-9
    for owner, id in enumerate(ids):
        expected = dense(weight, owner)
        assert rows[:, everywhere.owners.index(id)] == pytest.approx(expected, abs=1e-9)
        if id != "Mine":
            assert float(shares.get(id, 0)) == pytest.approx(expected[ids.index("Mine")], abs=1e-9)
            exact = shares.get(id, Fraction(0))
            inexact = Fraction(float(rows[ids.index("Mine"), everywhere.owners.index(id)]))
            assert abs(exact - inexact) <= Fraction(everywhere.certificate)


@settings(max_examples=100, deadline=None)
@given(ONE_METRIC.filter(leaks), st.data())
def test_a_group_too_large_for_exact_figures_has_bounds_that_hold(drawn, data):
    made = register(drawn, EVERYBODY)
    exact = judge(made, "Mine", "feoc", DAY).integrated.get("equity", {})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("orepath.control.integrated_exactly.DENSE", 0)
        answer = judge(made, "Mine", "feoc", DAY)
    low = answer.integrated.get("equity", {})
    high = low | answer.integrated_high.get("equity", {})
    assert low.keys() == exact.keys()
    for owner, share in exact.items():
        assert low[owner] <= share <= high[owner]
        assert high[owner] - low[owner] < Fraction(1, 10**9)


@settings(max_examples=100, deadline=None)
@given(ONE_METRIC.filter(leaks), st.integers(0, 3))
def test_owners_that_are_not_gone_into_have_a_limit(drawn, asked):
    made = register(drawn, EVERYBODY)
    day = on_day(made, DAY)
    ids = list(made.entities.ids)
    entity = ids.index("Mine")
    graph = upstream(day, "equity", entity, reach(day, entity, ["equity"]), open_world=False)
    exact = exactly(graph, day)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("orepath.control.integrated_exactly.DENSE", 0)
        patch.setattr("orepath.control.integrated.MOST_ASKED", asked)
        found = reaching(graph, day)
    assert found.left_out == max(0, len(exact.low) - asked)
    for owner, share in exact.low.items():
        assert found.low.get(owner, 0) <= share <= found.at_most(owner)


def test_a_textbook_cross_shareholding():
    """A has 50 % of B and B 50 % of A; F has the rest of A. Of B reaches F 1/2 x 1/2 / (1 - 0): held at A's row."""
    made = register(
        [
            {"owner": "A", "owned": "B", "share": "50 %"},
            {"owner": "B", "owned": "A", "share": "50 %"},
            {"owner": "F", "owned": "A", "share": "50 %"},
        ]
    )
    shares = judge(made, "B", "feoc", DAY).integrated["equity"]
    assert shares == {"A": Fraction(1, 2), "F": Fraction(1, 3)}


def test_companies_that_own_each_other_wholly_have_an_answer():
    made = register(
        [
            {"owner": "A", "owned": "B", "share": 1},
            {"owner": "B", "owned": "A", "share": 1},
            {"owner": "A", "owned": "Mine", "share": "1/2"},
        ]
    )
    assert judge(made, "Mine", "feoc", DAY).integrated["equity"] == {"A": Fraction(1, 2), "B": Fraction(1, 2)}


def test_what_is_asked_wrongly_is_refused():
    made = register([{"owner": "A", "owned": "B", "share": "60 %"}, {"owner": "C", "owned": "B", "share": "50 %"}])
    with pytest.raises(UnknownName, match="entity 'Z'"):
        integrated(made, ["Z"], "equity", DAY)
    with pytest.raises(InputError, match="appoints"):
        integrated(made, ["A"], "appoints", DAY)
    with pytest.raises(InputError, match=r"B.*11/10") as met:
        integrated(made, ["A"], "equity", DAY)
    assert "2, 3" in str(met.value)
    with pytest.raises(InputError, match="11/10"):
        judge(made, "B", "feoc", DAY)
