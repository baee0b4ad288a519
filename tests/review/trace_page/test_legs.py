"""The halves of the way add up to the views of the trace, in both answers."""

import math

import pytest

from orepath.network.coupling import net
from orepath.network.network import network
from orepath.review.trace_page.legs import columns, legs
from orepath.tracing.arrivals import arrivals
from orepath.tracing.trace import trace_network
from tests.review.trace_page.made_up import HERE, made_up


@pytest.mark.parametrize("couple", [lambda found: found, net], ids=["gross", "net"])
def test_the_sums_of_the_ways_are_the_views(couple):
    found = couple(made_up(draws=0))
    way = legs(arrivals(found, HERE))
    views = trace_network(made_up(draws=0), HERE)
    views = views.net if couple is net else views.views
    for sums, view in zip(columns(way.made, way.shipped), (views.origin, views.processor, views.border), strict=True):
        expected = {share.place: share.mid for share in view if share.mid > 1e-12}
        assert {place: share for place, share in sums.items() if share > 1e-12} == pytest.approx(expected)
    assert math.fsum(way.made.values()) == pytest.approx(1.0, abs=1e-12)
    assert math.fsum(way.shipped.values()) == pytest.approx(1.0, abs=1e-12)


def test_a_way_solved_by_hand():
    """Boria refines Aland's 60 and 20 of nobody knows where; Cestia hands on half of it; Dune mines 20."""
    nodes = [
        {"node": "mine:AA", "stage": "mine", "place": "AA", "own": 60.0, "label": "AA"},
        {"node": "unknown", "stage": "", "place": "unknown", "own": 20.0, "label": "unknown"},
        {"node": "refine:BB", "stage": "refine", "place": "BB"},
        {"node": "market:CC", "stage": "refine-market", "place": "CC"},
        {"node": "market:DD", "stage": "refine-market", "place": "DD"},
        {"node": "mine:DD", "stage": "mine", "place": "DD", "own": 20.0, "label": "DD"},
    ]
    flows = [
        {"source": "mine:AA", "target": "refine:BB", "flow": 60.0},
        {"source": "unknown", "target": "refine:BB", "flow": 20.0},
        {"source": "refine:BB", "target": "market:CC", "flow": 40.0},
        {"source": "refine:BB", "target": "market:DD", "flow": 40.0},
        {"source": "market:CC", "target": "market:DD", "flow": 40.0},
        {"source": "mine:DD", "target": "market:DD", "flow": 20.0},
    ]
    found = legs(arrivals(network("made-up", 2030, "own", nodes, flows), "DD"))
    assert found.made == pytest.approx({("AA", "BB"): 0.6, ("unknown", "BB"): 0.2, ("DD", "not_processed"): 0.2})
    assert found.shipped == pytest.approx({("BB", "CC"): 0.4, ("BB", "BB"): 0.4, ("not_processed", "domestic"): 0.2})


def test_a_closed_cycle_nobody_feeds_stays_unknown():
    nodes = [{"node": f"market:{p}", "stage": "refine-market", "place": p} for p in ("AA", "BB", "DD")]
    ends = (("AA", "BB"), ("BB", "AA"), ("AA", "DD"))
    flows = [{"source": f"market:{a}", "target": f"market:{b}", "flow": 5.0} for a, b in ends]
    found = legs(arrivals(network("made-up", 2030, "own", nodes, flows), "DD"))
    assert found.made == pytest.approx({("unknown", "unknown"): 1.0})
    assert found.shipped == pytest.approx({("unknown", "AA"): 1.0})
