"""A user's own network, well and badly made. All of it is made up."""

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq
import pytest

from orepath.attribution.attribute import attribute
from orepath.errors import SHOWN, InputError
from orepath.network.own.columns import LISTED
from orepath.network.own.reading import read_network

NODES = "node,own,label,place,stage,use\n鉱山,10,ボリア,BB,mine,0\n2,0,,CC,refine,9.5\nüser,0,,DD,,0.5\n"
EDGES = "source,target,flow,low,high,status,statements\n鉱山,2,10,9,11,observed,st-1;st-2\n2,üser,0.5,,,,\n"
FULL = EDGES.replace("0.5,,,,", "0.5,0.5,0.5,allocated,")


def csv(folder, nodes=NODES, edges=FULL, encoding="utf-8"):
    (folder / "n.csv").write_bytes(nodes.encode(encoding))
    (folder / "e.csv").write_bytes(edges.encode(encoding))
    return folder / "n.csv", folder / "e.csv"


def faults(nodes, edges):
    with pytest.raises(InputError) as raised:
        read_network(nodes, edges)
    assert all(each.text("ja") != each.text("en") for each in raised.value.faults)
    return [each.text() for each in raised.value.faults]


def codes(nodes, edges):
    with pytest.raises(InputError) as raised:
        read_network(nodes, edges)
    return [each.code for each in raised.value.faults]


def test_csv(tmp_path):
    found, warnings = read_network(*csv(tmp_path), mineral="tin", year=2024)
    assert (found.mineral, found.year, found.kind, warnings) == ("tin", 2024, "own", ())
    assert found.nodes.to_pylist()[0] == {
        "node": "鉱山",
        "stage": "mine",
        "place": "BB",
        "own": 10.0,
        "label": "ボリア",
        "use": 0.0,
        "stock": 0.0,
        "loss": 0.0,
    }
    assert found.flows.to_pylist()[0] == {
        "source": "鉱山",
        "target": "2",
        "flow": 10.0,
        "low": 9.0,
        "high": 11.0,
        "status": "observed",
        "statements": ["st-1", "st-2"],
        "note": None,
    }
    assert attribute(found).of("üser") == {"ボリア": 1.0, "unattributed": 0.0}


@pytest.mark.parametrize("made", ["bom", "crlf", "blank", "spaces", "quoted"])
def test_csv_as_spreadsheets_write_it(tmp_path, made):
    expected, _ = read_network(*csv(tmp_path))
    change = {
        "bom": lambda text: "\ufeff" + text,
        "crlf": lambda text: text.replace("\n", "\r\n"),
        "blank": lambda text: "\n" + text.replace("\n", "\n\n") + "," * text.split("\n")[0].count(",") + "\n",
        "spaces": lambda text: text.replace("own,", " own ,").replace(",10,", ", 10 ,"),
        "quoted": lambda text: "\n".join(
            ",".join(f'"{cell}"' for cell in line.split(",")) for line in text.strip().split("\n")
        ),
    }[made]
    found, _ = read_network(*csv(tmp_path, change(NODES), change(FULL)))
    assert found.nodes == expected.nodes and found.flows == expected.flows


def test_parquet_arrow_and_frames_are_the_same_network(tmp_path):
    expected, _ = read_network(*csv(tmp_path))
    parts = (expected.nodes, expected.flows)
    paths = [(tmp_path / f"{number}.parquet", tmp_path / f"{number}.arrow") for number in range(2)]
    for (parquet, arrow), table in zip(paths, parts, strict=True):
        pq.write_table(table, parquet)
        feather.write_feather(table, str(arrow))
    frames = [table.to_pandas() for table in parts]
    categories = [frame.astype({frame.columns[0]: "category"}) for frame in frames]
    given = [*zip(*paths, strict=True), parts, frames, categories, [pl.DataFrame(table) for table in parts]]
    for nodes, edges in given:
        found, _ = read_network(nodes, edges)
        assert found.nodes == expected.nodes and found.flows == expected.flows


def test_ids_may_be_integers_and_a_label_is_the_place_where_none_is_told():
    nodes = pa.table({"node": [1, 2], "own": [5, 0], "place": ["AA", "BB"]})
    edges = pd.DataFrame({"source": [1], "target": [2], "flow": [5]})
    found, warnings = read_network(nodes, edges)
    assert attribute(found).of("2") == {"AA": 1.0, "unattributed": 0.0}
    assert warnings == ()  # where nodes say no use, the network's ends need not balance


def test_every_fault_of_both_tables_is_listed_at_once(tmp_path):
    nodes = 'node,own,label\nA,-1,x\nB,nan,x\nC,5,\nA,1,x\n,0,\nD,1e999,x\nE,,x\nF,"1,000",x\n'
    edges = "source,target,flow,low,high,status\nA,Z,1,1,1,observed\nA,B,-2,0,1,seen\nB,C,inf,5,4,\nC,C,x,1,1,\n"
    assert faults(*csv(tmp_path, nodes, edges)) == [
        "n.csv, row 6: column node is empty and must not be.",
        "n.csv, row 5: the node 'A' occurs again (first in row 2). Give each node one row, with an id of its own.",
        *(
            f"n.csv, row {row}: column own: found '{found}', allowed: a finite number ≥ 0. "
            "Write tonnes as a plain number, and 0 where there are none."
            for row, found in ((2, "-1"), (3, "nan"), (7, "1e999"), (8, ""), (9, "1,000"))
        ),
        "n.csv, row 4: the node 'C' puts in 5.0 t and has neither label nor place. "
        "Say whose the mass is in the column label; `unknown` where nobody knows.",
        "e.csv, row 2: column target: the nodes have no 'Z'. Add it to the nodes or correct the id.",
        *(
            f"e.csv, row {row}: column flow: found '{found}', allowed: a finite number ≥ 0. "
            "Write tonnes as a plain number, and 0 where there are none."
            for row, found in ((3, "-2"), (4, "inf"), (5, "x"))
        ),
        "e.csv, row 4: low (5.0) is above high (4.0). Exchange or correct them.",
        "e.csv, row 3: column status: found 'seen', allowed: observed, reconciled, allocated. "
        "Correct it where you made the file; take any other again from its publisher.",
    ]


def test_rows_are_counted_as_a_spreadsheet_counts_them(tmp_path):
    nodes = 'node,own,label\n\n"two\nlines",1,x\n,,\nB,-1,x\n'
    assert faults(*csv(tmp_path, nodes, "source,target,flow\n"))[0].startswith("n.csv, row 5: column own")


def test_faults_of_tables_in_memory_say_which_table_and_row():
    nodes = pa.table({"node": ["a", "b"], "own": [1.0, None], "label": ["x", None]})
    edges = pa.table({"source": ["a", None], "target": ["b", "b"], "flow": [float("nan"), 1.0]})
    found = faults(nodes, edges)
    assert [text.split(":")[0] for text in found] == ["nodes, row 2", "edges, row 2", "edges, row 1"]


def test_missing_columns_are_told_with_those_found(tmp_path):
    found = faults(*csv(tmp_path, "node;own;label\nA;1;x\n", "source,flow,flow\nA,1,1\n"))
    assert found[0].startswith("n.csv: the columns node, own, label are missing; found: node;own;label.")
    assert found[1].startswith("e.csv: the columns flow occur more than once.")
    assert found[2].startswith("e.csv: the columns target are missing; found: source, flow, flow.")


def test_many_faults_are_capped_counted_and_show_each_kind_first(tmp_path):
    count = 3 * LISTED
    nodes = "node,own,label\n" + "".join(f"n{number},-1,x\n" for number in range(count)) + "last,1,\n"
    path, edges = csv(tmp_path, nodes, "source,target,flow\nn1,nowhere,1\n")
    with pytest.raises(InputError) as raised:
        read_network(path, edges)
    found = raised.value.faults
    assert len(found) == LISTED + 3
    assert found[LISTED + 2].text() == f"n.csv: {count - LISTED} more rows have the fault `network_number`."
    shown = raised.value.message().split("\n")
    assert len(shown) == SHOWN + 1
    assert any("neither label nor place" in line for line in shown) and any("'nowhere'" in line for line in shown)


@pytest.mark.parametrize("kind", ["parquet", "arrow"])
def test_a_file_cut_in_half(tmp_path, kind):
    path, edges = csv(tmp_path)
    whole = tmp_path / f"whole.{kind}"
    table = read_network(path, edges)[0].nodes
    pq.write_table(table, whole) if kind == "parquet" else feather.write_feather(table, str(whole))
    data = whole.read_bytes()
    for part in (0, 3, len(data) // 2, len(data) - 1):
        whole.write_bytes(data[:part])
        assert codes(whole, edges)[0] == "network_file_broken"


def test_a_csv_cut_within_a_quoted_cell_and_one_with_uneven_rows(tmp_path):
    found = faults(*csv(tmp_path, 'node,own,label\nA,1,x\nB,1,"x\n'))
    assert found[0].startswith("n.csv, row 3: the file cannot be read as CSV (open quote).")
    found = faults(*csv(tmp_path, NODES, "source,target,flow\n鉱山,2\n2,üser,1\n2,2,1,7\n"))
    assert [text.split(".")[0] for text in found] == ["e", "e"]
    assert "row 2: the row has 2 cells where the header has 3" in found[0]
    assert "row 4: the row has 4 cells where the header has 3" in found[1]


@pytest.mark.parametrize("encoding", ["cp932", "utf-16"])
def test_another_encoding(tmp_path, encoding):
    nodes, edges = csv(tmp_path, NODES.replace("ü", "u"), FULL.replace("ü", "u"), encoding)
    assert codes(nodes, edges) == ["network_file_encoding"] * 2


def test_files_that_are_not_there(tmp_path):
    assert codes(tmp_path / "none.csv", tmp_path) == ["file_missing", "file_is_folder"]
    (tmp_path / "empty.csv").write_text("")
    assert codes(tmp_path / "empty.csv", tmp_path / "empty.csv") == ["network_file_broken"]  # told once


def test_columns_of_another_type():
    nodes = pa.table({"node": [1.5], "own": [True], "label": ["x"]})
    edges = pd.DataFrame({"source": [object()], "target": ["a"], "flow": [1.0]})
    assert codes(nodes, edges) == ["network_file_broken", "network_column_type", "network_column_type"]


def test_what_is_odd_is_warned_of_counted_and_solved(tmp_path):
    nodes = "node,own,label,use,colour\na,10,x,0,red\nb,0,,4,\nc,0,,0,\nd,0,,0,\n"
    edges = "source,target,flow\na,b,4\na,b,4\nb,b,2\nc,d,1\nd,c,1\n"
    found, warnings = read_network(*csv(tmp_path, nodes, edges))
    assert [(each.code, each.count, each.examples) for each in warnings] == [
        ("unused_columns", 1, ("colour",)),
        ("self_loops", 1, ("b",)),
        ("multi_edges", 1, ("a → b",)),
        ("imbalance", 2, ("b (+4 t)", "a (+2 t)")),
        ("unreached", 2, ("c", "d")),
    ]
    assert all(each.text("en") and each.text("ja") != each.text("en") for each in warnings)
    assert attribute(found).of("b") == {"x": 1.0, "unattributed": 0.0}
    assert attribute(found).of("c") == {"x": 0.0, "unattributed": 1.0}


def test_balance_within_rounding_is_not_warned_of(tmp_path):
    nodes = "node,own,label,use\na,0.3,x,0\nb,0,,0.3\n"
    assert read_network(*csv(tmp_path, nodes, "source,target,flow\na,b,0.1\na,b,0.2\n"))[1][0].code == "multi_edges"
    warnings = read_network(*csv(tmp_path, nodes, "source,target,flow\na,b,0.3000001\n"))[1]
    assert [(each.code, each.count) for each in warnings] == [("imbalance", 2)]


def test_an_empty_network(tmp_path):
    found, warnings = read_network(*csv(tmp_path, "node,own,label\n", "source,target,flow\n"))
    assert [each.code for each in warnings] == ["empty"]
    assert attribute(found).shares.shape == (0, 1)
