"""The how-to on HS editions: what it asks is answered from made-up imports as it quotes it, in both languages."""

import os
import shlex
import subprocess
import sys

import pytest

from tests.docs.pages import DOCS, blocks, commands
from tests.evidence.concordance.made import corresponding, flow, flowing

PAGES = {"en": "concord-hs-vintages.md", "ja": "concord-hs-vintages.ja.md"}


@pytest.fixture(scope="module", params=list(PAGES))
def page_and_said(request, tmp_path_factory):
    """The page, and all that its commands say of made-up correspondences and trade."""
    home = tmp_path_factory.mktemp("concord")
    corresponding(home / "releases")
    flowing(
        home / "releases",
        flow("260100", 100.0, 10.0),
        flow("260201", 50.0, 5.0),
        flow("260301", 40.0, None),
        flow("260301", 10.0, 1.0, importer="XC"),
        flow("269999", 25.0, 2.0),
        flow("282200", 75.0, 7.0),
    )
    page = DOCS / "how-to" / PAGES[request.param]
    surroundings = {**os.environ, "OREPATH_HOME": str(home), "OREPATH_LANG": request.param, "COLUMNS": "1000"}
    said = []
    for line in commands(page):
        words = shlex.split(line)
        if words[:2] == ["orepath", "concord"]:
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
    assert [line for line in quoted if line not in heard] == []


def test_both_pages_ask_the_same():
    asked = [list(commands(DOCS / "how-to" / name)) for name in PAGES.values()]
    assert asked[0] == asked[1]
