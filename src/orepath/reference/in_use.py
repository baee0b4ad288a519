"""The releases a question is asked of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from orepath.evidence.home import named, newest_imports
from orepath.evidence.release import Release
from orepath.evidence.store import Evidence
from orepath.reference.packaged import packaged


def in_use(release_id: str | None = None) -> list[Release]:
    """The release of an id alone; without one, the packaged release and the newest import of each dataset."""
    if release_id:
        return [named(release_id, packaged())]
    return [packaged(), *newest_imports()]


def open_evidence(
    release_id: str | None = None, known_on: date | None = None, beside: Sequence[Release] = ()
) -> Evidence:
    """The evidence of the releases in use, and of further ones beside them, as known on a day."""
    return Evidence([*in_use(release_id), *beside], known_on)
