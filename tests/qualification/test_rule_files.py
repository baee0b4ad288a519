"""Rule files: what ships is whole, and a faulty one is refused with every fault."""

import tomllib
from datetime import date
from fractions import Fraction
from importlib.resources import files
from itertools import pairwise

import pytest

from orepath.errors import InputError, UnknownName
from orepath.qualification.kinds import KINDS
from orepath.qualification.rule_file import load, packaged, parse

GOOD = """
id = "made-up"
kind = "value-share"
title = {en = "Made-up rule", ja = "架空の規則"}
about = {en = "Made up.", ja = "架空。"}
[[test]]
id = "one"
title = {en = "one", ja = "一"}
[[column]]
name = "made"
kind = "number"
heading = {en = "Made", ja = "架空"}
about = {en = "Made up.", ja = "架空。"}
[[value]]
name = "least"
from_ = 2025-01-01
until = 2026-01-01
value = "60 %"
reference = "Made-up Act 1"
how_sure = "K"
[[value]]
name = "least"
from_ = 2026-01-01
value = "2/3"
reference = "Made-up Act 1"
how_sure = "K"
[[set]]
id = "counted"
of = "place"
title = {en = "counted", ja = "対象"}
reference = "Made-up Act 2"
how_sure = "K-lo"
[[set.member]]
items = ["AU"]
[[set.member]]
items = ["FI"]
from_ = 2025-07-01
until = 2025-08-01
agreement = "us-japan-2023"
how_sure = "judgement"
[[limit]]
id = "begin"
day = "on"
from_ = 2025-01-01
said = {en = "begins", ja = "開始"}
reference = "Made-up Act 3"
how_sure = "F"
"""


def test_values_and_members_hold_on_their_days():
    rule = parse(GOOD, "made-up.toml")
    found = [rule.value("least", date(*day)) for day in ((2024, 12, 31), (2025, 1, 1), (2025, 12, 31), (2026, 1, 1))]
    assert [each and each.value for each in found] == [None, Fraction(3, 5), Fraction(3, 5), Fraction(2, 3)]
    assert rule.value("most", date(2025, 1, 1)) is None
    assert set(rule.members("counted", date(2025, 7, 1))) == {"AU", "FI"}
    assert set(rule.members("counted", date(2025, 7, 1), ["us-japan-2023"])) == {"AU"}
    assert set(rule.members("counted", date(2025, 8, 1))) == {"AU"}
    sure = {member.item: member.reference.how_sure for member in rule.sets["counted"]}
    assert sure == {"AU": "K-lo", "FI": "judgement"}
    assert [each.source for each in rule.references()] == [
        "Made-up Act 3",
        "Made-up Act 1",
        "Made-up Act 2",
        "Made-up Act 2",
    ]


CHANGES = {
    'value = "2/3"': ('value = "two thirds"', "two thirds"),
    'value = "60 %"': ("value = 0.6", "0.6"),
    "until = 2026-01-01": ("until = 2024-01-01", "before or as it begins"),
    "from_ = 2026-01-01": ("from_ = 2025-06-01", "'least' occurs again"),
    'how_sure = "F"': ('how_sure = "sure"', "sure"),
    'reference = "Made-up Act 3"': ("", "reference is empty"),
    'items = ["AU"]': ('items = ["Aland"]', "Aland"),
    'agreement = "us-japan-2023"': ('agreement = "aland-boria"', "aland-boria"),
    'day = "on"': ('day = "sold"', "sold"),
    'kind = "number"': ('kind = "dollars"', "dollars"),
    'title = {en = "Made-up rule", ja = "架空の規則"}': ('title = {en = "Made-up rule"}', "title"),
    'id = "made-up"': ("", "column id is empty"),
    'of = "place"': ('of = "planet"', "planet"),
    "from_ = 2025-07-01": ('from_ = "July"', "YYYY-MM-DD"),
    '[[test]]\nid = "one"': ('[[test]]\nid = "one"\ntitle = "x"\n[[test]]\nid = "one"', "'one' occurs again"),
    'name = "made"': ("", "name is empty"),
}


@pytest.mark.parametrize("old", CHANGES)
def test_a_faulty_rule_is_refused(old):
    new, said = CHANGES[old]
    assert GOOD.count(old) >= 1
    with pytest.raises(InputError) as raised:
        parse(GOOD.replace(old, new, 1), "made-up.toml")
    assert any(said in fault.text() for fault in raised.value.faults)


def test_all_faults_of_a_rule_at_once():
    text = GOOD.replace('how_sure = "F"', 'how_sure = "x"').replace('kind = "number"', 'kind = "y"')
    with pytest.raises(InputError) as raised:
        parse(text.replace('["AU"]', '["Z1"]'), "made-up.toml")
    assert len(raised.value.faults) == 3
    with pytest.raises(InputError, match="cannot be read as TOML"):
        parse("a = ", "made-up.toml")


def test_a_rule_of_ones_own_is_read(tmp_path):
    (tmp_path / "made-up.toml").write_text(GOOD, "utf-8")
    assert load(tmp_path / "made-up.toml").id == "made-up"
    with pytest.raises(UnknownName):
        load("made-up")


@pytest.mark.parametrize("rule_id", packaged())
def test_a_packaged_rule_is_whole(rule_id):
    rule = load(rule_id)
    assert rule.id == rule_id and rule.kind in KINDS
    assert rule.columns and rule.not_examined
    path = files("orepath.qualification").joinpath("rules").joinpath(f"{rule_id}.toml")
    raw = tomllib.loads(path.read_text("utf-8"))
    for entry in [*raw.get("value", ()), *raw.get("limit", ())]:
        assert entry["reference"] and entry["how_sure"]


def test_thresholds_of_the_vehicle_rule_leave_no_gap():
    rule = load("clean-vehicle-critical-minerals")
    values = sorted((each for each in rule.values if each.name == "threshold"), key=lambda each: each.from_)
    assert [str(each.said) for each in values] == ["40 %", "50 %", "60 %", "70 %", "80 %"]
    assert all(one.until == other.from_ for one, other in pairwise(values))
    assert values[-1].until is None and values[0].from_ == date(2023, 4, 18)
    assert all(each.reference.how_sure == "F" and each.reference.citation_pending for each in values)
