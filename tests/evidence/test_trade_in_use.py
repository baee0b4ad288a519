"""One edition a good and year, on made-up trade."""

import pytest

from orepath.evidence.precedence import rule
from orepath.evidence.store import Evidence
from orepath.evidence.trade_in_use import trade_in_use
from tests.made_up import release

FIRST, SECOND = rule("trade").editions
GOOD, OTHER = "000001", "000002"


@pytest.fixture
def evidence(tmp_path):
    first = [(2030, "XA", "XB", GOOD, 1.0, 1.0), (2031, "XA", "XB", OTHER, 1.0, 1.0)]
    second = [(2030, "XC", "XD", GOOD, 9.0, None), (2031, "XA", "XB", GOOD, 9.0, None)]
    third = [(2030, "XA", "XB", GOOD, 5.0, 5.0), (2032, "XA", "XB", GOOD, 5.0, 5.0)]
    return Evidence(
        [
            release(tmp_path, trade=third, dataset="made-up", edition=FIRST),
            release(tmp_path, trade=second, dataset="baci", edition=SECOND),
            release(tmp_path, trade=first, dataset="baci", edition=f"{FIRST}-minerals"),
        ]
    )


def chosen(evidence, *asked):
    rows = evidence.rows(trade_in_use(*asked))
    return {(row["good"], row["year"]): (row["dataset"], row["edition"]) for row in rows}


def test_one_edition_a_good_and_year_dataset_first_then_edition(evidence):
    assert chosen(evidence, [GOOD, OTHER]) == {
        (GOOD, 2030): ("baci", f"{FIRST}-minerals"),
        (GOOD, 2031): ("baci", SECOND),
        (GOOD, 2032): ("made-up", FIRST),
        (OTHER, 2031): ("baci", f"{FIRST}-minerals"),
    }


def test_only_what_is_asked_for(evidence):
    assert chosen(evidence, [GOOD], [2031]) == {(GOOD, 2031): ("baci", SECOND)}
    assert chosen(evidence, [], [2031]) == {} == chosen(evidence, [GOOD], [])


def test_a_pair_that_only_another_edition_has_is_not_added(evidence):
    joined = f"select exporter from trade join ({trade_in_use([GOOD], [2030])}) using (good, year, dataset, edition)"
    assert [row["exporter"] for row in evidence.rows(joined)] == ["XA"]


def test_two_editions_of_one_preference_are_not_added(tmp_path):
    releases = [
        release(tmp_path, trade=[(2030, "XA", "XB", GOOD, 1.0, 1.0)], dataset="baci", edition=f"{FIRST}-{name}")
        for name in "ab"
    ]
    assert chosen(Evidence(releases), [GOOD]) == {(GOOD, 2030): ("baci", f"{FIRST}-a")}


def test_a_name_with_a_quote_in_it_is_a_name(evidence):
    assert chosen(evidence, ["o'ne"]) == {}
