"""The invented dossier that the tests of this room look at."""

import runpy
from pathlib import Path

import pytest

from orepath.review.document import Document


@pytest.fixture(scope="session")
def invented() -> dict:
    """The names of ``invented.py``."""
    return runpy.run_path(str(Path(__file__).with_name("invented.py")))


@pytest.fixture(scope="session")
def dossier(invented) -> Document:
    """A dossier between two invented economies."""
    return invented["dossier"]()
