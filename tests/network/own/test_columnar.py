"""A user's own network as columns: the same as read whole, the same faults and warnings, and lean. All made up."""

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq
import pytest
from hypothesis import given

from orepath.errors import InputError
from orepath.network.columnar import Columnar
from orepath.network.incidence import fed, reached
from orepath.network.own.columnar import read_columnar, read_flags
from orepath.network.own.reading import read_network
from tests.attribution.invented import networks, random_network

IDS = ["鉱山", "مصنع", "⛏️", "e\u0301", "\u00e9", "n 5"]
NODES = pa.table(
    {
        "node": IDS,
        "own": [10.0, 0.0, 2.0, 0.0, 0.0, 0.0],
        "label": ["Aland", "", "", "", "", ""],
        "place": ["AA", "BB", "CC", "DD", "", "EE"],
        "stage": ["mine", "refine", "", "", "", ""],
        "use": [0.0, 0.0, 0.0, 12.0, 0.0, 0.0],
    }
)
EDGES = pa.table({"source": ["鉱山", "⛏️", "مصنع"], "target": ["مصنع", "مصنع", "e\u0301"], "flow": [10.0, 2.0, 12.0]})


def same(one: Columnar, other: Columnar) -> bool:
    arrays = all(
        np.array_equal(getattr(one, name), getattr(other, name)) for name in ("own", "source", "target", "flow")
    )
    words = all(
        getattr(one, name).to_pylist() == getattr(other, name).to_pylist()
        for name in ("node", "label", "place", "stage")
    )
    return arrays and words


def codes(reader, *tables):
    with pytest.raises(InputError) as raised:
        reader(*tables)
    return [each.text() for each in raised.value.faults]


def test_ids_in_any_script_and_the_columns_of_the_network_read_whole():
    found, warnings = read_columnar(NODES, EDGES)
    whole, warned = read_network(NODES, EDGES)
    assert same(found, Columnar.of(whole)) and warnings == warned
    assert found.node.to_pylist() == IDS and found.label.to_pylist()[:3] == ["Aland", "", "CC"]


@given(networks())
def test_any_network_reads_back_with_the_same_warnings(one):
    found, warnings = read_columnar(one.nodes, one.flows)
    again, warned = read_network(one.nodes, one.flows)
    assert same(found, Columnar.of(again)) and warnings == warned


def test_files_and_frames_are_the_same_columns(tmp_path):
    expected, _ = read_columnar(NODES, EDGES)
    for number, table in enumerate((NODES, EDGES)):
        pq.write_table(table, tmp_path / f"{number}.parquet", row_group_size=2)
        feather.write_feather(table, str(tmp_path / f"{number}.arrow"))
        table.to_pandas().to_csv(tmp_path / f"{number}.csv", index=False)
    files = [(tmp_path / f"0.{kind}", tmp_path / f"1.{kind}") for kind in ("parquet", "arrow", "csv")]
    frames = [NODES.to_pandas(), EDGES.to_pandas()], [pl.DataFrame(NODES), pl.DataFrame(EDGES)]
    for nodes, edges in (*files, *frames, [frame.astype({frame.columns[0]: "category"}) for frame in frames[0]]):
        assert same(read_columnar(nodes, edges)[0], expected)


@pytest.mark.parametrize("kind", [pa.int8(), pa.int32(), pa.uint64(), pa.int64()])
def test_integers_stay_integers(kind):
    nodes = pa.table({"node": pa.array([7, 5], kind), "own": [1, 0], "label": ["x", ""]})
    edges = pa.table({"source": pa.array([7], pa.int64()), "target": pa.array([5], kind), "flow": [1]})
    found, _ = read_columnar(nodes, edges)
    assert found.node.type == pa.int64() and found.node.to_pylist() == [7, 5]
    assert (found.source.dtype, found.source.tolist(), found.target.tolist()) == (np.int32, [0], [1])


def test_integers_that_no_signed_number_holds_and_ids_of_two_kinds_are_text():
    nodes = pa.table({"node": pa.array([2**64 - 1, 5], pa.uint64()), "own": [1, 0], "label": ["x", ""]})
    edges = pa.table({"source": [str(2**64 - 1)], "target": ["5"], "flow": [1]})
    assert read_columnar(nodes, edges)[0].node.to_pylist() == [str(2**64 - 1), "5"]
    nodes = pa.table({"node": [7, 5], "own": [1, 0], "label": ["x", ""]})
    found, _ = read_columnar(nodes, pa.table({"source": ["7"], "target": ["5"], "flow": [1]}))
    assert found.node.type == pa.int64() and found.target.tolist() == [1]


BAD_NODES = pa.table(
    {
        "node": ["A", "B", "C", "A", "", "D", "E"],
        "own": [-1.0, float("nan"), 5.0, 1.0, 0.0, float("inf"), None],
        "label": ["x", "x", "", "x", "", "x", "x"],
        "use": [0.0, 0.0, -3.0, 0.0, 0.0, 0.0, 0.0],
    }
)
BAD_EDGES = pa.table(
    {"source": ["A", "A", "B", "", "C"], "target": ["Z", "B", "C", "C", None], "flow": [1.0, -2.0, float("inf"), 1, 1]}
)


def test_every_fault_of_both_tables_at_once_as_when_read_whole(tmp_path):
    found = codes(read_columnar, BAD_NODES, BAD_EDGES)
    assert found == codes(read_network, BAD_NODES, BAD_EDGES) and len(found) == 13
    for table, name in ((BAD_NODES, "n.csv"), (BAD_EDGES, "e.csv")):
        table.to_pandas().to_csv(tmp_path / name, index=False)
    files = tmp_path / "n.csv", tmp_path / "e.csv"
    assert codes(read_columnar, *files) == codes(read_network, *files)


def test_faults_of_integers():
    nodes = pa.table({"node": [1, 2, 1, None], "own": [1, 0, 0, 0], "label": ["x", "", "", ""]})
    edges = pa.table({"source": [1, None, 3], "target": [2, 2, 1], "flow": [1, 1, 1]})
    assert [text.split(".")[0] for text in codes(read_columnar, nodes, edges)] == [
        "nodes, row 4: column node is empty and must not be",
        "nodes, row 3: the node '1' occurs again (first in row 1)",
        "edges, row 2: column source is empty and must not be",
        "edges, row 3: column source: the nodes have no '3'",
    ]


@pytest.mark.parametrize(
    ("nodes", "edges"),
    [
        (NODES.drop_columns(["own"]), EDGES.drop_columns(["flow"])),
        (NODES.append_column("own", [[1.0] * 6]), EDGES),
        (pa.table({"node": [1.5], "own": [True], "label": ["x"]}), EDGES),
        (NODES, pd.DataFrame({"source": [object()], "target": ["a"], "flow": [1.0]})),
    ],
)
def test_what_is_wrong_with_a_table_as_a_whole(nodes, edges):
    assert codes(read_columnar, nodes, edges) == codes(read_network, nodes, edges)


def test_a_parquet_file_cut_in_half(tmp_path):
    pq.write_table(NODES, tmp_path / "n.parquet")
    data = (tmp_path / "n.parquet").read_bytes()
    for part in (0, 3, len(data) // 2, len(data) - 1):
        (tmp_path / "n.parquet").write_bytes(data[:part])
        assert codes(read_columnar, tmp_path / "n.parquet", EDGES)[0].startswith("n.parquet: the file cannot be read")


def test_columns_not_used_are_told_though_they_are_not_read(tmp_path):
    nodes = NODES.append_column("colour", [["red"] * 6])
    pq.write_table(nodes, tmp_path / "n.parquet")
    _, warnings = read_columnar(tmp_path / "n.parquet", EDGES.append_column("note", [["a"] * 3]))
    assert [(each.code, each.examples) for each in warnings[:1]] == [("unused_columns", ("colour",))]


def test_the_first_flows_between_two_nodes_again_are_told_wherever_they_stand():
    count = 200_000
    nodes = pa.table({"node": range(count), "own": [1.0] * count, "label": ["x"] * count})
    source = np.concatenate([np.arange(count - 1), [5, 3, 5, 9]])
    _, warnings = read_columnar(nodes, pa.table({"source": source, "target": source + 1, "flow": np.ones(len(source))}))
    [again] = [each for each in warnings if each.code == "multi_edges"]
    assert (again.count, again.examples) == (4, ("5 → 6", "3 → 4", "5 → 6"))


@pytest.mark.parametrize("seed", range(5))
def test_what_own_mass_reaches(seed):
    one = random_network(seed, 60, 1.2)
    moves, owns = one.flow > 0, one.own > 0
    expected = fed(one.source, one.target, moves[:, None], owns[:, None])[:, 0]
    assert np.array_equal(reached(one.source, one.target, moves, owns), expected)
    assert 0 < expected.sum() < len(expected)


def test_a_long_chain_is_searched_once():
    count = 300_000
    source = np.arange(count - 1, dtype=np.int32)
    found = reached(source, source + 1, source != 250_000, np.arange(count) == 0)
    assert found.sum() == 250_001


def test_flags():
    columns, _ = read_columnar(NODES, EDGES)
    told = pa.table({"node": ["n 5", "鉱山", "n 5", "مصنع"], "flag": ["b", "児童労働", "b", "b"]})
    found = read_flags(told, columns)
    assert {flag: numbers.tolist() for flag, numbers in found.items()} == {"b": [1, 5], "児童労働": [0]}
    assert list(found) == sorted(found)
    wrong = pa.table({"node": ["n 5", "gone", "", "鉱山"], "flag": ["b", "b", "b", ""]})
    assert [text.split(". ")[0] for text in codes(read_flags, wrong, columns)] == [
        "flags, row 3: column node is empty and must not be.",
        "flags, row 2: column node: the nodes have no 'gone'",
        "flags, row 4: column flag is empty and must not be.",
    ]
    assert codes(read_flags, told.slice(0, 0), columns) == ["flags: column flag is empty and must not be."]
    assert codes(read_flags, told.drop_columns(["flag"]), columns)[0].startswith("flags: the columns flag are missing")


@pytest.mark.parametrize("spread", [1, 3, 10**12])
def test_integers_close_together_or_far_apart_are_found_alike(spread):
    count = 500
    known = np.random.default_rng(1).permutation(count) * spread - 2**62 * (spread > 3)
    nodes = pa.table({"node": known, "own": np.ones(count), "label": ["x"] * count})
    rows = np.arange(1, count)
    edges = pa.table({"source": known[rows], "target": known[rows - 1], "flow": np.ones(count - 1)})
    found, _ = read_columnar(nodes, edges)
    assert found.source.tolist() == rows.tolist() and found.target.tolist() == (rows - 1).tolist()
    lost = pa.table({"source": [int(known.min()) - 1, 2**63 - 1, -(2**63)], "target": known[:3], "flow": [1, 1, 1]})
    said = codes(read_columnar, nodes, lost)
    assert len(said) == 3 and all("the nodes have no" in text for text in said)
