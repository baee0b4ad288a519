"""From the transcription of the explorer to statements."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from orepath.errors import Fault, UnknownName, fault
from orepath.evidence.faults import Faults
from orepath.evidence.reading import Reading, Refused, Sink, check_counts, refuse
from orepath.sources.iea_critical_minerals.demand import demand
from orepath.sources.iea_critical_minerals.document import load
from orepath.sources.iea_critical_minerals.rows import SOURCE, UNIT
from orepath.sources.iea_critical_minerals.supply import overlaps, supply

__all__ = ["SOURCE", "read"]

TABLES = ("totalDemand", "supply", "cleantechByTech", "cleantechByMineral", "byTechnology")


def read(path: Path, sink: Sink) -> Reading:
    """Read the transcription's JSON file.

    Raises
    ------
    SourceError
        With every fault found.
    """
    document = load(path, SOURCE.raw["most_bytes"])
    refuse(_identity(document, path.name))
    refuse(_names(document, path.name))
    faults = Faults()
    refused: list[Refused] = []
    supplied = supply(document, faults, refused)
    sink.progress(1, 2)
    demanded, repeats = demand(document, faults)
    refuse(Fault(found.code, f"{path.name}#{found.where}", found.values) for found in faults)
    rows = [{**row, "locator": f"{path.name}#{row['locator']}"} for row in supplied + demanded]
    largest = max((row["value"] or 0.0 for row in supplied), default=0.0) / UNIT.factor
    counts = {"supply figures": len(supplied), "demand figures": len(demanded), "largest supply figure (kt)": largest}
    refuse(check_counts(SOURCE, counts, path.name))
    sink.found_columns("keys", document)
    sink.statements(rows)
    sink.progress(2, 2)
    notes = (
        f"{overlaps(supplied)} figures of the rest of the world hold a country that is listed by itself too; kept",
        f"{repeats} series of demand repeat those of a fuller table; left out",
        "shares (top3Share, cleanShare) are not read: they follow from the figures",
    )
    return Reading(SOURCE.edition, SOURCE.published, len(rows) + len(refused), len(rows), tuple(refused), notes)


def _identity(document: dict[str, Any], file: str) -> Iterator[Fault]:
    """The faults of a document that is another dataset or another edition."""
    said = str(document.get("source", ""))
    missing = [name for name in TABLES if not isinstance(document.get(name), dict)]
    if not said.startswith(SOURCE.raw["title_in_file"]):
        detail = f"'source' says {said[:80]!r}"
        yield fault("wrong_dataset", file, dataset=SOURCE.id, detail=detail)
    elif f"({SOURCE.edition})" not in said:
        yield fault("wrong_edition", f"{file}#/source", found=said[:80], expected=SOURCE.edition)
    if missing:
        yield fault("wrong_columns", file, dataset=SOURCE.id, missing=", ".join(missing), extra="-")


def _names(document: dict[str, Any], file: str) -> Iterator[Fault]:
    """The faults of minerals that are not known."""
    known = SOURCE.raw["minerals"]
    for name in ("totalDemand", "supply", "cleantechByTech", "cleantechByMineral"):
        for mineral in document[name]:
            if mineral not in known:
                yield from UnknownName("mineral", mineral, list(known), f"{file}#/{name}").faults
    for technology, entry in document["byTechnology"].items():
        minerals = entry.get("minerals", {}) if isinstance(entry, dict) else {}
        for mineral in minerals if isinstance(minerals, dict) else {}:
            if mineral not in known and not mineral.startswith("Total "):
                yield from UnknownName("mineral", mineral, list(known), f"{file}#/byTechnology/{technology}").faults
