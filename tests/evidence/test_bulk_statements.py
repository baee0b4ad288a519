"""Tables too large to hold are read from their files, and answer as if they were held."""

from datetime import date

import pytest

from orepath.evidence import tables
from orepath.evidence.store import Evidence
from tests import made_up

DAYS = (date(2024, 1, 1), date(2030, 1, 1))


@pytest.fixture
def releases(tmp_path):
    """Two editions of made-up statements, of which some were public before their edition was."""

    def rows(value):
        own = {"property": "production", "place": "XA", "from_": DAYS[0], "until": DAYS[1], "value": value}
        early = {"recorded": date(2023, 1, 1)}
        return [{"row_key": "a", **own}, {"row_key": "b", **own, "item": "Aland"}, {"row_key": "c", **own, **early}]

    return [
        made_up.release(tmp_path / edition, rows(value), edition=edition)
        for edition, value in (("2025", 1.0), ("2026", 2.0))
    ]


def everything(evidence):
    found = evidence.statements("production", true_on=date(2025, 1, 1), place="XA")
    one = evidence.rows("select statement_id from statements where row_key = 'b' and edition = '2026'")[0][
        "statement_id"
    ]
    return found, evidence.statement(one), evidence.editions, evidence.rows("select * from statements order by all")


@pytest.mark.parametrize("known_on", [None, date(2023, 6, 1)])
def test_the_same_answers(monkeypatch, releases, known_on):
    held = Evidence(releases, known_on)
    monkeypatch.setattr(tables, "BULK", 0)
    read = Evidence(releases, known_on)
    assert held.rows("select count(*) as n from bulk_statements") == [{"n": 0}]
    assert read.rows("select count(*) as n from held_statements") == [{"n": 0}]
    if known_on is None:
        assert everything(read) == everything(held)
    rows = "select * from statements order by all"
    assert read.rows(rows) == held.rows(rows) != []
    assert read.editions == held.editions


def test_tables_of_one_edition_are_held_and_compared(monkeypatch, releases, tmp_path):
    monkeypatch.setattr(tables, "BULK", 0)
    again = made_up.release(
        tmp_path / "again", [{"row_key": "a", "property": "production", "value": 5.0}], edition="2026"
    )
    read = Evidence([*releases, again])
    rows = read.rows("select row_key, value from held_statements order by all")
    assert [tuple(row.values()) for row in rows] == [("a", 5.0), ("b", 2.0), ("c", 2.0)]
    assert read.rows("select distinct edition from bulk_statements") == [{"edition": "2025"}]
