"""The pages on the other rules quote what the command says today, and their examples give what they say."""

import json
import re
import shlex

import pytest

from tests.cli.test_cli import orepath
from tests.docs.pages import DOCS, ROOT, blocks, commands

PAGES = {"en": DOCS / "how-to" / "qualify-other-rules.md", "ja": DOCS / "how-to" / "qualify-other-rules.ja.md"}
FOLDER = DOCS / "how-to" / "qualify-other-rules"


def closed_up(text):
    """A text without blanks, so that it does not matter where a line was broken."""
    return re.sub(r"\s+", "", text)


def asked(page):
    """The words of each command on an example."""
    return [shlex.split(line)[1:] for line in commands(page) if "docs/how-to" in line]


@pytest.mark.parametrize("lang", sorted(PAGES))
def test_every_line_it_quotes_is_said(lang, monkeypatch):
    monkeypatch.chdir(ROOT)
    done = [orepath(*words) for words in asked(PAGES[lang])]
    assert {each.returncode for each in done} == {0}
    heard = closed_up("".join(each.stdout for each in done))
    quoted = [line for block in blocks(PAGES[lang], "text") for line in block.splitlines()]
    assert len(quoted) > 15
    assert [line for line in quoted if closed_up(line) not in heard] == []


def test_both_pages_ask_the_same():
    english, japanese = (asked(PAGES[lang]) for lang in ("en", "ja"))
    assert japanese == [[*words, "--lang", "ja"] for words in english]


def test_every_example_is_asked_about():
    named = {word.rpartition("=")[2] for words in asked(PAGES["en"]) for word in words}
    assert {path.relative_to(ROOT).as_posix() for path in FOLDER.iterdir()} <= named


@pytest.mark.parametrize(("batteries", "passes"), [("8000000", True), ("8000001", None), ("10000001", False)])
def test_what_the_page_says_of_other_allocations(batteries, passes, tmp_path):
    text = (FOLDER / "feoc-allocation.csv").read_text("utf-8").replace(",8000000,", f",{batteries},")
    (tmp_path / "rows.csv").write_text(text, "utf-8")
    done = orepath("qualify", str(tmp_path / "rows.csv"), "--rule", "feoc-allocation", "--on", "2025-06-01", "--json")
    assert json.loads(done.stdout)["passes"] is passes


def test_what_the_page_says_of_a_year_later():
    path = str(FOLDER / "material-assistance.csv")
    done = orepath("qualify", path, "--rule", "material-assistance", "--on", "2027-05-01", "--json")
    found = json.loads(done.stdout)
    assert (found["passes"], found["threshold"]) == (False, "13/20")


def test_everything_in_the_examples_is_marked_as_made_up():
    for path in FOLDER.iterdir():
        assert re.search("made-up", path.read_text("utf-8"), re.IGNORECASE), path.name
