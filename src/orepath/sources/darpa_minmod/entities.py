"""The tables of entities, by which an identifier becomes a name."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from orepath.errors import Fault, SourceError, fault
from orepath.evidence.csv_rows import csv_rows
from orepath.evidence.files import bounded_file
from orepath.evidence.headings import parted_fault
from orepath.evidence.reading import refuse, text_of
from orepath.sources.darpa_minmod.dataset import NAME, RESOURCE, SOURCE

FOLDER = "entities"
KINDS: dict[str, dict[str, str]] = SOURCE.raw["entities"]
"""The tables, each with the names of its columns."""
LEVELS = 5
"""How far above what is read the folder of entities is looked for."""


@dataclass(frozen=True)
class Entities:
    """Names and codes by the whole identifier; empty where no table was found.

    Parameters
    ----------
    tables
        By kind, then by identifier: commodity, country (its ISO code), state_or_province, deposit_type, unit, crs,
        category, commodity_form.
    folder
        Where the tables are.
    """

    tables: dict[str, dict[str, str]] = field(default_factory=dict)
    folder: Path | None = None

    def find(self, kind: str, identifier: str | None) -> str | None:
        """What an identifier stands for, or None."""
        return self.tables.get(kind, {}).get(identifier) if identifier else None


def entities_near(path: Path) -> Entities:
    """The tables in the folder given, or in the nearest folder above that has them.

    Raises
    ------
    SourceError
        Where some tables are there and others are not, or with every fault of those that cannot be read.
    """
    start = path.absolute()
    for place in (start, *start.parents[:LEVELS]):
        folder = place / FOLDER
        lacking = [f"{kind}.csv" for kind in KINDS if not (folder / f"{kind}.csv").is_file()]
        if len(lacking) == len(KINDS):
            continue
        if lacking:
            raise SourceError(fault("folder_lacks", str(folder), missing=", ".join(lacking)))
        faults: list[Fault] = []
        tables = {
            kind: _table(folder / f"{kind}.csv", columns["id"], columns["name"], faults)
            for kind, columns in KINDS.items()
        }
        refuse(faults)
        return Entities(tables, folder)
    return Entities()


def _table(path: Path, key: str, name: str, faults: list[Fault]) -> dict[str, str]:
    file = f"{FOLDER}/{path.name}"
    rows = csv_rows(text_of(bounded_file(path, SOURCE.raw["most_bytes_of_a_table"]), "utf-8"), file, faults)
    header = next(rows, (1, []))[1]
    if missing := [column for column in (key, name) if header.count(column) != 1]:
        shown = {"missing": ", ".join(missing), "found": ", ".join(header[:30]) or "-"}
        where = f"{file}, row 1"
        faults.append(
            parted_fault(header, (key, name), where) or fault("columns_missing", where, dataset=NAME, **shown)
        )
        return {}
    found: dict[str, str] = {}
    lines: dict[str, int] = {}
    for line, cells in rows:
        if len(cells) != len(header):
            faults.append(fault("ragged_row", f"{file}, row {line}", found=len(cells), expected=len(header)))
            continue
        row = dict(zip(header, cells, strict=True))
        if lines.setdefault(row[key], line) != line:
            faults.append(fault("duplicate_key", f"{file}, row {line}", key=row[key], first=lines[row[key]]))
        found[RESOURCE + row[key]] = row[name]
    return found
