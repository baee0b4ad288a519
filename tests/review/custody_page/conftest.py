"""The made-up ledgers that the tests of this folder look at."""

import pytest

from orepath.review.custody_page.scene import Scene
from tests.review.custody_page.made_up import LEDGERS


@pytest.fixture(params=sorted(LEDGERS))
def scene(request) -> Scene:
    """Each made-up ledger in turn."""
    return Scene(LEDGERS[request.param]())
