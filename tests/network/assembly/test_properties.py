"""What holds of networks of any made-up world, from the releases to the shares.

Releases take longer to write than networks to assemble: an example holds several worlds, each in a year of its own.
"""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from orepath.tracing.asked import traced_in
from tests.network.assembly.made_up import (
    ALAND,
    BORIA,
    CESTIA,
    CHEAP,
    CRUDE,
    DEAR,
    DUNIA,
    ERIA,
    METAL,
    World,
    assembled,
    evidence,
    mids,
)

COUNT = 5
VIEWS = ("border", "origin", "processor")
few = settings(max_examples=2, phases=[Phase.generate], suppress_health_check=list(HealthCheck))


def made(place, low, high):
    return st.tuples(st.just(place), st.floats(low, high))


def shipped(exporter, importer, good, low, high, worth):
    return st.tuples(*(st.just(end) for end in (exporter, importer, good)), st.floats(low, high), st.just(worth))


worlds = st.lists(
    st.builds(
        World,
        mined=st.tuples(made(ALAND, 2_000, 30_000), made(BORIA, 200, 9_000)),
        refined=st.tuples(made(BORIA, 1_000, 20_000), made(CESTIA, 500, 8_000)),
        traded=st.tuples(
            shipped(ALAND, BORIA, CRUDE, 2_000, 60_000, CHEAP),
            shipped(ALAND, CESTIA, CRUDE, 500, 20_000, CHEAP),
            shipped(BORIA, DUNIA, METAL, 500, 9_000, DEAR),
            shipped(CESTIA, DUNIA, METAL, 200, 4_000, DEAR),
            shipped(CESTIA, BORIA, METAL, 50, 900, DEAR),
        ),
    ),
    min_size=COUNT,
    max_size=COUNT,
)


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """A new folder at every call."""
    return lambda: tmp_path_factory.mktemp("worlds")


def side_by_side(folder, first, second, draws=0):
    """The networks of worlds and of others, pair by pair."""
    every = assembled(evidence(folder, [*first, *second]), 2 * len(first), draws)
    return list(zip(every[: len(first)], every[len(first) :], strict=True))


def flows(one):
    return {(row["source"], row["target"]): row["flow"] for row in one.network.flows.to_pylist()}


def shares(one, view, to=DUNIA):
    return mids(getattr(traced_in(one, to).views, view))


def test_the_made_up_world_is_what_it_says(tmp_path):
    (one,) = assembled(evidence(tmp_path, [World()]), 1)
    trace = traced_in(one, DUNIA)
    assert trace.views.arrivals_t == pytest.approx(5_500 * 0.998, rel=0.01)
    assert shares(one, "border").keys() == shares(one, "processor").keys() == {BORIA, CESTIA}
    assert shares(one, "origin").keys() == {ALAND, BORIA}
    assert shares(one, "border")[BORIA] == pytest.approx(8 / 11, abs=0.01)


@few
@given(worlds, st.sampled_from([0.5, 3.0, 100.0]))
def test_larger_masses_scale_flows_and_leave_shares(folders, some, factor):
    for once, larger in side_by_side(folders(), some, [world.times(factor) for world in some]):
        ours, theirs = flows(once), flows(larger)
        for ends in ours.keys() | theirs.keys():
            expected = ours.get(ends, 0.0) * factor
            assert theirs.get(ends, 0.0) == pytest.approx(expected, rel=1e-8, abs=1e-6 * factor), ends
        for view in VIEWS:
            assert shares(larger, view) == pytest.approx(shares(once, view), abs=1e-9)
        assert larger.network.slack_t == pytest.approx(once.network.slack_t * factor, rel=1e-8, abs=1e-6 * factor)


@few
@given(worlds, st.integers(1, 1_000))
def test_the_order_of_rows_changes_no_byte(folders, some, seed):
    ours, theirs = (assembled(evidence(folders(), some, mixed), COUNT, 5) for mixed in (0, seed))
    for one, other in zip(ours, theirs, strict=True):
        first, second = (json.dumps(traced_in(each, DUNIA).json()) for each in (one, other))
        assert first == second
        assert one.network.nodes.equals(other.network.nodes) and one.network.flows.equals(other.network.flows)


def farther(folder, some, mass):
    """The networks of worlds, and of the same with a mine in Eria that nobody trades with, pair by pair."""
    return side_by_side(folder, some, [replace(world, mined=(*world.mined, (ERIA, mass))) for world in some])


@few
@given(worlds, st.floats(10, 5_000))
def test_a_place_nobody_trades_with_touches_no_flow_elsewhere(folders, some, mass):
    for once, more in farther(folders(), some, mass):
        ours, theirs = flows(once), flows(more)
        added = {ends for ends in theirs.keys() - ours.keys() if theirs[ends] > 1e-6}
        assert added and all(end.split(">")[0].endswith(f":{ERIA}") for ends in added for end in ends)
        for view in VIEWS:
            first, second = shares(once, view), shares(more, view)
            assert {place: second.get(place, 0.0) for place in first} == pytest.approx(first, abs=0.01)


@few
@given(worlds, st.floats(1.0, 4.0))
def test_more_output_of_the_only_supplier_never_lowers_its_share(folders, some, factor):
    alone = [replace(world, mined=(world.mined[0],)) for world in some]
    more = [replace(world, mined=((ALAND, world.mined[0][1] * factor),)) for world in alone]
    for before, after in side_by_side(folders(), alone, more):
        assert shares(after, "origin").get(ALAND, 0.0) >= shares(before, "origin").get(ALAND, 0.0) - 1e-6


@few
@given(worlds, st.floats(1.3, 3.0), st.sampled_from([0, 1]))
def test_statements_that_contradict_widen_the_range(folders, some, factor, which):
    def beside(world):
        said = list(world.mined)
        said[which] = (said[which][0], said[which][1] / factor)
        return replace(world, other=tuple(said))

    place = (ALAND, BORIA)[which]
    # little is shipped, so that no trade says more of the mines than their own statements
    calm = [
        replace(world, traded=tuple((*ends, mass / 50, worth) for *ends, mass, worth in world.traded)) for world in some
    ]
    for alone, several in side_by_side(folders(), calm, [beside(world) for world in calm], 20):
        first, second = (each.inputs.mined.places[place] for each in (alone, several))
        assert second.low < first.low and second.high >= first.high
        assert len(second.statements) > len(first.statements)
        one, two = (
            next(row for row in each.network.flows.to_pylist() if row["source"] == f"mine:{place}")
            for each in (alone, several)
        )
        assert two["high"] - two["low"] > one["high"] - one["low"]
