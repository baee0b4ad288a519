from datetime import date

import pytest

from orepath.agreements.agreement import STRENGTHS, load, packaged, parse
from orepath.errors import InputError, UnknownName

MADE_UP = """
id = "made-up"
binding = true
in_force_from = 2030-01-01
parties = ["XA", "XB"]
minerals = ["tin"]
title = {en = "Made up", ja = "架空"}
[[commitment]]
id = "M-01"
room = ""
strength = "hard"
actor = "each_party"
title = {en = "t", ja = "題"}
summary = {en = "s", ja = "要旨"}
evidence = {en = "e", ja = "証拠"}
"""


@pytest.mark.parametrize("name", packaged())
def test_packaged_agreements_load_with_texts_in_both_languages(name):
    agreement = load(name)
    assert agreement.id == name
    assert agreement.commitments
    for commitment in agreement.commitments:
        assert commitment.strength in STRENGTHS
        for said in (commitment.title, commitment.summary, commitment.evidence):
            assert said.en and said.ja


def test_the_agreement_of_2023_has_nine_commitments_in_order():
    agreement = load("us-japan-2023")
    assert [c.id for c in agreement.commitments] == [f"CMA-{n:02d}" for n in range(1, 10)]
    assert agreement.in_force_from == date(2023, 3, 28)
    assert agreement.minerals == ("cobalt", "graphite", "lithium", "manganese", "nickel")
    assert agreement.review and agreement.review.every_years == 2
    assert agreement.commitments[0].strength == "hard"
    assert agreement.commitments[6].strength == "conditional"


def test_the_framework_does_not_bind():
    assert load("us-japan-framework-2025").binding is False


def test_an_agreement_of_one_s_own_is_read_from_a_file(tmp_path):
    path = tmp_path / "made-up.toml"
    path.write_text(MADE_UP)
    assert load(str(path)).parties == ("XA", "XB")


def test_all_faults_of_a_file_are_told_at_once():
    broken = MADE_UP.replace('"XB"', '"Atlantis"').replace('"tin"', '"unobtainium"').replace('"hard"', '"firm"')
    with pytest.raises(InputError) as caught:
        parse(broken, "made-up.toml")
    assert {fault.values["found"] for fault in caught.value.faults} == {"Atlantis", "unobtainium", "firm"}


def test_an_agreement_that_is_not_known():
    with pytest.raises(UnknownName, match="Did you mean us-japan-2023"):
        load("us-japan-2032")


def test_what_is_not_toml_is_told_with_its_place():
    with pytest.raises(InputError, match=r"made-up\.toml: the agreement file is faulty"):
        parse("id = ", "made-up.toml")
