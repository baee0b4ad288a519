"""The pages on qualifying a battery say what the commands they type print."""

import re
import shlex
import shutil

import pytest

from tests.cli.test_cli import orepath
from tests.docs.pages import BLOCK, DOCS

PAGES = ("qualify-a-battery.md", "qualify-a-battery.ja.md")


def squeezed(text):
    """A text without what only the width of a terminal makes."""
    return re.sub(r"\s+|•", "", text)


def conversation(page):
    """What is typed, each with what the page shows of its output."""
    typed = []
    for kind, block in BLOCK.findall((DOCS / "how-to" / page).read_text("utf-8")):
        if kind == "console":
            typed.extend((line.removeprefix("$ ").strip(), []) for line in block.splitlines())
        elif kind == "text":
            typed[-1][1].extend(block.splitlines())
    return typed


@pytest.mark.parametrize("page", PAGES)
def test_what_is_shown_is_printed(page, tmp_path):
    (tmp_path / "docs" / "how-to").mkdir(parents=True)
    shutil.copytree(DOCS / "how-to" / "qualify-a-battery", tmp_path / "docs" / "how-to" / "qualify-a-battery")
    shown = 0
    for line, lines in conversation(page):
        done = orepath(*shlex.split(line)[1:], cwd=tmp_path, env={"COLUMNS": "200"})
        assert (done.returncode, done.stderr) == (0, ""), line
        printed = squeezed(done.stdout)
        assert [each for each in lines if squeezed(each) not in printed] == [], line
        shown += len(lines)
    made = ("my-chains.xlsx", "fleet-answers.csv", "proof.en.pdf", "proof.ja.pdf")
    assert shown > 15 and [name for name in made if not (tmp_path / name).exists()] == []


def test_both_pages_type_the_same():
    one, other = ([line for line, _ in conversation(page)] for page in PAGES)
    plain = [line.replace(" --lang ja", "").replace("chains.ja.csv", "chains.csv") for line in other]
    assert plain == one
