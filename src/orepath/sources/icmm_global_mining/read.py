"""From the workbook to sites."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

from orepath.errors import Fault, SourceError, fault
from orepath.evidence.faults import Faults
from orepath.evidence.headings import differing
from orepath.evidence.reading import Reading, Sink, check_counts, refuse
from orepath.evidence.sites import nearer_exchanged, site_rows
from orepath.evidence.workbook.opening import Workbook, open_workbook, text_of_cell
from orepath.sources.icmm_global_mining.listed import SOURCE, Listed, listed, odd_columns

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
    refuse(faults)
    refuse(check_counts(SOURCE, _counts(sites), path.name))
    rows = [row for one in sites for row in site_rows(one.site)]
    sink.statements(rows)
    sink.progress(1, 1)
    notes = _notes(sites, len(rows)) + ([] if recorded else [SOURCE.says("undated", edition=edition)])
    return Reading(edition, recorded, len(sites), len(rows), (), tuple(notes))


def _sites(workbook: Workbook, sink: Sink, faults: list[Fault]) -> list[Listed]:
    where = f"{workbook.path.name}, sheet {SHEETS['sites']}"
    cells = workbook.cells(SHEETS["sites"])
    refuse(each for each in check_counts(SOURCE, {"sites": len(cells)}, where) if each.code == "count_above")
    names = [text_of_cell(cell).strip() for cell in cells[0]] if cells else []
    sink.found_columns(SHEETS["sites"], names)
    shown = differing([name for name in names if name], SHEETS["columns"], ())
    if shown:
        faults.append(fault("wrong_columns", f"{where}, row 1", dataset=SOURCE.id, **shown))
        return []
    odd = odd_columns(dict(zip(names, zip(*cells[1:], strict=True), strict=False)))
    first: dict[str, int] = {}
    found = []
    for number, row in enumerate(cells[1:], start=2):
        said = {name: cell.strip() if isinstance(cell, str) else cell for name, cell in zip(names, row, strict=True)}
        if set(said.values()) <= {""}:
            continue
        if one := listed(said, f"{where}, row {number}", odd, faults):
            if first.setdefault(one.site.id, number) != number:
                key, row_number = one.site.id, first[one.site.id]
                faults.append(fault("duplicate_key", one.site.locator, key=key, first=row_number))
            found.append(one)
    return found


def _edition(workbook: Workbook, faults: list[Fault]) -> tuple[str, date | None]:
    about = "\n".join(text_of_cell(cell) for row in workbook.cells(SHEETS["about"]) for cell in row if cell != "")
    title = TITLE.search(about)
    if not title:
        where = f"{workbook.path.name}, sheet {SHEETS['about']}"
        faults.append(fault("wrong_edition", where, found="-", expected="Global Mining Dataset - (month year)"))
        return "", None
    known = SOURCE.raw["editions"].get(title[1])
    return (known["edition"], known["recorded"]) if known else (title[1], None)


def _counts(sites: list[Listed]) -> dict[str, float]:
    exchanged = sum(nearer_exchanged(one.site.place, *one.point) for one in sites)
    share = "share of sites nearer to the centre of their place with latitude and longitude exchanged"
    return {
        "sites": len(sites),
        "places": len({one.site.place for one in sites}),
        share: exchanged / max(1, len(sites)),
    }


def _notes(sites: list[Listed], kept: int) -> list[str]:
    none = sum(not one.site.minerals for one in sites)
    notes = [SOURCE.says("minerals", sites=len(sites), kept=kept, none=none)]
    if new := sorted({word for one in sites for word in one.new}):
        notes.append(SOURCE.says("new", count=len(new), words=", ".join(new[:50])))
    if signs := [one.site.id for one in sites if one.sign]:
        notes.append(SOURCE.says("minus", count=len(signs), where=", ".join(signs)))
    if far := Counter(one.site.place for one in sites if one.far):
        places = ", ".join(f"{place} {count}" for place, count in far.most_common())
        notes.append(SOURCE.says("far", count=far.total(), km=SOURCE.raw["far_km"], places=places))
    return notes
