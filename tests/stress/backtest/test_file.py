"""The cases are fixed by one rule, with what the register knows and the assumptions of every other run."""

import tomllib
from importlib.resources import files

import pytest

from orepath.evidence.measures import measures
from orepath.reference.in_use import open_evidence
from orepath.reference.packaged import packaged
from orepath.stress.assuming import assumption
from orepath.stress.backtest.case import past_cases, shock_of, windows
from orepath.stress.reading.words import words
from orepath.stress.templates.said import told
from orepath.vocabulary.language import LANGS
from orepath.vocabulary.terms import goods

CASES = {case.id: case for case in past_cases()}
EFFECTS = tomllib.loads(files("orepath.stress.backtest").joinpath("effects.toml").read_text("utf-8"))["effect"]


@pytest.fixture(scope="module")
def register():
    return {each.id: each for each in measures(open_evidence(packaged().id))}


@pytest.mark.parametrize("id_", CASES)
def test_windows_follow_the_one_rule(id_, register):
    case = CASES[id_]
    assert (case.base_year, case.years) == windows(register[case.measure].record.day("effective"))


@pytest.mark.parametrize("id_", CASES)
def test_the_shock_is_the_act_as_known_on_its_day(id_, register):
    case = CASES[id_]
    made, record = shock_of(case, register[case.measure]), register[case.measure].record
    assert (made.imposer, made.from_) == (record.get("imposer"), record.day("effective"))
    assert made.until is None
    assert made.statements
    events = {event.id for event in register[case.measure].events if event.day("date") > made.from_}
    assert not events & set(made.statements)


@pytest.mark.parametrize("id_", CASES)
def test_what_it_takes_away_is_what_every_run_takes(id_, register):
    case = CASES[id_]
    said = told(case.measure, case.mineral).number("share", "any", case.name, "share")
    usual = said or assumption(words()[str(register[case.measure].record.get("instrument"))].share)
    assert (case.cut.value, case.cut.low, case.cut.high) == (usual.value, usual.low, usual.high)
    assert case.cut.how_sure == usual.how_sure


@pytest.mark.parametrize("id_", CASES)
def test_the_goods_are_of_the_act_and_of_the_stage(id_, register):
    case = CASES[id_]
    assert set(case.goods) <= set(register[case.measure].record.many("hs"))
    known = {good.code for good in goods() if (good.mineral, good.stage) == (case.mineral, case.stage)}
    assert set(case.goods) <= known


def test_every_case_and_party_says_what_the_figures_show():
    assert sorted((each["case"], each["party"]) for each in EFFECTS) == sorted(
        (case.id, party) for case in past_cases() for party in case.parties
    )


@pytest.mark.parametrize("entry", EFFECTS, ids=lambda each: f"{each['case']}-{each['party']}")
def test_an_effect_names_no_number_that_is_not_computed(entry):
    for lang in LANGS:
        plain = entry[lang]
        for name in entry["figures"]:
            plain = plain.replace("{" + name + "}", "")
        assert "{" not in plain
        digits = {"ja": set("12")}.get(lang, set())  # 1年目 and 2年目, 12日目: years and days, no amounts
        assert {each for each in plain if each.isdigit()} <= digits
    assert all("{" + name + "}" in entry["en"] and "{" + name + "}" in entry["ja"] for name in entry["figures"])
