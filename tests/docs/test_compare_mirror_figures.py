"""The how-to on mirror figures: what it asks is answered from made-up imports as it quotes it, in both languages."""

import os
import shlex
import subprocess
import sys

import pytest

from tests.docs.pages import DOCS, blocks, commands
from tests.evidence.mirror.made import ORE, reported, row

PAGES = {"en": "compare-mirror-figures.md", "ja": "compare-mirror-figures.ja.md"}


@pytest.fixture(scope="module", params=list(PAGES))
def page_and_said(request, tmp_path_factory):
    """The page, and all that its commands say of made-up imports of Alandia (XA), Boria (XB) and Cobria (XC)."""
    home = tmp_path_factory.mktemp("mirror")
    reported(
        home / "releases",
        row("XB", "XA", "import", 1500.0, 2.0),
        row("XA", "XB", "export", 1000.0, 2.5),
        row("XC", "XA", "import", 300.0),
    )
    euros = row("XB", "XA", "import", 1300.0, 2.1, good=f"{ORE}00", currency="EUR", nomenclature="CN2030")
    reported(home / "releases", euros, dataset="eurostat-comext")
    page = DOCS / "how-to" / PAGES[request.param]
    surroundings = {**os.environ, "OREPATH_HOME": str(home), "OREPATH_LANG": request.param, "COLUMNS": "1000"}
    said = []
    for line in commands(page):
        words = shlex.split(line)
        if words[:2] == ["orepath", "mirror"]:
            command = [sys.executable, "-m", "orepath.cli", *words[1:]]
            done = subprocess.run(command, env=surroundings, capture_output=True, text=True)
            assert done.returncode == 0, done.stderr
            said.append(done.stdout)
    return page, said


def test_every_line_it_quotes_is_said(page_and_said):
    page, said = page_and_said
    heard = {" ".join(line.split()) for told in said for line in told.splitlines()}
    quoted = [" ".join(line.split()) for block in blocks(page, "text") for line in block.splitlines()]
    assert len(quoted) > 10
    assert [line for line in quoted if not any(told.startswith(line) for told in heard)] == []


def test_both_pages_ask_the_same():
    asked = [[line for line in commands(DOCS / "how-to" / name) if "orepath" in line] for name in PAGES.values()]
    assert [line for line in asked[1] if line.startswith("orepath")] == asked[0]
