"""Networks of the packaged release, each assembled once a session with few draws."""

from functools import cache

import pytest

from orepath.evidence.store import Evidence
from orepath.network.assembly.assemble import assemble
from orepath.reference.packaged import packaged
from orepath.tracing.asked import traced_in

DRAWS = 20


@pytest.fixture(scope="session")
def real():
    """The packaged release."""
    return Evidence([packaged()])


@pytest.fixture(scope="session")
def assembled(real):
    """The network of a mineral and year with what is said of it."""
    return cache(lambda mineral, year: assemble(real, mineral, year, DRAWS))


@pytest.fixture(scope="session")
def traced(assembled):
    """The trace of a mineral and year to a place."""
    return cache(lambda mineral, year, to: traced_in(assembled(mineral, year), to))
