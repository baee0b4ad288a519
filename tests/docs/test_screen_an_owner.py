"""The how-to on screening an owner: every command it types runs, and what it quotes is said today."""

import json
import os
import shlex
import subprocess
import sys

import pytest

from tests.docs.pages import DOCS, blocks, commands

FOLDER = DOCS / "how-to" / "screen-an-owner"


@pytest.fixture(scope="module", params=["en", "ja"])
def said(request, tmp_path_factory):
    """The page, what each of its commands says, and the folder they ran in, in one language."""
    lang = request.param
    page = DOCS / "how-to" / ("screen-an-owner.md" if lang == "en" else "screen-an-owner.ja.md")
    place = tmp_path_factory.mktemp("screening")
    (place / "docs").symlink_to(DOCS)
    surroundings = {**os.environ, "OREPATH_LANG": lang, "COLUMNS": "80"}
    spoken = {}
    for line in commands(page):
        words = shlex.split(line)
        if words[0] == "orepath":
            command = [sys.executable, "-m", "orepath.cli", *words[1:]]
            done = subprocess.run(command, cwd=place, env=surroundings, capture_output=True, text=True)
            assert done.returncode == 0, done.stderr
            spoken[line] = done.stdout
    return page, spoken, place


def test_every_line_it_quotes_is_said(said):
    page, spoken, _ = said
    heard = {" ".join(line.split()) for told in spoken.values() for line in told.splitlines()}
    quoted = [line for block in blocks(page, "text") for line in block.splitlines()]
    assert len(quoted) > 15
    assert [line for line in quoted if " ".join(line.split()) not in heard] == []


def test_the_tables_it_shows_are_the_files_beside_it(said):
    page, _, _ = said
    files = [path.read_text("utf-8") for path in FOLDER.glob("*.csv")]
    shown = list(blocks(page, "csv"))
    assert len(shown) == 2
    assert all(any(text.startswith(block) for text in files) for block in shown)


def test_the_picture_it_shows_is_what_the_command_writes(said):
    page, _, place = said
    written = sorted(path.name for path in place.iterdir() if path.name != "docs")
    assert [name.rsplit(".", 1)[1] for name in written] == ["html", "svg"]
    assert (FOLDER / written[1]).read_bytes() == (place / written[1]).read_bytes()
    assert f"screen-an-owner/{written[1]}" in page.read_text("utf-8")


def test_the_json_it_ends_with_is_exact(said):
    _, spoken, _ = said
    found = json.loads(next(told for line, told in spoken.items() if "--json" in line))
    assert found["controlled"] is True and found["metrics"]["seats"] == {"low": "1/4", "high": "1/4"}
    assert sorted(found["metrics"]["equity"].values()) == ["6/25", "6/25"]


def test_both_pages_ask_the_same():
    pages = [DOCS / "how-to" / name for name in ("screen-an-owner.md", "screen-an-owner.ja.md")]
    asked = [[line for line in commands(page) if line.startswith("orepath")] for page in pages]
    options = [[[word for word in line.split() if word.startswith("--")] for line in lines] for lines in asked]
    assert options[0] == options[1] and len(options[0]) > 6
    counts = [page.read_text("utf-8").count("\n## ") for page in pages]
    assert counts[0] == counts[1]
