"""The made-up answer that the tests of this folder look at."""

import pytest

from orepath.review.stress_page.scene import Scene
from tests.stress.made_up import renamed, stressed

REAL = {"Aland": "JP", "Boria": "US", "Cedar": "CD"}
"""Codes of real places that lend a map their points; no figure is real."""


@pytest.fixture(scope="session")
def scene() -> Scene:
    """The made-up answer, its places under real codes."""
    return Scene(renamed(stressed(), REAL))
