"""A right answer or one clear error, and nothing left in the work folder."""

import os
import signal
import subprocess
import sys
import time

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orepath.attribution.relational import peeling
from orepath.attribution.relational.on_duckdb import OnDuckdb
from orepath.attribution.relational.solve import solve_relational
from orepath.errors import InputError, UnknownName
from tests.attribution.relational.made_up import of_edges

NODES = pa.table({"node": ["a", "b"], "own": [1.0, 0.0], "label": ["AA", ""]})
EDGES = pa.table({"source": ["a"], "target": ["b"], "flow": [1.0]})


def faults(nodes, edges, tmp_path, **asked):
    """What is wrong, as code and place; the work folder is empty afterwards."""
    work = tmp_path / "work"
    work.mkdir(exist_ok=True)
    with pytest.raises(InputError) as error:
        solve_relational(nodes, edges, work=work, **asked)
    assert list(work.iterdir()) == []
    assert error.value.message("en") and error.value.message("ja")
    return error.value.faults


def test_every_fault_of_both_tables_is_told_at_once(tmp_path):
    nodes = pa.table(
        {
            "node": ["a", None, "a", "b", "c", "d"],
            "own": [1.0, 1.0, float("nan"), -1.0, float("inf"), 2.0],
            "label": ["AA", "AA", "AA", "AA", "AA", ""],
        }
    )
    edges = pa.table({"source": ["a", "", "z"], "target": ["b", "a", None], "flow": [-1.0, 1.0, None]})
    found = [(each.code, each.where) for each in faults(nodes, edges, tmp_path)]
    assert sorted(found) == [
        ("network_label", "nodes, row 6"),
        ("network_node_twice", "nodes, row 3"),
        ("network_number", "edges, row 1"),
        ("network_number", "edges, row 3"),
        ("network_number", "nodes, row 3"),
        ("network_number", "nodes, row 4"),
        ("network_number", "nodes, row 5"),
        ("network_unknown_node", "edges, row 3"),
        ("required_cell", "edges, row 2"),
        ("required_cell", "edges, row 3"),
        ("required_cell", "nodes, row 2"),
    ]


def test_a_node_twice_says_where_it_was_first(tmp_path):
    nodes = pa.table({"node": [7, 8, 7], "own": [1, 1, 1], "label": ["AA"] * 3})
    found = faults(nodes, EDGES.slice(0, 0), tmp_path)
    assert [(each.code, each.values["first"]) for each in found] == [("network_node_twice", 1)]


def test_more_than_are_listed_are_counted(tmp_path):
    edges = pa.table({"source": ["z"] * 1500, "target": ["b"] * 1500, "flow": [1.0] * 1500})
    found = faults(NODES, edges, tmp_path)
    assert len(found) == 1001
    assert (found[-1].code, found[-1].values["count"]) == ("network_more", 500)


def test_columns_that_are_missing_or_of_no_use(tmp_path):
    found = faults(NODES.drop(["own"]), EDGES.drop(["flow", "source"]), tmp_path)
    assert [each.code for each in found] == ["network_columns", "network_columns"]
    found = faults(NODES.set_column(1, "own", pa.array([True, False])), EDGES, tmp_path)
    assert [(each.code, each.values["column"]) for each in found] == [("network_column_type", "own")]
    assert faults(NODES, EDGES, tmp_path, coupling="net")[0].code == "network_columns"


def test_what_cannot_be_asked(tmp_path):
    nodes = NODES.append_column("place", pa.array(["AA", "BB"])).append_column("stage", pa.array(["mine", "refine"]))
    with pytest.raises(UnknownName, match="mine, refine"):
        solve_relational(nodes, EDGES, "last-stage", "smelt", work=tmp_path)
    assert faults(NODES, EDGES, tmp_path, labels="touched")[0].code == "bad_option"
    none = pa.table({"node": pa.array([], pa.string()), "flag": pa.array([], pa.string())})
    assert faults(NODES, EDGES, tmp_path, labels="touched", flags=none)[0].code == "bad_option"
    unknown = pa.table({"node": ["z"], "flag": ["owned"]})
    assert faults(NODES, EDGES, tmp_path, labels="touched", flags=unknown)[0].code == "network_unknown_node"
    for asked in ({"labels": "colour"}, {"coupling": "wet"}, {"engine": "abacus"}, {"memory_limit": "much"}):
        assert faults(NODES, EDGES, tmp_path, **asked)[0].code == "bad_option"


def test_a_parquet_file_cut_in_half(tmp_path):
    whole = tmp_path / "edges.parquet"
    pq.write_table(EDGES, whole)
    whole.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    assert [each.code for each in faults(NODES, whole, tmp_path)] == ["network_file_broken"]


def test_a_parquet_file_spoilt_inside(tmp_path):
    whole = tmp_path / "edges.parquet"
    numbers = np.arange(20_000)
    pq.write_table(pa.table({"source": numbers, "target": numbers, "flow": numbers * 0.5}), whole)
    data = bytearray(whole.read_bytes())
    data[1000:60000] = b"\xff" * 59000
    whole.write_bytes(data)
    nodes = pa.table({"node": numbers, "own": numbers * 1.0, "label": ["AA"] * len(numbers)})
    assert [each.code for each in faults(nodes, whole, tmp_path)] == ["network_file_broken"]


def test_a_file_that_is_not_there(tmp_path):
    assert [each.code for each in faults(tmp_path / "none.parquet", EDGES, tmp_path)] == ["file_missing"]


def test_csv_tells_its_lines(tmp_path):
    path = tmp_path / "edges.csv"
    path.write_text("source,target,flow\na,b,1e2\n\na,b,1.000\na,b,many\n", encoding="utf-8")
    found = faults(NODES, path, tmp_path)
    assert [(each.code, each.where) for each in found] == [("network_number", "edges.csv, row 5")]


def random_files(folder, nodes, edges):
    """A made-up network of some size as Parquet files."""
    random = np.random.default_rng(1)
    own = np.where(np.arange(nodes) < nodes // 10, 1.0, 0.0)
    label = np.array([f"of {number % 40}" for number in range(nodes)])
    pq.write_table(pa.table({"node": np.arange(nodes), "own": own, "label": label}), folder / "nodes.parquet")
    ends = np.sort(random.integers(0, nodes, (2, edges)), axis=0)
    flow = random.random(edges)
    pq.write_table(pa.table({"source": ends[0], "target": ends[1], "flow": flow}), folder / "edges.parquet")
    return folder / "nodes.parquet", folder / "edges.parquet"


def test_what_may_be_used_of_the_disk_is_kept_to(tmp_path):
    relations = OnDuckdb(tmp_path, memory_limit="40MB", threads=1, disk_limit="1MB")
    with pytest.raises(InputError) as error:
        relations.make("much", "SELECT random() AS x, random() AS y FROM range(10_000_000)")
    relations.close()
    assert [each.code for each in error.value.faults] == ["attribution_disk_full"]


def test_too_little_memory_is_one_error(tmp_path):
    files = random_files(tmp_path, 20_000, 40_000)
    assert [each.code for each in faults(*files, tmp_path, memory_limit="2MB")] == ["attribution_memory"]


@pytest.mark.skipif(not os.access("/dev/full", os.W_OK) or os.geteuid() != 0, reason="mounting needs root")
def test_a_disk_that_is_really_full(tmp_path):
    files = random_files(tmp_path, 50_000, 200_000)
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "made-up", disk], capture_output=True)
    if mounted.returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        with pytest.raises(InputError) as error:
            solve_relational(*files, work=disk)
        assert [each.code for each in error.value.faults] == ["attribution_disk_full"]
        assert list(disk.iterdir()) == []
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_chain_too_deep_is_one_error(tmp_path, monkeypatch):
    monkeypatch.setattr(peeling, "MOST_LEVELS", 8)
    chain = of_edges([(f"n{number}", f"n{number + 1}", 1.0) for number in range(9)], {"n0": 1.0})
    assert [each.code for each in faults(chain.nodes, chain.flows, tmp_path)] == ["attribution_deep"]


def test_ctrl_c_leaves_nothing(tmp_path):
    files = random_files(tmp_path, 200_000, 400_000)
    work = tmp_path / "work"
    work.mkdir()
    code = (
        "import sys, pathlib\n"
        "from orepath.attribution.relational.solve import solve_relational\n"
        "nodes, edges, work = map(pathlib.Path, sys.argv[1:])\n"
        "try:\n"
        "    solve_relational(nodes, edges, work=work, progress=lambda part: print(part, flush=True))\n"
        "except KeyboardInterrupt:\n"
        "    sys.exit(130)\n"
    )
    command = [sys.executable, "-c", code, *files, work]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline()
        time.sleep(0.2)
        assert list(work.iterdir()) != []
        running.send_signal(signal.SIGINT)
    assert running.returncode == 130
    assert list(work.iterdir()) == []


def test_an_answer_that_is_forgotten_takes_its_files_with_it(tmp_path):
    answer = solve_relational(NODES, EDGES, work=tmp_path)
    assert list(tmp_path.iterdir()) != []
    del answer
    assert list(tmp_path.iterdir()) == []
