"""The screening of a named acquirer beside the finding: made-up companies, one of them below a government of KP, for a
made-up nation is in no rule."""

from datetime import date
from pathlib import Path

import pytest

from orepath.agreements.agreement import load
from orepath.commitments.assessment import assess_all
from orepath.commitments.finding import Acquirer, Finding
from orepath.control.reading import read_register
from orepath.control.rules import rules
from orepath.errors import InputError, UnknownName
from orepath.evidence.store import Evidence
from orepath.vocabulary.language import LANGS
from tests.made_up import release
from tests.made_up_registers import statements

AGREEMENT = Path(__file__).parents[1] / "agreement.toml"
DAY = date(2033, 6, 1)
ENTITIES = """entity_id,name,kind,country,listed
office,Made-up Office,government,KP,
holding,Made-up Holding,company,KP,
buyer,Made-up Buyer,company,XA,
open,Made-up Open Buyer,company,XA,
founder,Made-up Founder,person,XA,
free,Made-up Free Buyer,company,XA,
"""
STAKES = """owner,owned,metric,share
office,holding,votes,60 %
holding,buyer,votes,25 %
holding,open,votes,20 %
unknown,open,votes,10 %
founder,free,votes,100 %
"""
MEETING = [{"date": "2033-02-01", "parties": ["XA", "XB"], "agreement": "made-up-2030"}]


@pytest.fixture
def register(tmp_path):
    for name, content in (("entities.csv", ENTITIES), ("stakes.csv", STAKES)):
        (tmp_path / name).write_text(content, "utf-8")
    return read_register(tmp_path / "stakes.csv", tmp_path / "entities.csv")


def finding(folder, acquirer=None, records=(), day=DAY) -> Finding:
    evidence = Evidence([release(folder / "evidence", statements("investment_exchange", records))])
    agreement = load(str(AGREEMENT))
    every = {found.commitment: found for found in assess_all(evidence, agreement, day, acquirer)}
    [commitment] = [each.id for each in agreement.commitments if each.room == "investment_review"]
    assert all(not found.screenings for key, found in every.items() if key != commitment)
    return every[commitment]


@pytest.mark.parametrize(("entity", "controlled"), [("buyer", True), ("open", None), ("free", False)])
def test_each_rule_says_its_own_of_the_acquirer(tmp_path, register, entity, controlled):
    found = finding(tmp_path, Acquirer(register, entity)).screenings
    assert [each.rule for each in found] == list(rules())
    [feoc] = [each for each in found if each.rule == "feoc"]
    assert feoc.controlled is controlled and feoc.entity == entity


def test_bounds_paths_and_what_was_not_examined_are_told_in_both_languages(tmp_path, register):
    [feoc] = [each for each in finding(tmp_path, Acquirer(register, "open")).screenings if each.rule == "feoc"]
    english = [point.en for point in feoc.points]
    assert any("between 1/5 (20 %) and 3/10 (30 %)" in point and "Undetermined." in point for point in english)
    assert any("Made-up Office has 3/5 (60 %)" in point and "stakes.csv, row 2" in point for point in english)
    assert any("an unknown owner has" in point for point in english)
    assert any(point.startswith("Not examined: ") for point in english)
    assert "cannot be told" in feoc.title.en and "1 June 2033" in feoc.title.en
    for point in (*feoc.points, feoc.title):
        assert all(point.in_(lang).strip() and "{" not in point.in_(lang) for lang in LANGS)


@pytest.mark.parametrize("entity", ["buyer", "free"])
@pytest.mark.parametrize("records", [[], MEETING], ids=["no meeting", "a meeting"])
@pytest.mark.parametrize("day", [DAY, date(2029, 12, 31)], ids=["in force", "before"])
def test_a_screening_never_decides(tmp_path, register, entity, records, day):
    alone = finding(tmp_path / "alone", None, records, day)
    beside = finding(tmp_path / "beside", Acquirer(register, entity), records, day)
    assert not alone.screenings and beside.screenings
    assert (beside.verdict, beside.reasons, beside.missing) == (alone.verdict, alone.reasons, alone.missing)


def test_before_a_rule_applied_it_says_nothing(tmp_path, register):
    agreement = load("us-japan-2023")
    evidence = Evidence([release(tmp_path / "evidence")])
    every = assess_all(evidence, agreement, date(2024, 5, 5), Acquirer(register, "buyer"))
    [feoc] = [each for found in every for each in found.screenings if each.rule == "feoc"]
    assert feoc.controlled is None and "did not apply" in feoc.title.en


def test_an_entity_that_is_not_there_and_an_agreement_without_investment_review_are_refused(tmp_path, register):
    with pytest.raises(UnknownName):
        finding(tmp_path, Acquirer(register, "nobody"))
    evidence = Evidence([release(tmp_path / "evidence")])
    with pytest.raises(InputError) as raised:
        assess_all(evidence, load("us-japan-framework-2025"), DAY, Acquirer(register, "buyer"))
    assert [fault.code for fault in raised.value.faults] == ["screening_nowhere"]
