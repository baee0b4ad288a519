"""From the tables of the study to statements."""

from __future__ import annotations

from pathlib import Path

from orepath.errors import SourceError
from orepath.evidence.csv_rows import table_rows
from orepath.evidence.files import files_of
from orepath.evidence.reading import Reading, Sink, check_counts, refuse, text_of
from orepath.sources.ec_crm_2023.names import is_material
from orepath.sources.ec_crm_2023.scores import risk, uses
from orepath.sources.ec_crm_2023.shares import short_sums, supply
from orepath.sources.ec_crm_2023.tally import FILES, SOURCE, Row, Tally

__all__ = ["FILES", "SOURCE", "read"]

ENCODING = "cp1252"  # the header of the uses holds a euro sign as byte 0x80


def read(path: Path, sink: Sink) -> Reading:
    """Read the folder of the study's tables.

    Raises
    ------
    SourceError
        Where a file is missing, or with every fault of every file.
    """
    paths = files_of(path, [entry["name"] for entry in FILES.values()])
    tally = Tally()
    rows: dict[str, list[Row]] = {}
    for number, (role, file) in enumerate(zip(FILES, paths, strict=True)):
        sink.progress(number, len(paths))
        sink.found_columns(file.name, FILES[role]["columns"])
        rows[role] = _rows(file, FILES[role]["columns"], tally)
    sink.progress(len(paths), len(paths))
    counts = {
        "rows of global supply": len(rows["global"]),
        "rows of EU supply": len(rows["eu"]),
        "rows of risk over time": len(rows["risk"]),
        "rows of uses": len(rows["uses"]),
        "rows of groups": len(rows["groups"]),
    }
    refuse(tally.faults + check_counts(SOURCE, dict(counts), path.name))
    supply(rows["global"], FILES["global"], tally)
    supply(rows["eu"], FILES["eu"], tally)
    risk(rows["risk"], tally)
    uses(rows["uses"], tally)
    refuse(tally.faults)
    sink.statements(tally.statements)
    read_rows = sum(counts.values())
    kept = read_rows - counts["rows of groups"] - len(tally.refused)
    notes = [short_sums(item, sums) for item, sums in tally.sums.items()]
    notes.append(f"{FILES['groups']['name']}: {counts['rows of groups']} rows of grouping, no figures")
    return Reading(SOURCE.edition, SOURCE.published, read_rows, kept, tuple(tally.refused), tuple(notes))


def _rows(file: Path, columns: list[str], tally: Tally) -> list[Row]:
    try:
        content = text_of(file, ENCODING, SOURCE.raw["most_bytes"])
    except SourceError as error:
        tally.faults.extend(error.faults)
        return []
    rows = list(table_rows(content, file.name, columns, SOURCE.id, tally.faults))
    cleaned = [(line, {key: " ".join(cell.split()) for key, cell in row.items()}) for line, row in rows]
    for line, row in cleaned:
        if "Material" in row and not is_material(row["Material"]):
            tally.wrong(f"{file.name}, row {line}", "Material", row["Material"], "a material of the study")
    return cleaned
