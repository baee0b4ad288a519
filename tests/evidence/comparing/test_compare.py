"""Two editions beside each other: what is the same, moved, gone and new."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.evidence.comparing import Compared, Tables, compare, of_sink
from orepath.evidence.delimited import workspace
from orepath.evidence.reading import Sink


def said(value, place="AA", year=2024, **more):
    """A made-up statement of production."""
    return {
        "row_key": f"{place}|{year}|{more.get('item')}",
        "property": "production",
        "mineral": "cobalt",
        "stage": "mine",
        "place": place,
        "from_": date(year, 1, 1),
        "until": date(year + 1, 1, 1),
        "value": value,
        "unit": "t",
        "status": "reported" if value is not None else "withheld",
        **more,
    }


@pytest.fixture
def tables(tmp_path):
    """The tables of made-up statements."""
    made = []

    def write(*rows, **columns) -> Tables:
        folder = tmp_path / str(len(made))
        folder.mkdir()
        made.append(folder)
        sink = Sink(folder)
        sink.statements(rows)
        for part, names in columns.items():
            sink.found_columns(part, names)
        return of_sink(sink)

    return write


def only(compared: Compared):
    (count,) = compared.counts
    return count.before, count.after, count.same, count.moved


def test_the_same_is_alike(tables):
    compared = compare(tables(said(1.0), said(2.0, "BB")), tables(said(2.0, "BB"), said(1.0)))
    assert compared.alike
    assert (only(compared), compared.restated, compared.totals) == ((2, 2, 2, 0), (), ())


def test_what_was_restated_is_listed_by_how_much(tables):
    before = tables(said(100.0), said(200.0, "BB"), said(50.0, "CC"))
    compared = compare(before, tables(said(150.0), said(202.0, "BB"), said(20.0, "CC")), over=0.05)
    assert only(compared) == (3, 3, 3, 3)
    assert compared.restated_count == 2
    assert [(each.place, each.change) for each in compared.restated] == [("CC", -0.6), ("AA", 0.5)]


def test_a_change_of_exactly_the_bound_is_none(tables):
    assert compare(tables(said(100.0)), tables(said(105.0)), over=0.05).restated_count == 0


def test_a_value_that_became_unknown_is_restated(tables):
    (each,) = compare(tables(said(100.0)), tables(said(None))).restated
    assert (each.before, each.after, each.after_status, each.change) == (100.0, None, "withheld", None)


def test_from_nothing_comes_first_and_has_no_share(tables):
    compared = compare(tables(said(0.0), said(1.0, "BB")), tables(said(5.0), said(3.0, "BB")))
    assert [(each.place, each.change) for each in compared.restated] == [("AA", None), ("BB", 2.0)]


def test_what_appeared_and_what_is_gone(tables):
    compared = compare(
        tables(said(1.0), said(1.0, "BB")), tables(said(1.0), said(1.0, year=2025), said(3.0, year=2026))
    )
    (count,) = compared.counts
    assert (count.appeared, count.gone) == (2, 1)
    assert compared.restated_count == 0


def test_a_sum_counts_where_both_have_any(tables):
    compared = compare(tables(said(10.0), said(10.0, "BB")), tables(said(10.0), said(1.0, year=2025)))
    ((total),) = compared.totals
    assert (total.year, total.before, total.after, total.change) == (2024, 20.0, 10.0, -0.5)


def test_several_statements_of_one_subject_are_told_apart(tables):
    before = tables(said(1.0, row_key="a"), said(2.0, row_key="b"))
    assert only(compare(before, tables(said(2.0, row_key="x"), said(1.0, row_key="y")))) == (2, 2, 2, 0)


def test_a_record_that_changed_moved(tables):
    before, after = tables(said(None, fields='{"a": 1}')), tables(said(None, fields='{"a": 2}'))
    compared = compare(before, after)
    assert only(compared) == (1, 1, 1, 1)
    assert compared.restated_count == 0


def test_columns_of_a_part_that_both_have(tables):
    before, after = tables(said(1.0), data=["a", "b"], other=["x"]), tables(said(1.0), data=["a", "c"])
    (columns,) = compare(before, after).columns
    assert (columns.part, columns.added, columns.gone) == ("data", ("c",), ("b",))


def test_nothing_before(tables):
    compared = compare(Tables({}, {}), tables(said(1.0)))
    assert only(compared) == (0, 1, 0, 0)
    assert not compared.columns_known


def test_trade_is_compared_flow_by_flow(tmp_path):
    sinks = []
    for number, mass in enumerate((5.0, 10.0)):
        folder = tmp_path / str(number)
        folder.mkdir()
        with workspace(folder) as connection:
            sinks.append(Sink(folder))
            row = f"2024::smallint, 'AA', 'BB', '000000', 100.0::double, {mass}::double, 'made-up.csv', 2"
            names = "year, exporter, importer, good, value_usd, mass_t, file, row"
            sinks[-1].trade(connection, f"select * from (values ({row})) as made_up({names})")
    compared = compare(*(of_sink(sink) for sink in sinks))
    assert {count.property_: count.moved for count in compared.counts} == {"trade_mass": 1, "trade_value": 0}
    assert compared.restated[0].change == 1.0


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.floats(0, 1e6)), max_size=6))
def test_nothing_moves_against_itself(rows):
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        sink = Sink(Path(folder))
        sink.statements([said(value, place * 2, row_key=str(number)) for number, (place, value) in enumerate(rows)])
        compared = compare(of_sink(sink), of_sink(sink), over=0.0)
    assert compared.alike
    assert compared.restated_count == 0
