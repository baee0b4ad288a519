"""Plain tables that are wrong: each fault is told with its row, all of them in one message."""

from __future__ import annotations

import pytest

from orepath.custody.reading.template import read
from orepath.errors import InputError
from tests.custody.reading.template_tables import faults, made, messages, row, written

CLAIM = {"claim": "made-up claim"}
IN, OUT = {"role": "in", "lot": "ore"}, {"role": "out", "lot": "hydroxide", "quantity": "4"}

ROWS = [
    ("required_cell", [row(event="")]),
    ("required_cell", [row(lot="")]),
    ("required_cell", [row(date="")]),
    ("required_cell", [row(activity="")]),
    ("required_cell", [row(quantity="")]),
    ("required_cell", [row(unit="")]),
    ("required_cell", [row(activity="move", site="s", quantity="", unit="", claimed_quantity="5", **CLAIM)]),
    ("bad_cell", [row(date="01/04/2025")]),
    ("bad_cell", [row(date="2025-02-30")]),
    ("bad_cell", [row(date="2025-04-01T09:30")]),
    ("bad_cell", [row(date="2025-04-01T25:30Z")]),
    ("bad_cell", [row(date="2025-04-01T09:30+19:00")]),
    ("bad_cell", [row(date="0001-01-01T00:30+09:00")]),
    ("bad_cell", [row(quantity="ten")]),
    ("bad_cell", [row(quantity="1e3")]),
    ("bad_cell", [row(quantity="NaN")]),
    ("bad_cell", [row(quantity="Infinity")]),
    ("bad_cell", [row(recycled="1.5")]),
    ("bad_cell", [row(claim_from="April", **CLAIM)]),
    ("table_negative", [row(quantity="-10")]),
    ("table_negative", [row(quantity="△10")]),
    ("table_comma", [row(quantity="1,500")]),
    ("table_comma", [row(quantity="40,25")]),
    ("table_percent", made(IN, {**OUT, "yield": "40 %"})),
    ("table_error_cell", [row(quantity="#N/A")]),
    ("table_error_cell", [row(lot="#REF!")]),
    ("unknown_name", [row(activity="teleport")]),
    ("unknown_name_near", [row(activity="strat")]),
    ("unknown_name", [row(unit="bucket")]),
    ("unknown_name", [row(claimed_quantity="1", claim_unit="bucket", **CLAIM)]),
    ("unknown_name_near", [row(mineral="cobolt")]),
    ("unknown_name", [row(country="zzzz")]),
    ("unknown_name", [row(stage="xxxx")]),
    ("unknown_name_near", [row(claim_model="mass balanse", **CLAIM)]),
    ("custody_table_role", [row(role="out")]),
    ("custody_table_role", [row(activity="move", role="in", site="s")]),
    ("custody_table_role_missing", made({"lot": "ore"}, IN, OUT)),
    ("custody_table_zero", [row(quantity="0")]),
    ("custody_table_zero", [row(claimed_quantity="0", **CLAIM)]),
    ("custody_table_zero", made(IN, {**OUT, "yield": "0"})),
    ("custody_table_misplaced", [row(yield_="0.9")]),
    ("custody_table_misplaced", made({**IN, **CLAIM}, OUT)),
    ("custody_table_misplaced", made({**IN, "country": "AU"}, OUT)),
    ("custody_table_misplaced", [row(activity="move", site="s", country="AU")]),
    ("custody_table_misplaced", [row(activity="count", **CLAIM)]),
    ("custody_table_misplaced", [row(activity="join", role="parent", lot="p"), row(activity="join", role="lot")]),
    ("custody_table_without", [row(claimed_quantity="5")]),
    ("custody_table_without", [row(claim_model="segregated")]),
    ("custody_table_without", [row(claim_unit="kg", **CLAIM)]),
    ("custody_table_period", [row(claim_from="2025-07-01", claim_until="2025-07-01", **CLAIM)]),
    ("custody_table_period", [row(claim_from="2025-07-01", claim_until="2025-04-01", **CLAIM)]),
    ("custody_table_unknown_claimed", [row(quantity="unknown", claimed_quantity="5", **CLAIM)]),
    ("custody_table_units", [row(claimed_quantity="5", claim_unit="piece", **CLAIM)]),
    ("custody_table_units", [row(claimed_quantity="5", claim_unit="L", **CLAIM)]),
    ("custody_table_says_nothing", [row(activity="move")]),
    ("custody_table_incomplete", made(IN)),
    ("custody_table_incomplete", made(OUT)),
    ("custody_table_incomplete", [row(activity="join", role="lot")]),
    ("custody_table_incomplete", [row(activity="split", role="parent", quantity="")]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "rows"), ROWS)
def test_a_table_with_one_fault_tells_that_one_with_its_row(code, rows, tmp_path):
    path = written(tmp_path / "made-up.csv", rows)
    with pytest.raises(InputError) as raised:
        read(path)
    assert [fault.code for fault in raised.value.faults] == [code]
    assert raised.value.faults[0].where.startswith("made-up.csv, row ")
    for lang in ("en", "ja"):
        assert "{" not in raised.value.message(lang)


@pytest.mark.parametrize(
    ("column", "first", "second"),
    [
        ("date", "2025-04-02", "2025-04-03"),
        ("activity", "move", "end"),
        ("site", "refinery", "mine"),
        ("party", "Aland", "Boria"),
        ("yield", "0.4", "0.5"),
    ],
)
def test_one_event_with_two_of_what_it_has_one_of_names_both_rows(column, first, second, tmp_path):
    rows = made(IN, OUT)
    if column == "activity":
        rows = [row(event="t1", site="s"), row(event="t1", lot="other", site="s")]
    rows[0][column], rows[1][column] = first, second
    path = written(tmp_path / "made-up.csv", rows)
    assert faults(path) == [("custody_table_event_differs", 3)]
    said = messages(path)
    assert first in said and second in said and "in row 2" in said


def test_a_yield_written_in_two_ways_is_one_yield(tmp_path):
    rows = made({**IN, "yield": "0.4"}, {**OUT, "yield": "0.40"})
    assert faults(written(tmp_path / "made-up.csv", rows)) == []


def test_the_same_moment_written_in_two_ways_is_one_date(tmp_path):
    rows = made(IN, OUT)
    rows[0]["date"], rows[1]["date"] = "2025-04-02", "2025-04-02T00:00Z"
    assert faults(written(tmp_path / "made-up.csv", rows)) == []


@pytest.mark.parametrize(
    ("column", "first", "second"),
    [
        ("material", "ore", "hydroxide"),
        ("mineral", "cobalt", "nickel"),
        ("stage", "mine", "refine"),
        ("value_usd", "100", "200"),
        ("recycled", "0.1", "0.2"),
    ],
)
def test_two_things_said_of_one_lot_name_both_rows(column, first, second, tmp_path):
    rows = [row(**{column: first}), row(event="e2", activity="move", site="s", **{column: second})]
    path = written(tmp_path / "made-up.csv", rows)
    assert faults(path) == [("custody_table_lot_differs", 3)]
    assert "in row 2" in messages(path) and first in messages(path) and second in messages(path)


def test_two_countries_of_one_lot_are_told_by_the_name_of_the_column(tmp_path):
    rows = [row(country="AU"), row(event="e2", country="JP")]
    path = written(tmp_path / "made-up.csv", rows)
    assert "has country 'JP' here and 'AU' in row 2" in messages(path)
    assert "2 行では「AU」" in messages(path, "ja")


def test_what_nobody_knows_contradicts_nothing(tmp_path):
    rows = [row(value_usd="unknown", country="unknown"), row(event="e2", activity="move", site="s", value_usd="5")]
    assert read(written(tmp_path / "made-up.csv", rows)).lots[0].value_usd == 5


def test_a_lot_that_stands_twice_in_an_event_names_both_rows(tmp_path):
    path = written(tmp_path / "made-up.csv", made(IN, IN, OUT))
    assert faults(path) == [("custody_table_lot_twice", 3)]
    assert "first in row 2" in messages(path)


def test_several_parents_are_named(tmp_path):
    rows = [row(activity="join", role="parent", lot=f"p{n}", quantity="") for n in (1, 2)]
    path = written(tmp_path / "made-up.csv", [*rows, row(activity="join", role="lot")])
    assert faults(path) == [("custody_table_parents", 2)] and "p1, p2" in messages(path)


def test_all_faults_stand_in_one_message_in_both_languages(tmp_path):
    rows = [
        row(quantity="-1"),
        row(event="e2", lot="b", date="soon"),
        row(event="e3", lot="c", unit="bucket"),
        *made({**IN, "lot": "d"}),
        row(event="e4", lot="e", mineral="cobalt"),
        row(event="e5", lot="e", mineral="nickel"),
    ]
    path = written(tmp_path / "made-up.csv", rows)
    assert sorted(faults(path), key=lambda each: each[1]) == [
        ("table_negative", 2), ("bad_cell", 3), ("unknown_name", 4), ("custody_table_incomplete", 5),
        ("custody_table_lot_differs", 7),
    ]  # fmt: skip
    assert len(messages(path, "ja").splitlines()) == 5


def test_a_faulty_row_is_not_missed_in_its_event(tmp_path):
    rows = made(IN, {**OUT, "role": "outwards"})
    assert [code for code, _ in faults(written(tmp_path / "made-up.csv", rows))] == ["unknown_name"]
    rows = [*made(IN), {**made(OUT)[0], "event": ""}]
    assert [code for code, _ in faults(written(tmp_path / "made-up.csv", rows))] == ["required_cell"]


def test_columns_that_are_missing_unknown_or_double_are_told(tmp_path):
    path = tmp_path / "made-up.csv"
    path.write_text("event,date,activity,lot,quantity,Lot number,zzzz\ne,2025-04-01,start,a,1,a,red\n")
    assert sorted(code for code, _ in faults(path)) == ["table_column_twice", "table_columns", "unknown_name"]
    said = messages(path)
    assert "column 'zzzz' is not known" in said and "unit (単位)" in said and "the column lot again" in said
