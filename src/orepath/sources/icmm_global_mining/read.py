"""From the workbook to sites."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from orepath.errors import Fault, SourceError, fault
from orepath.evidence.faults import Faults
from orepath.evidence.headings import differing
from orepath.evidence.reading import Reading, Sink, check_counts, refuse
from orepath.evidence.workbook.opening import Workbook, open_workbook, text_of_cell
from orepath.sources.icmm_global_mining.cells import SOURCE, Columns, check, doubtful, odd_columns
from orepath.sources.icmm_global_mining.listed import Sites, listed

__all__ = ["SOURCE", "read"]

SHEETS = SOURCE.raw["sheets"]
TITLE = re.compile(r"Global Mining Dataset - (\w+ \d{4})")


def read(path: Path, sink: Sink) -> Reading:
    """Read the publisher's workbook.

    Raises
    ------
    SourceError
        With every fault found.
    """
    workbook = open_workbook(path, SOURCE.raw["most_bytes"])
    if missing := [SHEETS[name] for name in ("about", "sites") if SHEETS[name] not in workbook.sheets]:
        detail = "no sheet " + ", ".join(missing)
        raise SourceError(fault("wrong_dataset", path.name, dataset=SOURCE.id, detail=detail))
    faults = Faults()
    sites = _sites(workbook, sink, faults)
    edition, recorded = _edition(workbook, faults)
    if sites is None or faults:
        raise SourceError(faults)
    refuse(check_counts(SOURCE, _counts(sites), path.name))
    sink.statements(sites.statements)
    sink.progress(1, 1)
    notes = _notes(sites) + ([] if recorded else [SOURCE.says("undated", edition=edition)])
    return Reading(edition, recorded, len(sites.ids), sites.statements.num_rows, (), tuple(notes))


def _sites(workbook: Workbook, sink: Sink, faults: list[Fault]) -> Sites | None:
    """The sites of the list; None, with faults, where something is wrong."""
    where = f"{workbook.path.name}, sheet {SHEETS['sites']}"
    cells = workbook.cells(SHEETS["sites"])
    refuse(each for each in check_counts(SOURCE, {"sites": len(cells)}, where) if each.code == "count_above")
    names = [text_of_cell(cell).strip() for cell in cells[0]] if cells else []
    sink.found_columns(SHEETS["sites"], names)
    shown = differing([name for name in names if name], SHEETS["columns"], ())
    if shown:
        faults.append(fault("wrong_columns", f"{where}, row 1", dataset=SOURCE.id, **shown))
        return None
    raw = dict(zip(names, zip(*cells[1:], strict=True), strict=False)) or dict.fromkeys(names, ())
    said = {name: [cell.strip() if isinstance(cell, str) else cell for cell in each] for name, each in raw.items()}
    rows = [at for at, row in enumerate(zip(*said.values(), strict=True)) if any(row) or set(row) != {""}]
    columns = said if len(rows) == len(cells) - 1 else {name: [each[at] for at in rows] for name, each in said.items()}
    numbers = [at + 2 for at in rows]
    if rows_in_doubt := doubtful(columns):
        _check_rows(rows_in_doubt, columns, odd_columns(raw), numbers, where, faults)
    return None if faults else listed(columns, numbers, where)


def _check_rows(
    rows: Iterable[int],
    columns: Columns,
    odd: frozenset[str],
    numbers: Sequence[int],
    where: str,
    faults: list[Fault],
) -> None:
    first: dict[str, int] = {}
    for at in rows:
        before, number, row = len(faults), numbers[at], {name: each[at] for name, each in columns.items()}
        check(row, f"{where}, row {number}", odd, faults)
        if len(faults) == before and (earlier := first.setdefault(row["ICMMID"], number)) != number:
            faults.append(fault("duplicate_key", f"{where}, row {number}", key=row["ICMMID"], first=earlier))


def _edition(workbook: Workbook, faults: list[Fault]) -> tuple[str, date | None]:
    about = "\n".join(text_of_cell(cell) for row in workbook.cells(SHEETS["about"]) for cell in row if cell != "")
    title = TITLE.search(about)
    if not title:
        where = f"{workbook.path.name}, sheet {SHEETS['about']}"
        faults.append(fault("wrong_edition", where, found="-", expected="Global Mining Dataset - (month year)"))
        return "", None
    known = SOURCE.raw["editions"].get(title[1])
    return (known["edition"], known["recorded"]) if known else (title[1], None)


def _counts(sites: Sites) -> dict[str, float]:
    share = "share of sites nearer to the centre of their place with latitude and longitude exchanged"
    return {
        "sites": len(sites.ids),
        "places": len(set(sites.places)),
        share: sites.exchanged / max(1, len(sites.ids)),
    }


def _notes(sites: Sites) -> list[str]:
    count, kept = len(sites.ids), sites.statements.num_rows
    notes = [SOURCE.says("minerals", sites=count, kept=kept, none=sites.nameless)]
    if new := sorted(sites.new):
        notes.append(SOURCE.says("new", count=len(new), words=", ".join(new[:50])))
    if sites.signs:
        notes.append(SOURCE.says("minus", count=len(sites.signs), where=", ".join(sites.signs)))
    if far := Counter(place for place, note in zip(sites.places, sites.notes, strict=True) if note):
        places = ", ".join(f"{place} {count}" for place, count in far.most_common())
        notes.append(SOURCE.says("far", count=far.total(), km=SOURCE.raw["far_km"], places=places))
    return notes
