"""The tutorial on a trace quotes what the command says today."""

import os
import subprocess
import sys

import pytest

from tests.docs.pages import DOCS, ROOT, blocks


@pytest.fixture(scope="module", params=["en", "ja"])
def said(request):
    """The page and everything its traces say, in one language."""
    page = DOCS / "tutorial" / ("trace-cobalt.md" if request.param == "en" else "trace-cobalt.ja.md")
    spoken = []
    for block in blocks(page, "console"):
        for line in block.splitlines():
            words = line.removeprefix("$ .venv/bin/orepath ").split()
            if line.startswith("$ ") and words[0] in ("trace", "explain") and "--out" not in words:
                ran = subprocess.run(
                    [sys.executable, "-m", "orepath.cli", *words],
                    cwd=ROOT,
                    env={**os.environ, "OREPATH_LANG": request.param, "COLUMNS": "80"},
                    capture_output=True,
                    text=True,
                    check=True,
                )
                spoken.append(ran.stdout)
    return page, "\n".join(spoken)


def test_every_line_it_quotes_is_said(said):
    page, spoken = said
    heard = {" ".join(line.split()) for line in spoken.splitlines()}
    quoted = [line for block in blocks(page, "text") for line in block.splitlines()]
    quoted += [line for block in blocks(page, "console") for line in block.splitlines() if not line.startswith("$ ")]
    assert quoted
    assert [line for line in quoted if " ".join(line.split()) not in heard] == []
