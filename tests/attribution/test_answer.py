"""An answer streams: in batches, into tables, and into a file that is whole or not there. Its shares are made up."""

import subprocess

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orepath.attribution import answer as module
from orepath.attribution.answer import MOST_ROWS, Answer, streaming
from orepath.attribution.memory_free import free_bytes
from orepath.errors import InputError

INTEGER = pa.int64()


def left(folder):
    """The names of what a folder holds."""
    return sorted(path.name for path in folder.iterdir())


class Invented:
    """Shares that say their row: half of them 0."""

    def __init__(self, names):
        self.names = names

    def rows(self, start, stop):
        found = np.arange(start, stop)[:, None] / (1.0 + np.arange(len(self.names)))
        found[:, ::2] = 0.0
        return found


def invented(nodes, names=("a", "b", "児童", "unattributed"), kind=INTEGER, **more):
    ids = pa.array(range(nodes), pa.int64()).cast(kind)
    return Answer(nodes, names, 1.5e-13, "memory", 0.25, 0.5, streaming(ids, Invented(names)), **more)


@pytest.mark.parametrize("kind", [pa.int64(), pa.string()])
@pytest.mark.parametrize("nodes", [0, 1, MOST_ROWS, MOST_ROWS + 1, 2 * MOST_ROWS + 5])
def test_a_file_holds_every_row_in_order_with_what_is_to_be_known(tmp_path, nodes, kind):
    one = invented(nodes, kind=kind)
    told = []
    path = one.write(tmp_path / "made" / "x.parquet", progress=told.append)
    table = pq.read_table(path)
    assert table.schema.names == ["node", *one.labels] and table.schema.field("node").type == kind
    assert table.equals(one.arrow()) and table.num_rows == nodes
    assert np.array_equal(np.column_stack([table[name] for name in one.labels]), Invented(one.labels).rows(0, nodes))
    found = {key.decode(): value.decode() for key, value in pq.read_metadata(path).metadata.items()}
    del found["ARROW:schema"]
    assert found == {"certificate": "1.5e-13", "engine": "memory", "seconds": "0.25", "seconds_components": "0.5"}
    assert left(path.parent) == ["x.parquet"] and told == sorted(told)
    groups = pq.read_metadata(path).num_row_groups
    assert groups == max(1, -(-nodes // MOST_ROWS))


def test_long_rows_are_the_shares_above_0(tmp_path):
    one = invented(MOST_ROWS + 2)
    table = pq.read_table(one.write(tmp_path / "x.parquet", long=True))
    assert table.schema == pa.schema([("node", pa.int64()), ("label", pa.string()), ("share", pa.float64())])
    wide = one.pandas().melt("node", var_name="label", value_name="share").query("share > 0")
    expected = wide.sort_values(["node", "label"]).reset_index(drop=True)
    assert table.to_pandas().sort_values(["node", "label"]).reset_index(drop=True).equals(expected)
    assert invented(0).arrow(long=True).schema == table.schema


def test_tables_of_every_kind_are_the_same():
    one = invented(3)
    assert isinstance(one.pandas(), pd.DataFrame) and isinstance(one.polars(), pl.DataFrame)
    assert one.polars().to_arrow().to_pydict() == one.arrow().to_pydict() == one.pandas().to_dict("list")
    assert one.polars(long=True).height == one.arrow(long=True).num_rows == 4


def test_a_file_that_is_there_is_replaced_and_a_folder_is_not(tmp_path):
    invented(2).write(tmp_path / "x.parquet")
    invented(3).write(tmp_path / "x.parquet")
    assert pq.read_metadata(tmp_path / "x.parquet").num_rows == 3
    (tmp_path / "y.parquet").mkdir()
    with pytest.raises(InputError, match="nothing was left half-written"):
        invented(2).write(tmp_path / "y.parquet")
    assert left(tmp_path) == ["x.parquet", "y.parquet"]


@pytest.mark.parametrize("name", ["x.csv", "x", "x.parquet.gz", ".parquet"])
def test_another_kind_of_file_is_refused(tmp_path, name):
    with pytest.raises(InputError, match=r"cannot be used here; allowed: \*\.parquet"):
        invented(1).write(tmp_path / name)
    assert left(tmp_path) == []


def test_a_label_that_is_called_node_can_be_had_in_rows():
    one = invented(2, ("node", "other", "unattributed"))
    with pytest.raises(InputError, match="--long"):
        one.arrow()
    assert set(one.arrow(long=True)["label"].to_pylist()) == {"other"}


def test_a_table_beyond_memory_names_the_ways_out(monkeypatch):
    monkeypatch.setattr(module, "free_bytes", lambda: 1000)
    with pytest.raises(InputError, match=r"takes 0\.0 GiB of memory, and 0\.0 GiB is free.*--long"):
        invented(100).pandas()
    assert invented(100).arrow(long=True).num_rows == 198


class Stopped(Exception):
    pass


@pytest.mark.parametrize("raised", [KeyboardInterrupt, Stopped])
def test_what_is_interrupted_leaves_nothing(tmp_path, raised):
    def stream(long):
        yield from list(invented(MOST_ROWS).batches())
        raise raised

    with pytest.raises(raised):
        Answer(2 * MOST_ROWS, ("a", "b"), 0.0, "memory", 0.0, 0.0, stream).write(tmp_path / "x.parquet")
    assert left(tmp_path) == []


def test_an_answer_lets_go_of_its_engine():
    gone = []
    with invented(1, let_go=lambda: gone.append(True)) as one:
        assert one.arrow().num_rows == 1 and not gone
    assert gone == [True]


@pytest.fixture
def small_disk(tmp_path):
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", place], capture_output=True)
    if made.returncode:
        pytest.skip("a small disk can only be made by root")
    yield place
    subprocess.run(["umount", place], check=True)


def test_a_full_disk_is_one_error_and_leaves_nothing(small_disk):
    (small_disk / "x.parquet").write_text("what was there")
    with pytest.raises(InputError) as raised:
        invented(2 * MOST_ROWS).write(small_disk / "x.parquet")
    [only] = raised.value.faults
    assert only.code == "write_failed" and "No space left on device" in only.text()
    assert (small_disk / "x.parquet").read_text() == "what was there"
    assert left(small_disk) == ["x.parquet"]


def files(root, **texts):
    for name, text in texts.items():
        path = root / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def test_free_memory_is_that_of_the_system(tmp_path):
    files(tmp_path, proc__meminfo="MemTotal: 4000 kB\nMemAvailable:    2000 kB\n")
    assert free_bytes(tmp_path) == 2000 * 1024
    assert free_bytes() > 2**20


@pytest.mark.parametrize(
    ("cgroup", "folder", "limit", "used", "stat"),
    [
        ("0::/a/b\n", "sys/fs/cgroup/a", "memory.max", "memory.current", "inactive_file 50\n"),
        ("4:memory:/a/b\n0::/\n", "sys/fs/cgroup/memory/a", "memory.limit_in_bytes", "memory.usage_in_bytes", "x 1\n"),
    ],
)
def test_free_memory_is_what_a_control_group_leaves(tmp_path, cgroup, folder, limit, used, stat):
    files(tmp_path, proc__meminfo="MemAvailable: 2000 kB\n", proc__self__cgroup=cgroup)
    assert free_bytes(tmp_path) == 2000 * 1024
    place = tmp_path / folder
    place.mkdir(parents=True)
    (place / limit).write_text("1000\n")
    (place / used).write_text("300\n")
    (place / "memory.stat").write_text(stat)
    assert free_bytes(tmp_path) == (750 if "inactive_file" in stat else 700)
    (place / limit).write_text("max\n")
    assert free_bytes(tmp_path) == 2000 * 1024
