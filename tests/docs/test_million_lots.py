"""The notebook on a million lots runs, on fewer lots, and so do the commands it types."""

import doctest
import shlex

import pyarrow.parquet as pq
import pytest

from tests.cli.test_cli import orepath
from tests.docs.pages import DOCS, commands

PAGE = DOCS / "how-to" / "attribute-a-million-lots.md"
MILLION, FEWER = "lots = 1_000_000\n", "lots = 20_000\n"


@pytest.fixture
def notebook():
    """The page on fewer lots, as one run of examples."""
    text = PAGE.read_text("utf-8")
    assert text.count(MILLION) == 1
    return doctest.DocTestParser().get_doctest(text.replace(MILLION, FEWER), {}, PAGE.name, str(PAGE), 0)


def test_every_block_and_every_command_does_what_is_said(notebook, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    asking = next(n for n, example in enumerate(notebook.examples) if "import orepath" in example.source)
    before = next(n for n, example in enumerate(notebook.examples) if "import polars" in example.source)
    runner = doctest.DocTestRunner()
    typed = [shlex.split(line)[1:] for line in commands(PAGE)]
    whole = list(notebook.examples)
    for part, command in ((whole[:asking], None), (whole[asking:before], typed[0]), (whole[before:], None)):
        if command:
            done = orepath(*command)
            assert done.returncode == 0 and done.stdout.startswith(
                "origin.parquet: 20,000 nodes, 7 labels, engine memory"
            )
            assert "do not balance" in done.stderr and "engine memory" in done.stderr
        notebook.examples = part
        runner.run(notebook, clear_globs=False)
    assert runner.summarize(verbose=False).failed == 0 and len(whole) > 40
    for command in typed[1:]:
        assert orepath(*command).returncode == 0
        assert pq.read_metadata(command[-1]).num_rows == 20_000
