"""Minerals per kWh by chemistry, from the sheets of the workbooks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from orepath.errors import SourceError, fault
from orepath.evidence.headings import differing
from orepath.evidence.workbook.opening import Cell, column_letters, open_workbook
from orepath.sources.busch_battery_intensities.tally import MOST, SOURCE, Tally

NOTES = "Notes"
MINERALS, CONTROL = SOURCE.raw["minerals"], SOURCE.raw["control"]["names"]
Row = dict[str, Any]


def from_workbook(path: Path, tally: Tally) -> None:
    """Add the intensities of a workbook.

    Raises
    ------
    SourceError
        Where it cannot be opened, or is another.
    """
    workbook = open_workbook(path, SOURCE.raw["most_bytes"])
    entry = next((one for one in SOURCE.raw["workbooks"] if one["sheet"] in workbook.sheets), None)
    if entry is None:
        detail = "no sheet " + " / ".join(one["sheet"] for one in SOURCE.raw["workbooks"])
        raise SourceError(fault("wrong_dataset", path.name, dataset=SOURCE.id, detail=detail))
    notes = workbook.cells(NOTES) if NOTES in workbook.sheets else []
    if not any(str(cell).strip() == entry["says"] for row in notes for cell in row):
        found = next((str(cell) for row in notes for cell in row if "BatPac" in str(cell)), "-")
        raise SourceError(fault("wrong_edition", f"{path.name}, sheet {NOTES}", found=found, expected=entry["says"]))
    tally.begin(entry["version"], path.name)
    others = ", ".join(name for name in workbook.sheets if name != entry["sheet"])
    tally.notes.append(SOURCE.says("sheets", file=path.name, sheets=others))
    where = f"{path.name}, sheet {entry['sheet']}"
    _sheet(workbook.cells(entry["sheet"]), entry, where, path.name, tally)


def _sheet(cells: list[list[Cell]], entry: Row, where: str, file: str, tally: Tally) -> None:
    header = [str(cell).strip() for cell in cells[0]] if cells else []
    if shown := differing(header, entry["columns"], ()):
        tally.faults.append(fault("wrong_columns", f"{where}, row 1", dataset=SOURCE.id, **shown))
        return
    tally.columns[entry["sheet"]] = header
    rows = [(number, dict(zip(header, row, strict=True))) for number, row in enumerate(cells[1:], 2) if any(row)]
    control = 0
    letter = column_letters(header.index("kg_per_kwh"))
    for number, row in rows:
        control += row["Mineral"] in CONTROL
        _row(row, entry["version"], f"{where}, row {number}", f"{where}, cell {letter}{number}", tally)
    tally.read += len(rows)
    if len(rows) != entry["rows"]:
        code, bound = ("count_below", "minimum") if len(rows) < entry["rows"] else ("count_above", "maximum")
        tally.faults.append(fault(code, where, what="rows", found=len(rows), **{bound: entry["rows"]}))
    tally.notes.append(SOURCE.says("control", file=file, count=control))


def _row(row: Row, version: str, where: str, cell: str, tally: Tally) -> None:
    name, chemistry, value = str(row["Mineral"]), str(row["chemistry"]).strip(), row["kg_per_kwh"]
    key = f"{version}|{name}|{chemistry}"
    tally.once(key, where)
    if not chemistry:
        tally.wrong(where, "chemistry", chemistry, "LFP, NMC 811, …")
    if name not in MINERALS and name not in CONTROL:
        tally.wrong(where, "Mineral", name, ", ".join([*MINERALS, *CONTROL]))
        return
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= MOST["kg_per_kwh"]:
        tally.wrong(where, "kg_per_kwh", value, f"0 … {MOST['kg_per_kwh']:,}")
        return
    if name in CONTROL:
        if value != 1:
            tally.wrong(where, "kg_per_kwh", value, "1")
        return
    entry = MINERALS[name]
    said = [str(row[column]).strip() for column in ("Source", "Electrolyte", "Anode") if column in row]
    parts = [chemistry, *([] if entry.get("mineral") else [name]), version]
    tally.add(
        key,
        cell,
        property="mineral_intensity",
        mineral=entry.get("mineral"),
        stage="cell",
        item=", ".join(parts),
        value=float(value),
        unit="kg_per_kwh",
        text="; ".join([name, *said]),
        original=str(int(value)) if float(value).is_integer() else repr(float(value)),
        note=entry.get("note"),
    )
