"""The pages on planning a change say what the commands they type print, and name every key of a plan."""

import doctest
import re
import shlex
import shutil

import pytest

from orepath.qualification.planning.json import as_json
from orepath.qualification.planning.planned import plan
from orepath.qualification.qualify import question
from tests.cli.test_cli import orepath
from tests.docs.pages import BLOCK, DOCS, ROOT

PAGES = ("plan-a-change.md", "plan-a-change.ja.md")
FOLDER = DOCS / "how-to" / "plan-a-change"


def squeezed(text):
    """A text without what only the width of a terminal makes."""
    return re.sub(r"\s+|•", "", text)


def conversation(page):
    """What is typed, each with what the page shows of its output."""
    typed = []
    for kind, block in BLOCK.findall((DOCS / "how-to" / page).read_text("utf-8")):
        if kind == "console":
            typed.append((block.removeprefix("$ ").strip(), []))
        elif kind == "text":
            typed[-1][1].extend(block.splitlines())
    return typed


@pytest.mark.parametrize("page", PAGES)
def test_what_is_shown_is_printed(page, tmp_path):
    (tmp_path / "docs" / "how-to").mkdir(parents=True)
    shutil.copytree(FOLDER, tmp_path / "docs" / "how-to" / "plan-a-change")
    shown = 0
    for line, lines in conversation(page):
        done = orepath(*shlex.split(line)[1:], cwd=tmp_path, env={"COLUMNS": "200"})
        assert (done.returncode, done.stderr) == (0, ""), line
        printed = squeezed(done.stdout)
        assert [each for each in lines if squeezed(each) not in printed] == [], line
        shown += len(lines)
    assert shown >= 12
    assert {"my-options.xlsx", "proof.en.pdf", "proof.ja.pdf"} <= {path.name for path in tmp_path.iterdir()}


def test_both_pages_type_the_same():
    one, other = ([line for line, _ in conversation(page)] for page in PAGES)
    plain = [re.sub(r"(chains|options)\.ja\.csv", r"\1.csv", line.replace(" --lang ja", "")) for line in other]
    assert plain == one


def test_the_example_in_python_runs(monkeypatch):
    monkeypatch.chdir(ROOT)
    done = doctest.testfile(str(DOCS / "how-to" / "plan-a-change.md"), module_relative=False)
    assert done.attempted > 4 and done.failed == 0


def test_every_key_of_a_plan_is_told():
    asked = question(
        "clean-vehicle-critical-minerals",
        FOLDER / "chains.csv",
        test="traced",
        on="2026-03-01",
        acquired="2025-09-15",
    )
    found = as_json(plan(asked, FOLDER / "options.csv"))
    told = (DOCS / "how-to" / "plan-a-change.md").read_text("utf-8")
    assert [key for key in (*found, *found["changes"][0]) if f"`{key}`" not in told] == []
