"""The Parties' capacity to extract and process, between review periods."""

from __future__ import annotations

from orepath.review.chapters.scene import Scene
from orepath.review.document import Chapter


def capacity(scene: Scene) -> tuple[Chapter, ...]:
    """The chapter."""
    return ()
