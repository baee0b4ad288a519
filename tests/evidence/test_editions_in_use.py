"""Where two releases hold one edition, what the later one says of a row stands instead."""

import pytest

from orepath.evidence.store import Evidence
from tests import made_up


@pytest.fixture
def release(tmp_path):
    """A made-up release of rows (key, value)."""
    made = []

    def make(rows, edition="2025"):
        made.append(rows)
        parent = tmp_path / str(len(made))
        statements = [{"row_key": key, "property": "production", "value": value} for key, value in rows.items()]
        return made_up.release(parent, statements, edition=edition)

    return make


def values(*releases):
    rows = Evidence(releases).rows("select row_key, value from statements order by all")
    return [(row["row_key"], row["value"]) for row in rows]


def test_a_restated_row_stands_once(release):
    assert values(release({"a": 1.0, "b": 2.0}), release({"a": 5.0})) == [("a", 5.0), ("b", 2.0)]


def test_another_edition_stands_beside(release):
    assert values(release({"a": 1.0}), release({"a": 5.0}, edition="2026")) == [("a", 1.0), ("a", 5.0)]
