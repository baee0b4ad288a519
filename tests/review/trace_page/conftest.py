"""The made-up trace that the tests of this folder look at."""

import pytest

from orepath.review.trace_page.scene import Scene
from orepath.tracing.series import Series
from tests.review.trace_page.made_up import HERE, made_up, traced


@pytest.fixture(scope="session")
def scene() -> Scene:
    """A made-up trace with two other years and some years of made-up customs data, one of them missing."""
    found = made_up()
    others = tuple(traced(made_up(year, 0.9, draws=0)) for year in (2026, 2027))
    seen = {year: {"CN": 0.5, "FI": 0.3, "KR": 0.2} for year in (2020, 2021, 2022, 2024, 2025, 2026, 2027, 2030)}
    return Scene(traced(found), found, None, Series("made-up ore", HERE, seen, others))
