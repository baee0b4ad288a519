"""Cases a lawyer can read: what a rule says of an entity, with all figures."""

import re
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from orepath.control.answer import Held
from orepath.control.judge import judge
from tests.control.made import register

FILES = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in Path(__file__).parent.glob("cases/*.yaml")}
CASES = [(stem, each) for stem, file in sorted(FILES.items()) for each in file["cases"]]
STAKE = re.compile(
    r"(?P<owner>.+) has (?P<share>[\d./ %]+?) of (?:the (?P<metric>\w+) of )?(?P<owned>.+?)"
    r"(?: from (?P<from>[\d-]+))?(?: until (?P<until>[\d-]+))?"
)
VERDICTS = {"true": True, "false": False, "undetermined": None}


def stake(said):
    found = STAKE.fullmatch(said)
    assert found, said
    return {name: value for name, value in found.groupdict().items() if value}


def answer(stem, case):
    file = FILES[stem]
    everybody = {entity["id"]: entity for entity in file["everybody"]}
    everybody |= {entity["id"]: entity for entity in case.get("entities", ())}
    stakes = [stake(said) for said in case["stakes"]]
    asked = case.get("of", "Mine")
    told = [*everybody.values(), *([] if asked in everybody or stakes else [{"id": asked}])]
    day = case.get("day", file["day"])
    day = day if isinstance(day, date) else date.fromisoformat(day)
    return judge(register(stakes, told), asked, file["rule"], day, case.get("open_world", False))


def held(said):
    low, high = said if isinstance(said, list) else (said, said)
    return Held(Fraction(str(low)), Fraction(str(high)))


def named(triggers):
    return sorted(f"{each.trigger} {each.metric or ''}".strip() for each in triggers)


def test_there_are_cases():
    assert len(CASES) > 80
    verdicts = {(stem, str(case.get("controlled"))) for stem, case in CASES}
    for stem in ("feoc_unknown", "pfe", "sanctions"):
        assert {(stem, verdict) for verdict in ("True", "False", "undetermined")} <= verdicts


@pytest.mark.parametrize(("stem", "case"), CASES, ids=[f"{stem}: {case['name']}" for stem, case in CASES])
def test_case(stem, case):
    found = answer(stem, case)
    if "controlled" in case:
        assert found.controlled is VERDICTS[str(case["controlled"]).lower()]
    if case.get("applies") is False or found.applies is False:
        assert (found.applies, found.metrics, found.triggers) == (case["applies"], {}, ())
    for metric, said in case.get("held", {}).items():
        assert found.metrics[metric] == held(said), metric
    if "by" in case:
        assert list(found.by) == case["by"]
    if "met" in case:
        assert named(each for each in found.triggers if each.met) == case["met"]
    if "open" in case:
        assert set(case["open"]) <= set(named(each for each in found.triggers if each.met is None))
    if "deemed" in case:
        assert [f"{each.entity} {each.metric}" for each in found.deemed if each.certain] == case["deemed"]
    if "majority" in case:
        assert list(found.majority) == case["majority"]


@pytest.mark.parametrize(("stem", "case"), CASES, ids=[f"{stem}: {case['name']}" for stem, case in CASES])
def test_its_paths_lead_from_an_owner_to_the_entity_and_its_words_are_whole(stem, case):
    found = answer(stem, case)
    for path in found.paths:
        assert path.links[-1].owned == found.entity
        assert all(above.owned == below.owner for above, below in pairwise(path.links))
        assert 0 <= path.adds.low <= path.adds.high <= 1
    for said in (*(each.said for each in found.triggers), *found.notes, *found.not_examined):
        assert said.en and said.ja and "{" not in said.en + said.ja
