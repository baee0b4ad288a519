"""The rules beside the clean-vehicle rule, against cases that a person can work by hand."""

import pytest

from orepath.qualification.qualify import qualify
from tests.qualification.made_up_tables import cases, exact, written

RULES = {
    "feoc_allocation": "feoc-allocation",
    "material_assistance": "material-assistance",
    "recycled_content": "eu-batteries-recycled-content",
    "due_diligence_scope": "eu-batteries-due-diligence-scope",
    "passport_scope": "eu-batteries-passport-scope",
    "list_exposure": "forced-labour-exposure",
}
LISTED = [
    pytest.param(rule, case, id=f"{name}: {case['title']}") for name, rule in RULES.items() for case in cases(name)
]


def asked(rule, case, folder):
    beside = {"list": written(folder / "list.csv", case["list"])} if "list" in case else {}
    given = {"acquired": case["acquired"]} if "acquired" in case else {}
    return qualify(rule, written(folder / "rows.csv", case["rows"]), on=case["day"], beside=beside, **given)


@pytest.mark.parametrize(("rule", "case"), LISTED)
def test_case(rule, case, tmp_path):
    found, expected = asked(rule, case, tmp_path), case["expect"]
    assert (found.applies, found.passes) == (expected["applies"], expected["passes"])
    for name in ("share", "low", "high", "threshold"):
        if name in expected:
            assert getattr(found, name) == exact(expected[name]), name
    if "missing" in expected:
        assert len(found.missing) == expected["missing"]
    if "outcome" in expected:
        assert found.outcome == expected["outcome"]
    for name in ("cap", "to_check"):
        if name in expected:
            assert found.details[name] == expected[name]
    if "batteries" in expected:
        assert {each.mineral: each.details["batteries"].exact for each in found.chains} == expected["batteries"]
    if "flags" in expected:
        assert sorted({flag for each in found.chains for flag in each.details["flags"]}) == expected["flags"]


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_kind_has_met_not_met_undetermined_and_the_day_before(name):
    found = {(case["expect"]["applies"], case["expect"]["passes"]) for case in cases(name)}
    assert {(True, True), (True, False), (True, None), (False, None)} <= found


@pytest.mark.parametrize(("rule", "case"), LISTED)
def test_every_step_says_something_in_both_languages(rule, case, tmp_path):
    found = asked(rule, case, tmp_path)
    said = [step.said for step in found.steps] + [figure.name for step in found.steps for figure in step.uses]
    said += [step.gives.name for step in found.steps] + [each.said for each in found.missing] + list(found.why)
    said += list(found.not_examined)
    assert found.steps
    assert found.references
    for each in said:
        assert each.en
        assert each.ja
        assert "{" not in each.en + each.ja
    assert all(each.how_sure for each in found.references)


def test_the_same_input_gives_the_same_answer(tmp_path):
    for rule, case in (each.values for each in LISTED):
        assert asked(rule, case, tmp_path) == asked(rule, case, tmp_path)
