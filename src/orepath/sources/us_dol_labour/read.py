"""From the department's files to statements."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

from orepath.evidence.reading import Reading, Sink, refuse
from orepath.sources.us_dol_labour import listed_goods, ratifications
from orepath.sources.us_dol_labour.kinds import ROOTS, SOURCE, open_all
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
    for number, (file, content) in enumerate(opened):
        sink.progress(number, len(opened))
        if isinstance(content, Element):
            add = listed_goods.from_xml if ROOTS[content.tag] == "list" else ratifications.from_xml
            add(content, file.name, tally)
            continue
        sheets = SOURCE.raw["sheets"]
        if sheets["goods"]["name"] in content.sheet_names:
            listed_goods.from_workbook(content, file.name, tally)
        if sheets["ratifications"]["name"] in content.sheet_names:
            ratifications.from_workbook(content, file.name, tally)
    sink.progress(len(opened), len(opened))
    refuse(tally.faults)
    sink.statements(tally.statements)
    notes = [*tally.notes, *(f"{name}: not a file of this dataset; left alone" for name in others)]
    edition = ", ".join(sorted(set(tally.editions)))
    return Reading(edition, None, tally.read, len(tally.statements), tuple(tally.refused), tuple(notes))
