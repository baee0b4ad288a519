"""The made-up answers that the tests of this folder look at."""

import pytest

from orepath.review.ownership_page.scene import Scene
from tests.review.ownership_page.made_up import SCENES


@pytest.fixture(params=sorted(SCENES))
def scene(request) -> Scene:
    """Each made-up answer in turn."""
    return SCENES[request.param]()
