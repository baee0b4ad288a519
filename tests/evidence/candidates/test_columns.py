"""Candidates as columns: texts as JSON, cells of several values, and the statements of both."""

import json

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from orepath.evidence.candidates.candidate import Candidate
from orepath.evidence.candidates.quoting import quoted
from orepath.evidence.candidates.several import Several
from orepath.evidence.candidates.statements import candidates

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NAMES = st.sampled_from(["Aland", "Boria", " Aland", "", "x\ty"])


@given(st.lists(TEXTS, max_size=6), st.integers(0, 3))
def test_texts_are_written_as_json_writes_them(texts, first):
    found = quoted(pa.array(texts, pa.string())[first:])
    assert found.to_pylist() == [json.dumps(text, ensure_ascii=False) for text in texts[first:]]


def test_no_text_is_no_json():
    assert quoted(pa.array(["\t", None])).to_pylist() == ['"\\t"', None]


@given(st.lists(st.lists(NAMES, max_size=5), max_size=6))
def test_each_value_of_a_cell_is_kept_once(cells):
    wanted = [list(dict.fromkeys(filter(None, map(str.strip, cell)))) for cell in cells]
    column = pa.array([",".join(cell) for cell in cells], pa.string()).dictionary_encode()
    found = Several.of_texts(column)
    assert [found.row(row) for row in range(len(cells))] == wanted
    assert found.written("a").to_pylist() == [f'"a": {json.dumps(cell)}' if cell else None for cell in wanted]
    assert found.only.to_pylist() == [cell[0] if len(cell) == 1 else None for cell in wanted]
    assert found.repeated == sum(len(list(filter(None, map(str.strip, cell)))) for cell in cells) - sum(
        map(len, wanted)
    )
    assert found.empty() == [row for row, cell in enumerate(wanted) if not cell]


@given(st.lists(st.lists(NAMES.filter(bool), max_size=5), max_size=6))
def test_values_that_become_one_are_kept_once_and_those_that_become_none_are_left_out(cells):
    to = {"Aland": "A", " Aland": "A", "Boria": None}
    found = Several.of_lists(cells).mapped(to.get)
    wanted = [["A"] if {"Aland", " Aland"} & set(cell) else [] for cell in cells]
    assert [found.row(row) for row in range(len(cells))] == wanted
    assert found.held(["A"]).tolist() == list(map(len, wanted))


def test_columns_make_the_statements_that_single_candidates_make():
    days = {"announced": "2030-01-02", "implemented": "2030-02", "removed": "2030-03-01"}
    ban = Candidate("1", 'Aland: "ban"', ("Ban",), (), ("Aland",), ("AX",), products=("260300", "260400"), **days)
    plan = Candidate("2", "Boria: plan", places=("PE", "CL"), minerals=("tin",), more=(("level", "National"),))
    found = (ban, plan)
    texts = {name: [getattr(one, name) for one in found] for name in ("key", "title", *days)} | {
        "level": ["", "National"]
    }
    several = ("kinds", "implementers", "places", "products", "minerals")
    columns = {name: pa.array(cells, pa.string()) for name, cells in texts.items()}
    lists = {name: Several.of_lists(getattr(one, name) for one in found) for name in several}
    made = candidates(["a.csv, row 2", "a.csv, row 3"], columns["title"], columns, lists).table()
    wanted = [one.statement(f"a.csv, row {row}", one.title) for row, one in enumerate(found, start=2)]
    assert [{key: row[key] for key in wanted[0]} for row in made.to_pylist()] == wanted


def test_an_end_that_does_not_come_after_its_beginning_is_none():
    days = {"implemented": ["2030-02-01", "2030-02-01", ""], "removed": ["2030-02-01", "2030-03-01", "2030-03-01"]}
    texts = {"key": ["1", "2", "3"], "title": ["a", "b", "c"], **days}
    columns = {name: pa.array(cells) for name, cells in texts.items()}
    made = candidates(["x", "y", "z"], columns["title"], columns, {})
    assert [str(day) for day in made.table()["until"].to_pylist()] == ["None", "2030-03-01", "2030-03-01"]
    assert made.at([2]).table()["from_"].to_pylist() == [None]
    assert pa.concat_tables(part.table() for part in made.parts(2)) == made.table()
    assert json.loads(made.table()["fields"][1].as_py())["removed_precision"] == "day"
