"""Headings that are missing, unknown, twice or in another order are told by one rule."""

import pytest

from orepath.errors import SourceError
from orepath.evidence.headings import differing, refuse_others


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (["a", "b"], "missing c; not expected -"),
        (["a", "b", "c", "d"], "missing -; not expected d"),
        (["a", "b", "b", ""], r"missing c; not expected b \(2 ×\), \(empty\)"),
        (["b", "a", "c"], "missing -; not expected another order / 順序の違い"),
        ([], "missing a, b, c; not expected -"),
    ],
)
def test_other_headings_are_refused(found, told):
    with pytest.raises(SourceError, match=f"made-up.csv, row 1: the columns are not those of made-up: {told}"):
        refuse_others(found, ["a", "b", "c"], "made-up", "made-up.csv, row 1")


def test_the_headings_due_are_taken():
    refuse_others(["a", "b", "c"], ("a", "b", "c"), "made-up", "made-up.csv, row 1")


def test_a_million_headings_are_told_at_once():
    shown = differing([f"c{number}" for number in range(1_000_000)], ["a"], ())
    assert shown["missing"] == "a"
    assert shown["extra"].endswith("… (1000000)")
