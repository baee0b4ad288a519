"""The page on qualification names what the code reads, answers and writes."""

import doctest
import re

from orepath.qualification.fleet.given import battery_column
from orepath.qualification.fleet.writing import OF_ANSWER
from orepath.qualification.json import as_json
from orepath.qualification.kinds import KINDS
from orepath.qualification.qualify import qualify
from tests.docs.pages import DOCS

PATH = DOCS / "reference" / "qualification.md"
PAGE = PATH.read_text("utf-8")


def section(title):
    return PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]


def named(title):
    """What stands in code style in the first column of a section's table."""
    cells = re.findall(r"^\| ([^|]*) \|", section(title), re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


def test_every_key_of_an_answer_is_told():
    sample = DOCS / "how-to" / "qualify-a-battery" / "chains.csv"
    answer = as_json(qualify("clean-vehicle-critical-minerals", sample, test="traced", on="2025-06-01"))
    assert set(answer) - {"why"} == named("Answers")
    told = section("Answers")
    rows = [row for part in ("chains", "steps", "references") for row in answer[part][:1]]
    keys = {key for row in rows for key in row}
    assert len(keys) > 10
    assert [key for key in keys if f"`{key}`" not in told] == []


def test_every_column_of_a_fleet_is_told():
    assert {battery_column().name, *OF_ANSWER} | {"_without_"} == named("Fleets")
    assert battery_column().heading.ja in section("Fleets")


def test_every_kind_of_rule_is_told():
    assert all(f"`{kind}`" in section("Rule files") for kind in KINDS)


def test_the_example_runs():
    done = doctest.testfile(str(PATH), module_relative=False)
    assert done.attempted > 4 and done.failed == 0
