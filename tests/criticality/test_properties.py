"""What must hold of the measures whatever the shares are."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.criticality import metrics
from orepath.criticality.shares import UNKNOWN

EPS = 1e-9
WEIGHTS = st.lists(st.integers(min_value=1, max_value=10_000), min_size=2, max_size=12)
SCORES = st.lists(st.floats(min_value=-2.5, max_value=2.5), min_size=12, max_size=12)


def shares_of(weights):
    total = sum(weights)
    return {f"place {i}": weight / total for i, weight in enumerate(weights)}


def measures(shares, scores):
    governance = {place: metrics.governance(score) for place, score in zip(sorted(shares), scores, strict=False)}
    return [
        metrics.hhi(shares),
        metrics.wgi_hhi(shares, governance),
        metrics.top_n_share(shares),
        metrics.n_minus_1(shares),
    ]


@given(WEIGHTS, SCORES, st.randoms())
def test_the_order_of_suppliers_never_matters(weights, scores, random):
    shares = shares_of(weights)
    keys = list(shares)
    random.shuffle(keys)
    assert measures(shares, scores) == measures({key: shares[key] for key in keys}, scores)


@given(WEIGHTS)
def test_two_suppliers_that_merge_raise_the_hhi(weights):
    shares = shares_of(weights)
    merged = dict(shares)
    merged["place 0"] += merged.pop("place 1")
    assert metrics.hhi(merged).value > metrics.hhi(shares).value
    assert metrics.top_n_share(merged).value >= metrics.top_n_share(shares).value - EPS


@given(WEIGHTS)
def test_hhi_lies_between_equal_shares_and_one_supplier(weights):
    value = metrics.hhi(shares_of(weights)).value
    assert 1 / len(weights) - EPS <= value <= 1 + EPS


@given(WEIGHTS, SCORES, st.integers(min_value=1, max_value=11))
def test_the_bounds_hold_the_truth(weights, scores, hidden):
    """Hide some suppliers of a world that is wholly known: its true figures lie within the bounds."""
    truth = shares_of(weights)
    seen = dict(list(truth.items())[: max(0, len(truth) - hidden)])
    seen[UNKNOWN] = 1 - math.fsum(seen.values())
    governance = {place: metrics.governance(score) for place, score in zip(sorted(truth), scores, strict=False)}
    for function in (
        metrics.hhi,
        lambda shares: metrics.wgi_hhi(shares, governance),
        metrics.top_n_share,
        metrics.n_minus_1,
    ):
        guess, true = function(seen), function(truth)
        assert guess.low - EPS <= true.value <= guess.high + EPS
        assert guess.low <= guess.value <= guess.high + EPS


@given(WEIGHTS, SCORES, st.floats(min_value=0, max_value=100))
def test_geopolrisk_lies_within_its_bounds_when_scores_are_hidden(weights, scores, production):
    imports = {f"place {i}": float(weight) for i, weight in enumerate(weights)}
    instability = {place: metrics.instability(x) for place, x in zip(imports, scores, strict=False)}
    world = metrics.hhi(shares_of(weights))
    true = metrics.geopolrisk(world, imports, instability, production).value
    some = dict(list(instability.items())[::2])
    found = metrics.geopolrisk(world, imports, some, production)
    assert found.low - EPS <= true <= found.high + EPS
    assert -EPS <= true <= world.value + EPS


@given(WEIGHTS)
def test_the_share_of_a_partner_is_its_own(weights):
    shares = shares_of(weights)
    assert metrics.partner_share(shares, "place 0").value == pytest.approx(shares["place 0"])
    assert metrics.partner_share(shares, "nowhere").value == 0
