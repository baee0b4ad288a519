"""A mark a verdict: its shape differs, not only its colour.

Nothing comes in; four small drawings go out. A mark never stands without its word.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from orepath.commitments.finding import VERDICTS


@cache
def icons() -> dict[str, str]:
    """The SVG of each verdict."""
    folder = files("orepath.review.icons")
    return {verdict: folder.joinpath(f"{verdict}.svg").read_text("utf-8").strip() for verdict in VERDICTS}
