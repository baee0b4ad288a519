"""Statements as columns are what pyarrow makes of the same dictionaries."""

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.errors import SourceError
from orepath.evidence.alike import chosen
from orepath.evidence.immense import MOST_FIGURE
from orepath.evidence.reading import AT_ONCE, Sink, statement_table
from orepath.evidence.schema import STATEMENTS

TEXTS = {name: st.sampled_from(["Aland", "Boria", None]) for name in ("row_key", "item", "place", "note", "unknown")}
ROWS = st.fixed_dictionaries(
    {},
    optional=TEXTS
    | {
        "value": st.one_of(st.none(), st.floats(-MOST_FIGURE, MOST_FIGURE)),
        "from_": st.sampled_from([date(2024, 1, 1), None]),
    },
)


@given(st.lists(ROWS, max_size=8), st.sampled_from([1, AT_ONCE]))
def test_dictionaries_with_whatever_keys(tmp_path_factory: pytest.TempPathFactory, rows: list[dict], times: int):
    folder = tmp_path_factory.mktemp("made-up")
    Sink(folder).statements(rows * times)
    assert pq.read_table(folder / "statements.parquet").equals(pa.Table.from_pylist(rows * times, schema=STATEMENTS))


def test_a_column_that_all_rows_have_alike_or_none_has():
    days = pa.array([date(2024, 1, 1), None], pa.date32())
    table = statement_table({"row_key": ["a", "b"], "item": "Aland", "note": None, "from_": days}, 2)
    assert table.schema == STATEMENTS
    assert table.select(["row_key", "item", "note", "from_", "until"]).to_pylist() == [
        {"row_key": "a", "item": "Aland", "note": None, "from_": date(2024, 1, 1), "until": None},
        {"row_key": "b", "item": "Aland", "note": None, "from_": None, "until": None},
    ]


def test_texts_with_a_dictionary_are_stored_as_others_are(tmp_path: Path):
    texts = {"row_key": ["a", "b", "c"], "item": ["Aland", None, "Aland"], "value": [1.0, None, 2.0]}
    given = statement_table({**texts, "item": chosen(["Aland", None], np.array([0, 1, 0]))}, 3)
    Sink(tmp_path).statements(pa.concat_tables([given, given]).unify_dictionaries())
    stored = pq.read_table(tmp_path / "statements.parquet")
    assert stored.equals(pa.concat_tables([statement_table(texts, 3)] * 2))
    assert stored.schema == STATEMENTS


def test_columns_of_other_lengths_are_no_table(tmp_path: Path):
    with pytest.raises(pa.ArrowInvalid):
        Sink(tmp_path).statements(statement_table({"row_key": ["a"], "item": "Aland"}, 2))


@pytest.mark.parametrize("figure", [1.1 * MOST_FIGURE, -1e300, float("inf"), float("nan")])
@pytest.mark.parametrize("column", ["value", "low", "high"])
@pytest.mark.parametrize("batches", [False, True])
def test_a_figure_that_none_can_be_is_told_with_its_place(tmp_path: Path, figure: float, column: str, batches: bool):
    rows = [{"locator": f"made-up.csv, row {row}", column: value} for row, value in enumerate([1.0, figure, None], 2)]
    sink = Sink(tmp_path)
    with pytest.raises(SourceError) as raised:
        sink.statement_batches([rows]) if batches else sink.statements(rows)
    (told,) = raised.value.faults
    assert (told.where, told.values["column"], told.values["found"]) == ("made-up.csv, row 3", column, str(figure))
