import pyarrow as pa
import pytest

from orepath.attribution.attribute import attribute
from orepath.attribution.traced import traced
from orepath.errors import InputError, UnknownName
from orepath.network.coupling import net
from orepath.network.network import network

ROWS = [
    {"node": "mine", "stage": "mine", "place": "AA", "own": 10.0, "label": "AA"},
    {"node": "works", "stage": "refine", "place": "BB"},
    {"node": "port", "stage": "refine", "place": "CC"},
    {"node": "user", "stage": "refine", "place": "DD"},
]
FLOWS = [{"source": i, "target": j, "flow": 10.0} for i, j in (("mine", "works"), ("works", "port"), ("port", "user"))]
CHAIN = network("tin", 2024, "own", ROWS, FLOWS)


def test_what_only_passes_a_place_is_not_processed_there():
    assert traced(CHAIN, {"port": 1.0}, "last-stage", "refine")["CC"] == 1
    netted = net(CHAIN)
    assert traced(netted, {"port|transit": 1.0}, "last-stage", "refine")["BB"] == 1


def test_labels_are_sorted_and_unattributed_is_last():
    assert attribute(CHAIN, "last-stage", "refine").labels == ("BB", "CC", "DD", "not_processed", "unattributed")


def test_tables():
    found = attribute(CHAIN)
    assert found.arrow().column_names == ["node", "AA", "unattributed"]
    assert found.long() == pa.table({"node": [row["node"] for row in ROWS], "label": ["AA"] * 4, "share": [1.0] * 4})
    assert found.pandas()["AA"].tolist() == [1.0] * 4


@pytest.mark.parametrize("stage", [None, "smelt"])
def test_a_stage_the_network_has_not(stage):
    with pytest.raises(UnknownName, match="mine, refine"):
        attribute(CHAIN, "last-stage", stage)


def test_a_flag_on_a_node_that_is_not_there():
    with pytest.raises(UnknownName, match="Did you mean works"):
        attribute(CHAIN, "touched", flags={"owned": ["work"]})
    with pytest.raises(InputError):
        attribute(CHAIN, "touched")


def test_arrivals_from_a_node_that_is_not_there():
    with pytest.raises(UnknownName, match="Did you mean port"):
        traced(CHAIN, {"ports": 1.0})


def test_an_empty_network_and_one_node():
    assert attribute(network("tin", 2024, "own", [], [])).shares.shape == (0, 1)
    alone = network("tin", 2024, "own", ROWS[:1], [])
    assert attribute(alone).of("mine") == {"AA": 1.0, "unattributed": 0.0}
    empty = network("tin", 2024, "own", ROWS[1:2], [])
    assert attribute(empty).of("works") == {"unattributed": 1.0}
    assert traced(empty, {"works": 1.0}) == {"unattributed": 1.0}
