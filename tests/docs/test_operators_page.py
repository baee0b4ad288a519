"""The pages on who operates mines and plants: their commands print what is shown, and give the shares in the table."""

import re
import shlex

import pyarrow.parquet as pq
import pytest

from tests.cli.test_cli import orepath
from tests.docs.pages import DOCS, ROOT, blocks, commands

PAGES = [DOCS / "how-to" / name for name in ("tell-who-operates.md", "tell-who-operates.ja.md")]
EXAMPLE = DOCS / "how-to" / "tell-who-operates"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_commands_give_what_the_page_shows(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    flags, shares = [shlex.split(line)[1:] for line in commands(page)][:2]
    done = orepath(*flags)
    assert done.returncode == 0, done.stderr
    [shown] = [block for block in blocks(page, "text") if block.startswith("flags.csv")]
    assert done.stdout == shown
    assert orepath(*shares).returncode == 0
    [port] = [row for row in pq.read_table("touched.parquet").to_pylist() if row["node"] == "port"]
    told = re.findall(r"^\| `(\w+)`[,、] ?`(\w+)` \| ([\d.]+) \| ([\d.]+) \|$", page.read_text("utf-8"), re.MULTILINE)
    assert len(told) == 3
    for least, most, low, high in told:
        assert port[least] == pytest.approx(float(low)) and port[most] == pytest.approx(float(high))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_table_is_the_file(page):
    assert list(blocks(page, "csv")) == [(EXAMPLE / "operators.csv").read_text("utf-8")]
