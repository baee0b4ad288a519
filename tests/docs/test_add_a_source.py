"""The pages on adding a source show the real files, quote what is said today, and name what the tests demand."""

import re

import pytest

from orepath.errors import SourceError
from orepath.evidence.reading import Sink
from orepath.sources.importing import packages, reader
from tests.cli.test_cli import orepath
from tests.docs.pages import BLOCK, DOCS, ROOT, blocks, commands

PAGES = {"en": DOCS / "how-to" / "add-a-source-in-an-hour.md", "ja": DOCS / "how-to" / "add-a-source-in-an-hour.ja.md"}
SHOWN = re.compile(r"^`([\w./-]+)`\n\n(```.*?^```$)", re.DOTALL | re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
OF_EVERY_DATASET = re.compile(r"(?:set|sorted|list)\((?:described|packages)\(\)\)|\"source\.toml\"")
DATASET = "na-battery-investments"
FILE = "facilities/ira_ev_supply_chain_investments.csv"


def shown(page):
    """The files a page shows parts of, with each part."""
    return [(name, BLOCK.fullmatch(block)[2]) for name, block in SHOWN.findall(page.read_text("utf-8"))]


@pytest.mark.parametrize("lang", sorted(PAGES))
def test_what_is_shown_of_a_file_stands_in_it(lang):
    parts = shown(PAGES[lang])
    assert [name for name, part in parts if part not in (ROOT / name).read_text("utf-8")] == []
    whole = {name for name, part in parts if part == (ROOT / name).read_text("utf-8")}
    assert {name.rpartition("/")[2] for name in whole} == {"__init__.py", "read.py"}
    room = ROOT / "src" / packages()[DATASET].replace(".", "/")
    assert {path.relative_to(ROOT).as_posix() for path in room.glob("*.*")} <= {name for name, _ in parts}


def test_both_pages_show_and_ask_the_same():
    english, japanese = PAGES["en"], PAGES["ja"]
    assert shown(english) == shown(japanese)
    assert list(commands(english)) == list(commands(japanese))
    assert list(blocks(english, "text")) == list(blocks(japanese, "text"))
    assert NAMED.findall(english.read_text("utf-8")) == NAMED.findall(japanese.read_text("utf-8"))


@pytest.mark.parametrize("lang", sorted(PAGES))
def test_steps_are_as_many_as_it_says(lang):
    text = PAGES[lang].read_text("utf-8")
    assert re.findall(r"^## (\d+)\. ", text, re.MULTILINE) == [str(step) for step in range(1, 13)]
    assert {"en": "twelve steps and seven files", "ja": "手順は12、新たに作成するファイルは7"}[lang] in text


def test_what_it_says_will_fail_is_what_the_tests_ask_of_every_dataset():
    named = set(NAMED.findall(PAGES["en"].read_text("utf-8")))
    gone = {(file, name) for file, name in named if f"def {name}(" not in (ROOT / file).read_text("utf-8")}
    assert not gone
    every = (path for path in (ROOT / "tests").rglob("test_*.py") if path.name != "test_add_a_source.py")
    asking = {path for path in every if OF_EVERY_DATASET.search(path.read_text("utf-8"))}
    assert {path.relative_to(ROOT).as_posix() for path in asking} == {file for file, _ in named}


def test_the_contract_line_it_names_is_there():
    line = f"({packages()[DATASET]})"
    assert line in (ROOT / ".importlinter").read_text("utf-8")
    assert all(f"`{line}`" in page.read_text("utf-8") for page in PAGES.values())


def test_a_check_says_what_is_quoted(shared_data, home):
    quoted = next(block for block in blocks(PAGES["en"], "console") if "sources check" in block).splitlines()[1:]
    assert orepath("sources", "check", str(shared_data / FILE)).stdout.splitlines() == quoted


def test_spoilt_copies_are_refused_as_quoted(shared_data, tmp_path):
    lines = (shared_data / FILE).read_text("utf-8").splitlines(keepends=True)
    spoilt = [lines[0], lines[1].replace(",178,", ",1780,"), lines[2]]
    spoilt += [lines[3].replace("United States", "Atlantis"), *lines[4:]]
    said = [_refusal(text, tmp_path) for text in ("".join(spoilt), "".join(lines[:600]))]
    assert said == list(blocks(PAGES["en"], "text"))


def _refusal(text, tmp_path):
    path = tmp_path / "made-up.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(SourceError) as raised:
        reader(DATASET).read(path, Sink(tmp_path))
    return raised.value.message("en") + "\n"
