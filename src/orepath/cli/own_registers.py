"""A ministry's own registers beside the releases."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from orepath.errors import InputError, SourceError
from orepath.evidence.reading import Sink
from orepath.evidence.release import Release, describe, publish, staging
from orepath.reference.in_use import open_evidence
from orepath.sources.ministry_registers.read import SOURCE, read_registers

REFERRED_TO = ("measure", "domestic_measure", "investment_instrument")


@contextmanager
def own_registers(folder: Path | None, day: date) -> Iterator[tuple[Release, ...]]:
    """The registers of a folder as a release of their own, gone afterwards; nothing where no folder is named.

    Raises
    ------
    InputError
        With every fault of every file.
    """
    if folder is None:
        yield ()
        return
    with tempfile.TemporaryDirectory(prefix="orepath-") as place, staging(Path(place)) as staged:
        sink = Sink(staged)
        try:
            reading = read_registers(folder, sink, _known())
        except SourceError as error:
            raise InputError(error.faults) from error
        manifest = describe([(SOURCE, reading, sink)], staged, day)
        yield (publish(staged, Path(place), manifest, SOURCE.id),)


def _known() -> set[str]:
    """Keys of records in the releases in use, to which a ministry's records may refer."""
    rows = open_evidence().rows("select row_key from statements where property in (select unnest(?))", [[*REFERRED_TO]])
    return {row["row_key"] for row in rows}
