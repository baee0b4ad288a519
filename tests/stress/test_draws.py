"""Seeded draws of assumptions."""

from __future__ import annotations

import numpy as np

from orepath.stress.draws import draws
from tests.stress.worlds import assumed

MANY = 20_000
SOME = [assumed("a", 0.2, 0.0, 1.0), assumed("b", 3.0, 3.0, 3.0), assumed("c", 5.0, 2.0, 5.0)]


def test_draws_stay_inside_their_ranges_with_the_mean_of_the_triangular_law():
    found = {each.id: np.array([draw[each.id] for draw in draws(SOME, MANY, 1)]) for each in SOME}
    for each in SOME:
        assert found[each.id].min() >= each.low
        assert found[each.id].max() <= each.high
        assert abs(found[each.id].mean() - (each.low + each.value + each.high) / 3) < 0.02
    assert (found["b"] == 3.0).all()


def test_an_assumption_is_drawn_alike_whatever_stands_beside_it():
    alone = draws(SOME[:1], 10, 7)
    together = draws(SOME, 10, 7)
    assert [each["a"] for each in alone] == [each["a"] for each in together]
    assert [each["a"] for each in draws(SOME, 10, 8)] != [each["a"] for each in alone]


def test_more_draws_begin_with_the_same():
    assert draws(SOME, 5, 7) == draws(SOME, 9, 7)[:5]
