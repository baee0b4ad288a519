"""Bad fleets: every fault with its line, and no file written."""

import tracemalloc

import pyarrow.parquet as pq
import pytest

from orepath.errors import InputError
from orepath.qualification.fleet import blocks, faulty
from orepath.qualification.fleet.fleet import qualify_fleet
from orepath.qualification.fleet.given import is_fleet
from orepath.qualification.rule_file import load

RULE = "clean-vehicle-critical-minerals"
HEADER = "battery_id,chain_id,mineral,value_usd,activity,country,entity_id,value_added_usd\n"
GOOD = "{0},a,nickel,100,extraction,AU,m,50\n{0},a,nickel,100,processing,ID,m,50\n"


def refused(tmp_path, text, out="out.parquet", **more):
    """The faults of a fleet, as they are told; nothing is left."""
    path, out = tmp_path / "fleet.csv", tmp_path / out
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InputError) as raised:
        qualify_fleet(RULE, path, out, **{"test": "traced", "on": "2025-06-01", **more})
    assert sorted(each.name for each in tmp_path.iterdir()) == ["fleet.csv"]
    return [fault.text() for fault in raised.value.faults]


@pytest.mark.parametrize("block", [300, 1 << 24])
def test_all_faults_in_one_message_with_their_lines(tmp_path, monkeypatch, block):
    monkeypatch.setattr(blocks, "BLOCK", block)
    text = HEADER + GOOD.format("B-1")
    text += '"B\n2",a,nickel,100,recycling,Nowhere,m,#N/A\n'  # lines 4 and 5
    text += "\n" + GOOD.format("B-3")  # lines 7 and 8
    text += "B-4,a,nickel,100,extraction,AU,m,50\nB-4,a,nickel,101,processing,ID,m,50\n"
    text += "B-5,a,nickel,100,recycling\n"
    text += "B-6,a,copper,100,recycling,US,,1\n"
    text += GOOD.format("B-1")
    faults = refused(tmp_path, text)
    where = [fault.split(":")[0] for fault in faults]
    assert where == [
        "fleet.csv, battery_id B\\n2, row 4, country",
        "fleet.csv, battery_id B\\n2, row 4",
        "fleet.csv, row 11",
        "fleet.csv, battery_id B-4",
        "fleet.csv, battery_id B-6",
        "fleet.csv, row 13",
    ]
    assert "100 (row 9); 101 (row 10)" in faults[3]
    assert "together is zero" in faults[4] and "do not stand together" in faults[5]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEADER, "no row below the headings"),
        (HEADER.replace(",country", ""), "columns are missing: country"),
        (HEADER.replace("country", "cuntry"), "Did you mean country"),
        (HEADER.encode() + GOOD.format("B").encode() + b"B,\xff\xfe,n\n", "not UTF-8 (0xff)"),
        (HEADER + GOOD.format("B") + '"B,a,nickel', "ends in the middle"),
        (HEADER + GOOD.format(""), "battery_id is empty"),
        (HEADER + GOOD.format("B").replace("m,50", "#N/A,50"), "spreadsheet error"),
    ],
)
def test_a_bad_file(tmp_path, text, said):
    assert any(said in fault for fault in refused(tmp_path, text))


@pytest.mark.parametrize(("out", "said"), [("out.xlsx", "*.parquet, *.csv"), ("fleet.csv", "≠ CHAINS")])
def test_a_bad_place_for_the_answer(tmp_path, out, said):
    [fault] = refused(tmp_path, HEADER + GOOD.format("B"), out)
    assert said in fault


def test_many_faults_are_told_in_part(tmp_path, monkeypatch):
    monkeypatch.setattr(faulty, "MOST", 50)
    bad = "".join(f"B-{n},a,nickel,1,recycling,Nowhere,m,1\n" for n in range(200))
    faults = refused(tmp_path, HEADER + bad)
    assert len(faults) == 51 and "stopped after 50 faults" in faults[-1]


def test_what_looks_like_a_battery_that_comes_again_is_looked_at(tmp_path, monkeypatch):
    """Two ids with one number are not taken for one battery."""
    monkeypatch.setattr("builtins.hash", lambda value: 7)
    (tmp_path / "fleet.csv").write_text(HEADER + GOOD.format("B-1") + GOOD.format("B-2"), "utf-8")
    told = qualify_fleet(RULE, tmp_path / "fleet.csv", tmp_path / "out.parquet", test="traced", on="2025-06-01")
    assert told.batteries == 2


def test_an_answer_that_was_there_stays_until_the_new_one_is_whole(tmp_path):
    (tmp_path / "out.parquet").write_bytes(b"old")
    (tmp_path / "fleet.csv").write_text(HEADER + GOOD.format("B") + "B-2,a\n", "utf-8")
    with pytest.raises(InputError):
        qualify_fleet(RULE, tmp_path / "fleet.csv", tmp_path / "out.parquet", test="traced", on="2025-06-01")
    assert (tmp_path / "out.parquet").read_bytes() == b"old"
    (tmp_path / "fleet.csv").write_text(HEADER + GOOD.format("B"), "utf-8")
    qualify_fleet(RULE, tmp_path / "fleet.csv", tmp_path / "out.parquet", test="traced", on="2025-06-01")
    assert pq.read_table(tmp_path / "out.parquet").num_rows == 1


def test_only_chains_with_batteries_are_a_fleet(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("電池ID,chain_id\n", "utf-8")
    assert is_fleet(load(RULE), path)
    assert not is_fleet(load("eu-batteries-due-diligence-scope"), path)
    path.write_text("chain_id,mineral\nbattery_id,1\n", "utf-8")
    assert not is_fleet(load(RULE), path)
    assert not is_fleet(load(RULE), tmp_path / "none.csv")


def test_memory_does_not_grow_with_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", 1 << 16)
    peaks = []
    for batteries in (2_000, 20_000):
        text = HEADER + "".join(GOOD.format(f"B-{n}") for n in range(batteries))
        (tmp_path / "fleet.csv").write_text(text, "utf-8")
        tracemalloc.start()
        qualify_fleet(RULE, tmp_path / "fleet.csv", tmp_path / "o.csv", test="half", on="2025-06-01")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 2 * peaks[0] + 2_000_000
