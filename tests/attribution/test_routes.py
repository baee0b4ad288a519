"""The strongest routes against every route there is."""

import pytest
from hypothesis import given, settings

from orepath.attribution.routes import routes
from orepath.network.network import network
from tests.attribution.invented import dense, networks, random_network


def every(one, arrivals):
    """All ways from own mass to the arrivals that visit no node twice, with their shares."""
    flow, through, own, _ = dense(one)
    total, names = sum(arrivals.values()), list(one.index)

    def back(way, share):
        if own[way[0]] > 0:
            yield tuple(names[node] for node in way), share * own[way[0]] / through[way[0]]
        for node in range(len(names)):
            if node not in way and flow[node, way[0]] > 0:
                yield from back((node, *way), share * flow[node, way[0]] / through[way[0]])

    found = [way for node, mass in arrivals.items() if mass for way in back((one.index[node],), mass / total)]
    return sorted(found, key=lambda way: -way[1])


@settings(deadline=None, max_examples=80)
@given(networks(6))
def test_the_strongest_of_all_routes_strongest_first(one):
    arrivals = {"n0": 2.0, list(one.index)[-1]: 1.0}
    found, expected = routes(one, arrivals, limit=5), every(one, arrivals)
    reachable = [share for _, share in expected]
    assert [route.share for route in found] == pytest.approx(reachable[:5], rel=1e-12)
    assert all(dict(expected)[route.nodes] == pytest.approx(route.share, rel=1e-12) for route in found)


@settings(deadline=None, max_examples=40)
@given(networks(7))
def test_routes_visit_no_node_twice_and_sum_to_no_more_than_all(one):
    found = routes(one, {"n0": 1.0}, limit=10_000)
    assert all(len(set(route.nodes)) == len(route.nodes) for route in found)
    assert sum(route.share for route in found) <= 1 + 1e-12


def test_equal_routes_come_in_the_order_of_their_ids_whatever_the_order_of_rows():
    rows = [{"node": node, "stage": "mine", "place": "", "own": 1.0, "label": "AA"} for node in ("b", "c", "a")]
    rows.append({"node": "end", "stage": "market", "place": ""})
    flows = [{"source": node, "target": "end", "flow": 1.0} for node in ("c", "a", "b")]
    for order in (1, -1):
        one = network("tin", 2024, "own", rows[::order], flows[::order])
        assert [route.nodes[0] for route in routes(one, {"end": 1.0})] == ["a", "b", "c"]


def test_a_large_network_is_searched_without_opening_it_all():
    one = random_network(5, 1000, 8.0)
    found = routes(one, {"n1": 1.0}, limit=50)
    shares = [route.share for route in found]
    assert len(found) == 50 and shares == sorted(shares, reverse=True)


def test_nothing_asked_nothing_found():
    one = random_network(0, 5)
    assert routes(one, {"n0": 0.0}) == [] == routes(one, {"n0": 1.0}, limit=0)
