"""The public face is what it says, and light."""

import doctest
import subprocess
import sys

import pytest

import orepath
from tests.docs.pages import DOCS

HEAVY = ("duckdb", "pyarrow", "numpy", "babel", "typst", "typer", "rich")


def test_the_public_face_is_exactly_this():
    face = ["OrepathError", "assess", "attribute", "ledger", "load_agreement", "metrics", "mirror", "network"]
    assert sorted(orepath.__all__) == [*face, "open_evidence", "qualify", "stress", "trace"]
    assert set(orepath.__all__) <= set(dir(orepath))
    assert orepath.__version__.count(".") == 2


def test_an_unknown_name_is_refused():
    with pytest.raises(AttributeError, match="no attribute 'judge'"):
        _ = orepath.judge


def test_importing_orepath_is_light():
    code = f"import sys, orepath; print([name for name in {HEAVY!r} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


def test_the_examples_of_the_page_on_python_run():
    done = doctest.testfile(str(DOCS / "reference" / "python.md"), module_relative=False)
    assert done.attempted > 5
    assert done.failed == 0
