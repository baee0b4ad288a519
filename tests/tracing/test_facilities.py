"""What arrives through facilities with a flag: bounds by hand and by attribution, on made-up networks."""

import numpy as np
import pytest

from orepath.attribution.attribute import attribute
from orepath.network.parting import parted
from orepath.tracing.arrivals import arrivals
from orepath.tracing.facilities import Facility, _in_states, touched
from tests.tracing.made_up import drawn, hub, scattered, small

FLAG = "made-up-flag"


def one(network, to, stages, *facilities):
    [found] = touched(network, to, [stages], facilities, [FLAG])
    return found[FLAG].low, found[FLAG].high


def mine(place, output_t, carries, number=1):
    return Facility(f"{place}-{number}", f"mine:{place}", output_t, {FLAG: carries})


def test_by_hand_at_the_mine():
    """Of the 100 that reach Dune 80 pass Boria's plant: 60/120 of Aland, 40/120 of Boria, 20/120 of nobody knows where.
    A known mine makes 30 of Aland's 60: 15/60 x 80 = 20. Open are the rest of Aland's, all others and the unknown."""
    low, high = one(small(), "DD", ["mine"], mine("AA", 30.0, True))
    assert low == pytest.approx(0.80 * 30 / 120)
    assert high == pytest.approx(0.80 + 0.10)


def test_what_is_known_not_to_carry_it_leaves_the_upper_bound():
    known = [mine("AA", 60.0, False), mine("BB", 40.0, True), mine("DD", 10.0, False)]
    low, high = one(small(), "DD", ["mine"], *known)
    assert low == pytest.approx(0.80 * 40 / 120)
    assert high == pytest.approx(0.80 * 60 / 120)  # Boria's 40 and the 20 of nobody knows where


def test_a_plant_of_unknown_feed_is_known_at_its_own_stage():
    plant = Facility("made-up-plant", "refine:BB", 108.0, {FLAG: True})
    low, high = one(small(), "DD", ["refine"], plant)
    assert (low, high) == pytest.approx((0.80, 0.80))


def test_a_facility_without_an_output_is_among_what_is_open():
    assert one(small(), "DD", ["mine"], mine("AA", None, True)) == one(small(), "DD", ["mine"])
    assert one(small(), "DD", ["mine"])[0] == 0.0


def test_facilities_of_stages_not_asked_about_do_not_count():
    plant = Facility("made-up-plant", "refine:BB", 108.0, {FLAG: True})
    assert one(small(), "DD", ["mine"], plant) == one(small(), "DD", ["mine"])


def test_outputs_over_the_node_s_own_share_it_out():
    twice = [mine("AA", 120.0, True, 1), mine("AA", 120.0, False, 2)]
    assert one(small(), "DD", ["mine"], *twice)[0] == pytest.approx(0.80 * 30 / 120)


def test_draws_and_both_couplings_widen_the_range():
    network = hub()
    few = one(network, "DD", ["mine"], mine("AA", 60.0, True))
    many = one(drawn(network), "DD", ["mine"], mine("AA", 60.0, True))
    assert few[0] == pytest.approx(0.30)  # gross; net it is 0.60
    assert many[0] < few[0] and many[1] >= few[1]


def test_several_questions_at_once_are_as_each_by_itself():
    known = [mine("AA", 30.0, True), Facility("made-up-plant", "refine:BB", 54.0, {FLAG: True})]
    asked = [["mine"], ["refine"], ["mine", "refine"]]
    together = touched(small(), "DD", asked, known, [FLAG])
    assert [(found[FLAG].low, found[FLAG].high) for found in together] == [
        pytest.approx(one(small(), "DD", stages, *known)) for stages in asked
    ]
    low = [found[FLAG].low for found in together]
    assert low[2] >= max(low[:2]) and low[2] <= sum(low[:2])


@pytest.mark.parametrize("seed", range(8))
def test_the_lower_bound_is_what_attribution_says_of_the_flagged_parts(seed):
    """At one state, gross: the same parts as nodes with a flag, by the labels ``touched``."""
    network = scattered(seed)
    places = sorted({place for place in network.column("place") if f"mine:{place}" in network.index})
    random = np.random.default_rng(seed)
    known = [mine(place, float(random.uniform(0.1, 0.9)) * 10.0, bool(random.integers(2))) for place in places]
    to = max(places, key=lambda place: float(arrivals(network, place).total[0]))
    if not arrivals(network, to).flow.sum() > 0:
        pytest.skip("nothing arrives in this made-up network")
    out = {each.node: network.outflow[network.index[each.node]] for each in known}
    shares = {each.node: np.array([[each.output_t / max(out[each.node], each.output_t)]]) for each in known}
    divided = parted(network, shares)
    flagged = [f"{each.node}#1" for each in known if each.flags[FLAG]]
    arrived = arrivals(divided.network, to)
    by_node = attribute(divided.network, "touched", flags={FLAG: flagged}).shares[:, 0] if flagged else None
    expected = 0.0
    if by_node is not None:
        came = arrived.from_elsewhere[:, 0] @ by_node
        own = sum(mass for node, mass in zip(arrived.nodes, arrived.own[:, 0], strict=True) if by_node[node] == 1.0)
        expected = float((came + own) / arrived.total[0])
    gross, _ = _in_states(network, to, [["mine"]], known, [FLAG])
    assert gross[0, 0] == pytest.approx(expected, abs=1e-9)
    low, high = one(network, to, ["mine"], *known)
    assert low <= expected + 1e-9 <= high + 2e-9
