"""From the department's files to statements."""

from __future__ import annotations

from pathlib import Path

from orepath.evidence.reading import Reading, Sink, refuse
from orepath.sources.us_dol_labour import listed_goods, ratifications
from orepath.sources.us_dol_labour.kinds import SOURCE, open_all
from orepath.sources.us_dol_labour.tally import Tally

__all__ = ["SOURCE", "read"]


def read(path: Path, sink: Sink) -> Reading:
    """Read one of the department's files, or a folder with any of them.

    Raises
    ------
    SourceError
        With every fault found.
    """
    opened, others = open_all(path)
    tally = Tally()
    for number, file in enumerate(opened):
        sink.progress(number, len(opened))
        if file.kind in ("list", "workbook", "published_list", "procurement_list"):
            listed_goods.add(file, tally)
        if file.kind in ("profiles", "workbook"):
            ratifications.add(file, tally)
    sink.progress(len(opened), len(opened))
    refuse(tally.faults)
    for part, columns in tally.columns.items():
        sink.found_columns(part, columns)
    sink.statements(tally.statements)
    notes = [*tally.notes, *(f"{name}: not a file of this dataset; left alone" for name in others)]
    edition = ", ".join(sorted(set(tally.editions)))
    return Reading(edition, None, tally.read, len(tally.statements), tuple(tally.refused), tuple(notes))
