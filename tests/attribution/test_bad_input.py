"""Whatever is given, in memory and out of core: a right answer or one clear error. All of it is made up."""

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import orepath
from orepath.attribution import asked as module
from orepath.attribution import choosing
from orepath.attribution.choosing import memory_limit, room, room_to_read
from orepath.errors import InputError, UnknownName
from orepath.network.coupling import net
from tests.attribution.invented import random_network

SCRIPTS = ["鉱山", "مصنع", "⛏️🏭", "e\u0301", "\u00e9", " space ", "line\nbreak", 'quo"te', "|transit"]


@pytest.fixture(params=["memory", "duckdb"])
def ask(request):
    """What an engine answers: a row a node as a dictionary."""

    def rows(nodes, edges, **asked):
        with orepath.attribute(nodes, edges, engine=request.param, **asked) as answer:
            assert answer.engine == request.param and 0 <= answer.certificate < 1e-9
            table = answer.arrow()
            assert table.schema.names == ["node", *answer.labels] and answer.nodes == table.num_rows
            assert sum(batch.num_rows for batch in answer.batches()) == table.num_rows
        return table.to_pylist()

    return rows


def nodes_of(ids, own, label=None, **more):
    label = ["Aland" if mass else "" for mass in own] if label is None else label
    return pa.table({"node": ids, "own": pa.array(own, pa.float64()), "label": label, **more})


def edges_of(*flows):
    source, target, flow = zip(*flows, strict=True) if flows else ((), (), ())
    return pa.table({"source": source, "target": target, "flow": pa.array(flow, pa.float64())})


def refused(*arguments, **asked):
    with pytest.raises(InputError) as raised:
        orepath.attribute(*arguments, **asked)
    assert all(each.text("ja") != each.text("en") for each in raised.value.faults)
    return [each.code for each in raised.value.faults]


@pytest.mark.parametrize("kind", [pa.int64(), pa.string()])
def test_an_empty_network(ask, kind):
    nodes = pa.table(
        {"node": pa.array([], kind), "own": pa.array([], pa.float64()), "label": pa.array([], pa.string())}
    )
    assert ask(nodes, edges_of()) == []


def test_the_type_of_ids_is_kept_where_there_is_no_row(tmp_path):
    nodes = pa.table({"node": pa.array([], pa.int32()), "own": [], "label": []})
    for engine in ("memory", "duckdb"):
        with orepath.attribute(nodes, edges_of(), engine=engine) as answer:
            assert answer.arrow().schema == pa.schema([("node", pa.int64()), ("unattributed", pa.float64())])
            path = answer.write(tmp_path / f"{engine}.parquet", long=True)
        assert pq.read_schema(path).names == ["node", "label", "share"]


def test_one_node(ask):
    assert ask(nodes_of([7], [3.0]), edges_of()) == [{"node": 7, "Aland": 1.0, "unattributed": 0.0}]
    assert ask(nodes_of([7], [0.0]), edges_of()) == [{"node": 7, "unattributed": 1.0}]
    assert ask(nodes_of([7], [3.0]), edges_of((7, 7, 1e9))) == [{"node": 7, "Aland": 1.0, "unattributed": 0.0}]


def test_nothing_flows(ask):
    found = ask(nodes_of(["a", "b"], [0.0, 0.0]), edges_of(("a", "b", 0.0), ("b", "a", 0.0)))
    assert found == [{"node": node, "unattributed": 1.0} for node in "ab"]
    found = ask(nodes_of(["a", "b"], [1.0, 0.0]), edges_of(("a", "b", 0.0)))
    assert [row["unattributed"] for row in found] == [0.0, 1.0]


@pytest.mark.parametrize("tonnes", [1e-300, 1e300, 1e308])
def test_tonnes_of_any_size(ask, tonnes):
    flows = edges_of(("a", "c", tonnes), ("b", "c", tonnes), ("c", "d", tonnes), ("d", "c", tonnes))
    [*_, end] = ask(nodes_of(list("abcd"), [tonnes, tonnes, 0, 0], ["Aland", "Boria", "", ""]), flows)
    assert (end["Aland"], end["Boria"], end["unattributed"]) == pytest.approx((0.5, 0.5, 0.0), abs=1e-12)


def test_tonnes_of_every_size_in_one_network(ask):
    flows = edges_of(("a", "c", 1e-300), ("b", "c", 1e300), ("c", "d", 1e300), ("a", "e", 1e-300))
    found = ask(nodes_of(list("abcde"), [1e-300, 1e300, 0, 0, 0], ["Aland", "Boria", "", "", ""]), flows)
    assert [row["Boria"] for row in found] == [0.0, 1.0, 1.0, 1.0, 0.0]
    assert found[4]["Aland"] == 1.0 and not any(np.isnan(value) for row in found for value in list(row.values())[1:])


def test_ids_and_labels_in_any_script(ask):
    own = [1.0] * (len(SCRIPTS) - 1) + [0.0]
    flows = edges_of(*((node, SCRIPTS[-1], 1.0) for node in SCRIPTS[:-1]))
    found = ask(nodes_of(SCRIPTS, own, [*SCRIPTS[:-1], ""]), flows)
    assert [row["node"] for row in found] == SCRIPTS
    for node in SCRIPTS[:-1]:
        assert found[-1][node] == pytest.approx(1 / len(SCRIPTS[:-1]))


def test_ten_thousand_labels_in_columns():
    ids = list(range(12))
    flags = pa.table({"node": [0] * 10_000, "flag": [f"f{number}" for number in range(10_000)]})
    nodes = nodes_of(ids, [1.0] * 12)
    found = orepath.attribute(nodes, edges_of((0, 11, 1.0)), labels="touched", flags=flags).arrow().to_pylist()
    assert len(found) == 12 and len(found[0]) == 10_001
    assert found[11]["f9999"] == 0.5 and found[1]["f0"] == 0.0


def test_ten_thousand_labels_in_rows(tmp_path):
    count = 10_000
    ids = np.arange(count + 1)
    nodes = nodes_of(ids, [1.0] * count + [0.0], [*(f"l{number}" for number in range(count)), ""])
    edges = pa.table({"source": ids[:-1], "target": [count] * count, "flow": np.ones(count)})
    answer = orepath.attribute(nodes, edges)
    assert len(answer.labels) == count + 1
    rows = pl.read_parquet(answer.write(tmp_path / "x.parquet", long=True))
    assert rows.height == 2 * count
    assert rows.filter(pl.col("node") == count)["share"].to_list() == pytest.approx([1 / count] * count)


def test_every_fault_at_once():
    nodes = nodes_of(["a", "b", "a", ""], [1.0, float("nan"), -1.0, float("inf")], ["x", "x", "x", "x"])
    edges = edges_of(("a", "z", 1.0), ("b", "a", -1.0), ("a", "b", float("nan")))
    expected = ["network_node_twice", *["network_number"] * 5, "network_unknown_node", "required_cell"]
    for engine in ("memory", "auto"):
        assert sorted(refused(nodes, edges, engine=engine)) == expected


def test_a_flow_that_is_no_number_is_refused_by_duckdb_too():
    edges = edges_of(("a", "b", 1.0), ("a", "c", float("nan")), ("b", "c", 2.0))
    assert refused(nodes_of(list("abc"), [1.0, 0.0, 0.0]), edges, engine="duckdb") == ["network_number"]


def test_what_is_asked_wrongly_is_told_at_once_before_anything_is_read(tmp_path):
    nowhere = tmp_path / "none.parquet"
    found = refused(nowhere, nowhere, engine="abacus", coupling="wet", labels="touched", stage="mine")
    assert found == ["bad_option", "bad_option", "option_needless", "option_needed"]
    assert refused(nowhere, nowhere, labels="last-stage", flags={"x": []}) == ["option_needed", "option_needless"]
    assert refused(nowhere, nowhere, labels="colour") == ["bad_option"]
    assert refused(nowhere) == ["bad_option"]
    assert refused(random_network(1, 5), nowhere) == ["bad_option"]


def test_a_stage_that_is_not_there(ask):
    nodes = nodes_of([1, 2], [1.0, 0.0], place=["AA", "BB"], stage=["mine", "refine"])
    with pytest.raises(UnknownName, match="Did you mean refine"):
        ask(nodes, edges_of((1, 2, 1.0)), labels="last-stage", stage="refien")


@pytest.mark.parametrize("asked", [{"coupling": "net"}, {"labels": "last-stage", "stage": "mine"}])
def test_columns_that_a_question_needs(ask, asked):
    with pytest.raises(InputError, match="the columns place, stage are missing"):
        ask(nodes_of([1, 2], [1.0, 0.0]), edges_of((1, 2, 1.0)), **asked)


def test_flags_of_nodes_that_are_not_there(ask):
    with pytest.raises(InputError, match="the nodes have no '3'"):
        ask(nodes_of([1, 2], [1.0, 0.0]), edges_of((1, 2, 1.0)), labels="touched", flags={"x": [1, 3]})
    with pytest.raises(InputError):
        ask(nodes_of([1, 2], [1.0, 0.0]), edges_of((1, 2, 1.0)), labels="touched", flags={})


@pytest.mark.parametrize(
    ("flags", "codes"),
    [({"x": [], "y": [1], "z": []}, ["required_cell"] * 2), ({"x": [1, "a"]}, ["network_column_type"])],
)
def test_flags_that_are_no_flags(flags, codes):
    assert refused(nodes_of([1], [1.0]), edges_of(), labels="touched", flags=flags) == codes


@pytest.mark.parametrize("kind", ["nodes", "edges", "flags"])
def test_a_parquet_file_cut_in_half(ask, tmp_path, kind):
    tables = {
        "nodes": nodes_of([1, 2], [1.0, 0.0]),
        "edges": edges_of((1, 2, 1.0)),
        "flags": pa.table({"node": [1], "flag": ["x"]}),
    }
    for name, table in tables.items():
        pq.write_table(table, tmp_path / f"{name}.parquet")
    data = (tmp_path / f"{kind}.parquet").read_bytes()
    (tmp_path / f"{kind}.parquet").write_bytes(data[: len(data) // 2])
    nodes, edges, flags = (tmp_path / f"{name}.parquet" for name in tables)
    with pytest.raises(InputError, match=f"{kind}.parquet: the file cannot be read as Parquet"):
        ask(nodes, edges, labels="touched", flags=flags)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    "asked", [{}, {"coupling": "net"}, {"labels": "last-stage", "stage": "refine", "coupling": "net"}]
)
def test_a_network_is_as_its_tables_files_and_frames(tmp_path, seed, asked):
    one = random_network(seed, 40)
    expected = orepath.attribute(one, **asked).pandas()
    pq.write_table(one.nodes, tmp_path / "n.parquet")
    pq.write_table(one.flows, tmp_path / "e.parquet")
    given = [
        (one.nodes, one.flows),
        (str(tmp_path / "n.parquet"), tmp_path / "e.parquet"),
        (one.nodes.to_pandas(), one.flows.to_pandas().drop(columns=["statements"])),
        (pl.DataFrame(one.nodes), pl.DataFrame(one.flows)),
    ]
    for nodes, edges in given:
        pd.testing.assert_frame_equal(
            orepath.attribute(nodes, edges, **asked).pandas(), expected, rtol=1e-12, atol=1e-13
        )


@pytest.mark.parametrize("seed", [1, 2])
def test_net_gives_the_market_parts_alone(seed):
    one = random_network(seed, 60)
    parts = net(one)
    assert len(parts.index) > 60
    whole = orepath.attribute(parts).pandas().iloc[:60]
    for engine in ("memory", "duckdb"):
        with orepath.attribute(one, coupling="net", engine=engine) as answer:
            pd.testing.assert_frame_equal(answer.pandas(), whole, rtol=1e-9, atol=1e-12, check_dtype=False)


def test_flags_may_be_told_by_flag_or_in_a_table(ask):
    nodes, edges = nodes_of([1, 2, 3], [1.0, 3.0, 0.0]), edges_of((1, 3, 1.0), (2, 3, 3.0))
    table = pa.table({"node": [2, 1, 1, 2], "flag": ["b", "a", "a", "a"]})
    for flags in (table, {"b": [2], "a": [1, 2, 1]}, table.to_pandas(), pl.DataFrame(table)):
        found = ask(nodes, edges, labels="touched", flags=flags)
        assert found[2] == {"node": 3, "a": 1.0, "b": 0.75} and list(found[2]) == ["node", "a", "b"]


def many(count):
    """A network of as many labels as nodes."""
    ids = list(range(count))
    return nodes_of(ids, [1.0] * count, [f"l{number}" for number in ids]), edges_of((0, 1, 1.0))


def test_auto_takes_memory_where_it_is_enough_and_says_what_it_weighed():
    answer = orepath.attribute(*many(20))
    assert answer.engine == "memory" and answer.why.enough and answer.why.needed == room(20, 1, 24).needed
    assert orepath.attribute(*many(20), engine="memory").why is None


@pytest.mark.parametrize("read", [False, True])
@pytest.mark.parametrize("in_files", [False, True])
def test_auto_takes_duckdb_before_or_after_the_tables_were_read(tmp_path, monkeypatch, read, in_files):
    tables = many(20)
    expected = orepath.attribute(*tables).arrow().to_pylist()
    if in_files:
        for number, table in enumerate(tables):
            pq.write_table(table, tmp_path / f"{number}.parquet")
        tables = (tmp_path / "0.parquet", tmp_path / "1.parquet")
    free = 2 * room_to_read(*tables).needed if read else 1
    monkeypatch.setattr(choosing, "free_bytes", lambda: free)
    reading, given = [], module.read_columnar
    monkeypatch.setattr(module, "read_columnar", lambda *told: reading.append(told) or given(*told))
    with orepath.attribute(*tables) as other:
        assert (other.engine, other.why.free, bool(reading)) == ("duckdb", free, read)
        assert other.arrow().to_pylist() == expected


def test_shares_that_memory_cannot_hold_are_an_error_before_the_solve(monkeypatch):
    free = room(20, 0, 23).needed - 1
    monkeypatch.setattr(choosing, "free_bytes", lambda: free)
    assert refused(*many(20), engine="memory") == ["attribution_no_memory"]
    monkeypatch.undo()

    def exhausted(*told):
        raise MemoryError

    monkeypatch.setattr(module, "solve", exhausted)
    assert refused(*many(20), engine="memory") == ["attribution_no_memory"]


@pytest.mark.parametrize("cause", [KeyboardInterrupt, ValueError])
def test_ctrl_c_in_a_compiled_loop_is_ctrl_c(monkeypatch, cause):
    def stopped(*told):
        try:
            raise cause
        except BaseException as error:
            raise SystemError("returned a result with an exception set") from error

    monkeypatch.setattr(module, "solve", stopped)
    with pytest.raises(KeyboardInterrupt if cause is KeyboardInterrupt else SystemError):
        orepath.attribute(*many(20), engine="memory")


def test_what_memory_is_planned_with(monkeypatch, tmp_path):
    assert room(1000, 10_000, 32).needed == 10_000 * 100 + 1000 * (200 + 8 * 32)
    assert room(1000, 10_000, 33, net=True).needed == 10_000 * 200 + 1000 * (200 + 8 * 40)
    (tmp_path / "n.csv").write_text("x" * 1000)
    assert room_to_read(tmp_path / "n.csv", tmp_path / "none").needed == 6000
    monkeypatch.setattr(choosing, "free_bytes", lambda: None)
    assert room(10**9, 10**10).enough and memory_limit() is None
    monkeypatch.setattr(choosing, "free_bytes", lambda: 10**9)
    assert memory_limit() == "500000000B" and not room(0, 5_000_001).enough and room(0, 5_000_000).enough
