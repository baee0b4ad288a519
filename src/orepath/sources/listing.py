"""Every dataset orepath can read, and what this installation holds of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from orepath.evidence.release import Release
from orepath.evidence.source import Source
from orepath.sources.importing import described


@dataclass(frozen=True)
class Edition:
    """An edition of a dataset in a release: when it was public, and its rows by table."""

    release: str
    edition: str
    recorded: date
    rows: dict[str, int]

    def age(self, today: date) -> int:
        """Days since the edition was public."""
        return (today - self.recorded).days


@dataclass(frozen=True)
class Listed:
    """A dataset, and its editions in use, the newest first; none where nothing of it is in use."""

    source: Source
    editions: tuple[Edition, ...]

    @property
    def rows(self) -> int:
        """Rows of all editions and tables."""
        return sum(sum(edition.rows.values()) for edition in self.editions)


def listed(releases: Sequence[Release]) -> list[Listed]:
    """All datasets by id, with what some releases hold of them."""
    found: dict[str, dict[tuple[str, str], Edition]] = {dataset: {} for dataset in described()}
    for release in releases:
        for file in release.tables:
            editions = found.setdefault(file.dataset, {})
            made = editions.setdefault((release.id, file.edition), Edition(release.id, file.edition, file.recorded, {}))
            made.rows[file.table] = made.rows.get(file.table, 0) + file.rows
    return [
        Listed(
            source, tuple(sorted(found[dataset].values(), key=lambda each: (each.recorded, each.edition), reverse=True))
        )
        for dataset, source in described().items()
    ]
