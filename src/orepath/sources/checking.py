"""A new edition beside the last one, before it is imported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from orepath.evidence.comparing import Compared, Tables, compare, of_files, of_sink
from orepath.evidence.files import present
from orepath.evidence.reading import Progress, Reading, Sink, silent
from orepath.evidence.release import Release
from orepath.sources.importing import reader

FEWER = 0.1
"""A property of which more than this share of statements is gone is pointed to."""


@dataclass(frozen=True)
class Point:
    """Something a person should look at before the edition is accepted."""

    kind: str
    what: str
    before: int
    after: int


@dataclass(frozen=True)
class Checked:
    """What a file holds, beside the edition it is compared with; nothing to compare with gives ``compared`` None."""

    dataset: str
    reading: Reading
    release: str | None
    edition: str | None
    recorded: date | None
    compared: Compared | None

    @property
    def points(self) -> tuple[Point, ...]:
        """What a person should look at; none where the new edition only adds."""
        if self.compared is None:
            return ()
        found = [
            Point("columns", columns.part, len(columns.gone), len(columns.added)) for columns in self.compared.columns
        ]
        found += [
            Point("fewer", count.property_, count.before, count.after)
            for count in self.compared.counts
            if count.before and count.after < (1 - FEWER) * count.before
        ]
        if self.compared.restated_count:
            same = sum(count.same for count in self.compared.counts)
            found.append(Point("restated", "", same, self.compared.restated_count))
        return tuple(found)


def check(
    dataset: str,
    path: Path,
    releases: Sequence[Release],
    over: float = 0.05,
    most: int = 20,
    progress: Progress = silent,
) -> Checked:
    """Read a file as an import would, keep nothing, and compare it with the last edition in use.

    The last edition is that of the same name; where there is none, the one that speaks of most of the same subjects,
    the newest of equals.

    Raises
    ------
    InputError
        Where there is nothing at the path.
    SourceError
        With every fault found.
    """
    chosen = reader(dataset)
    present(path)
    with TemporaryDirectory(prefix="orepath-check-") as folder:
        sink = Sink(Path(folder), progress)
        reading = chosen.read(path, sink)
        after = of_sink(sink)
        found = _last(dataset, reading.edition, releases, after)
        if found is None:
            return Checked(dataset, reading, None, None, None, None)
        release, edition, recorded, before = found
        return Checked(dataset, reading, release, edition, recorded, compare(before, after, over, most))


def _last(
    dataset: str, edition: str, releases: Sequence[Release], after: Tables
) -> tuple[str, str, date, Tables] | None:
    editions = _editions(dataset, releases)
    same = [found for (_, name), found in editions.items() if name == edition]
    others = list(editions.values())
    candidates = same[-1:] or others
    if len(candidates) < 2:
        return candidates[0] if candidates else None

    def likeness(found: tuple[str, str, date, Tables]) -> tuple[int, date, str]:
        counts = compare(found[3], after, 1.0, 0).counts
        return sum(count.same for count in counts), found[2], found[1]

    return max(candidates, key=likeness)


def _editions(dataset: str, releases: Sequence[Release]) -> Mapping[tuple[str, str], tuple[str, str, date, Tables]]:
    found = {}
    for release in releases:
        for name in sorted({file.edition for file in release.tables if file.dataset == dataset}):
            files = [file for file in release.tables if (file.dataset, file.edition) == (dataset, name)]
            tables = of_files(files, release.columns.get(dataset, {}))
            found[release.id, name] = (release.id, name, max(file.recorded for file in files), tables)
    return found
