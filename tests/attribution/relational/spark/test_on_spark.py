"""The same plan on Spark, with two workers, against the solve in memory."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orepath.attribution.relational.solve import solve_relational
from orepath.errors import InputError
from tests.attribution.relational.made_up import NETWORKS, all_together, check, of_edges

pytestmark = [pytest.mark.usefixtures("cluster"), pytest.mark.filterwarnings("ignore")]

SWEPT = 0


def test_two_workers_are_at_work(cluster):
    assert cluster.sparkContext.master == "local-cluster[2,1,1024]"
    assert cluster.sparkContext._jsc.sc().getExecutorMemoryStatus().size() == 3  # the driver is one of them


@pytest.mark.parametrize(("labels", "coupling"), [("source", "gross"), ("last-stage", "net"), ("touched", "gross")])
def test_the_same_as_in_memory(labels, coupling, tmp_path):
    check(all_together(), tmp_path, labels, coupling, "spark")


def test_cycles_that_are_swept_come_to_the_same(tmp_path):
    check(NETWORKS["two weak cycles in sequence"], tmp_path, engine="spark", few=SWEPT)


def test_a_folder_of_files(tmp_path):
    given = of_edges([("a", "b", 1.0), ("b", "c", 1.0)], {"a": 1.0})
    for name, table in (("nodes", given.nodes), ("edges", given.flows)):
        (tmp_path / name).mkdir()
        for part in range(table.num_rows):
            pq.write_table(table.slice(part, 1), tmp_path / name / f"part-{part}.parquet")
    with solve_relational(tmp_path / "nodes", tmp_path / "edges", engine="spark", work=tmp_path) as answer:
        found = pa.Table.from_batches(answer.batches())
    assert found.to_pydict() == {"node": ["a", "b", "c"], "of a": [1.0] * 3, "unattributed": [0.0] * 3}


def test_every_fault_is_told(tmp_path):
    nodes = pa.table({"node": ["a", "a"], "own": [1.0, float("nan")], "label": ["", "AA"]})
    edges = pa.table({"source": ["a", "z"], "target": ["a", ""], "flow": ["1", "many"]})
    with pytest.raises(InputError) as error:
        solve_relational(nodes, edges, engine="spark", work=tmp_path)
    codes = sorted(each.code for each in error.value.faults)
    assert codes == [
        "network_label",
        "network_node_twice",
        "network_number",
        "network_number",
        "network_unknown_node",
        "required_cell",
    ]
    assert list(tmp_path.iterdir()) == []
