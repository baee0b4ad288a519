"""Figures and their ids."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from orepath.review.figure import Figure, derived, stated
from orepath.vocabulary.language import Text

FIGURE = Figure(Text("Tin of Boria", "ボリアのスズ"), 12.0, "t", Text("sum", "合計"), ("st-1", "st-2"))


def test_the_id_is_recorded():
    """It stands in dossiers that were handed out; it must not change."""
    assert FIGURE.id == "fg-271cfa563b1f"


def test_the_id_changes_with_what_is_said():
    changed = [{"value": 12.5}, {"unit": "kt"}, {"status": "estimated"}, {"statements": ("st-1",)}, {"low": 1.0}]
    ids = {replace(FIGURE, **change).id for change in changed}
    assert len(ids | {FIGURE.id}) == len(changed) + 1


@given(st.permutations(["st-1", "st-2", "st-3"]))
def test_the_order_of_statements_never_matters(order):
    assert replace(FIGURE, statements=tuple(order)).id == replace(FIGURE, statements=("st-1", "st-2", "st-3")).id


def test_a_stated_figure_keeps_its_kind(invented):
    withheld = stated(invented["STATEMENTS"][2], Text("x", "x"), Text("y", "y"))
    assert (withheld.value, withheld.status, withheld.statements) == (None, "withheld", ("st-0000000000000003",))
    assert [edition.licence for edition in withheld.editions] == ["CC0-1.0"]


def test_a_derived_figure_without_a_value_is_unknown():
    assert derived(None, "t", Text("x", "x"), Text("y", "y"), []).status == "unknown"
