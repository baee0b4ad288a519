"""The effect of a status that rests on the agreement: the sample chains, and where the chapter is absent."""

import csv
from datetime import date
from fractions import Fraction
from importlib.resources import files

import pytest

from orepath.agreements.agreement import load
from orepath.review.chapters.effect import effect
from orepath.review.chapters.scene import Scene
from orepath.review.document import Note, Table
from orepath.review.effect_json import effect_entry
from orepath.vocabulary.language import LANGS

AGREEMENT, OTHER = "us-japan-2023", "us-japan-framework-2025"
DAY = date(2026, 11, 23)
LAST = date(2025, 9, 30)


def made(agreement=AGREEMENT, day=DAY):
    return effect(Scene(None, load(agreement), (), day))


@pytest.fixture(scope="module")
def chapter():
    return made()[0]


@pytest.fixture(scope="module")
def shares():
    return {(share["test"], share["from_"]): share for share in effect_entry(made()[1])["shares"]}


@pytest.mark.parametrize(
    ("test", "with_", "without"),
    [("traced", Fraction(61, 100), Fraction(37, 100)), ("half", Fraction(3, 4), Fraction(7, 20))],
)
def test_the_shares_are_those_of_the_vectors(shares, test, with_, without):
    of_test = [share for (name, _), share in shares.items() if name == test]
    assert {Fraction(share["with"]["share"]) for share in of_test} == {with_}
    assert {Fraction(share["without"]["share"]) for share in of_test} == {without}


@pytest.mark.parametrize(
    ("begins", "threshold", "traced", "half"),
    [
        (date(2023, 4, 18), "2/5", True, True),
        (date(2024, 1, 1), "1/2", True, True),
        (date(2025, 1, 1), "3/5", True, True),
        (date(2026, 1, 1), "7/10", False, True),
    ],
)
def test_each_year_is_compared_with_its_own_threshold(shares, begins, threshold, traced, half):
    for test, passes in (("traced", traced), ("half", half)):
        share = shares[test, begins]
        assert (share["threshold"], share["with"]["passes"], share["without"]["passes"]) == (threshold, passes, False)


def test_the_year_after_shows_the_next_threshold_and_the_test_that_is_no_longer_usable():
    later = [share for share in made(day=date(2027, 1, 1))[1].shares if share.from_ == date(2027, 1, 1)]
    assert {share.test: (share.threshold, share.with_.applies) for share in later} == {
        "traced": (Fraction(4, 5), True),
        "half": (Fraction(4, 5), False),
    }


@pytest.mark.parametrize(
    ("agreement", "day"), [(OTHER, DAY), (AGREEMENT, LAST), (AGREEMENT, date(2023, 4, 1))], ids=str
)
def test_it_is_absent_where_no_status_rests_on_the_agreement_or_the_credit_had_not_ended(agreement, day):
    assert made(agreement, day) is None


def test_it_is_there_from_the_day_after_the_credit_ended():
    assert made(day=date(2025, 10, 1))[1].ended_after == LAST


def test_the_samples_are_called_made_up_in_both_languages(chapter):
    [note] = [block for block in chapter.blocks if isinstance(block, Note)]
    assert note.kind == "caution"
    assert "made up" in note.text.text.en and "架空" in note.text.text.ja
    for table in (block for block in chapter.blocks if isinstance(block, Table)):
        assert "ample chains" in table.caption.en and "架空" in table.caption.ja
    content = files("orepath.review.chapters").joinpath("effect_chains.csv").read_text("utf-8")
    assert all("made up" in row["evidence"] for row in csv.DictReader(content.splitlines()))


def test_it_says_when_the_credit_ended_and_cites_its_rule(chapter):
    said = chapter.blocks[1].text
    assert "September 30, 2025" in said.en and "2025年9月30日" in said.ja
    [shown, _] = [block for block in chapter.blocks if isinstance(block, Table)]
    for lang in LANGS:
        notes = " ".join(note.in_(lang) for note in shown.notes)
        assert "26 USC 30D(e)(1)" in notes and "T.D. 9995" in notes


def test_what_counts_of_the_chains_sums_to_the_whole(chapter):
    [_, chains] = [block for block in chapter.blocks if isinstance(block, Table)]
    rows = [[cell.text.en if cell.text else "" for cell in row.cells] for row in chains.rows]
    for column in (1, 3, 4):
        parts = [[int(part.replace(",", "")) for part in row[column].split(" / ")] for row in rows]
        assert [sum(each) for each in zip(*parts[:-1], strict=True)] == parts[-1]
    assert rows[-1][3:] == ["6,100 / 3,700", "7,500 / 3,500"]
