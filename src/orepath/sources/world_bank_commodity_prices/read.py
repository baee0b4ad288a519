"""The monthly or the annual workbook into statements."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from orepath.errors import Fault, SourceError, fault
from orepath.evidence.faults import Faults
from orepath.evidence.files import bounded_file
from orepath.evidence.leaps import leaps_of
from orepath.evidence.reading import Reading, Sink, check_counts, refuse
from orepath.evidence.source import source
from orepath.evidence.workbook.opening import Workbook, begins_as_workbook, open_workbook
from orepath.sources.world_bank_commodity_prices.description import description
from orepath.sources.world_bank_commodity_prices.sheet import MOST_FAULTS, Sheet, sheet
from orepath.sources.world_bank_commodity_prices.statements import SERIES, statements

__all__ = ["SOURCE", "read"]

SOURCE = source("orepath.sources.world_bank_commodity_prices")
FORMS: dict[str, dict[str, Any]] = SOURCE.raw["forms"]


def read(path: Path, sink: Sink) -> Reading:
    """Read one of the two workbooks.

    Raises
    ------
    SourceError
        With every fault found.
    """
    book = _opened(path)
    name, form = next((name, form) for name, form in FORMS.items() if set(form["sheets"]) <= set(book.sheets))
    faults = Faults()
    sheets: dict[str, Sheet] = {}
    for title in form["sheets"]:
        if found := sheet(book, title, form["frequency"], faults):
            sheets[title] = found
            prices = "price" in form["sheets"][title]
            faults += _counted(found, form["frequency"], "series" if prices else "indices")
            faults += _columns(found) if prices else []
    refuse(faults)
    for title, found in sheets.items():
        sink.found_columns(title, [f"{column.name} ({column.unit})" for column in found.columns])
    said = description(book)
    tables = [statements(title, form["sheets"][title], found, said, faults) for title, found in sheets.items()]
    refuse(faults)
    made = pa.concat_tables(tables).unify_dictionaries()
    refuse(islice(leaps_of(made, SOURCE.raw["most_leap"]), MOST_FAULTS))
    sink.statements(made)
    sink.progress(1, 1)
    day = min(found.updated for found in sheets.values())
    return Reading(f"{day:%Y-%m} {name}", day, made.num_rows, made.num_rows, (), _notes(book, form, made))


def _opened(path: Path) -> Workbook:
    bounded_file(path, SOURCE.raw["most_bytes"])
    if not begins_as_workbook(path):
        raise SourceError(fault("wrong_dataset", path.name, dataset=SOURCE.id, detail="not a workbook"))
    book = open_workbook(path, SOURCE.raw["most_bytes"])
    if not any(set(form["sheets"]) <= set(book.sheets) for form in FORMS.values()):
        wanted = " / ".join(", ".join(form["sheets"]) for form in FORMS.values())
        detail = f"sheets {', '.join(book.sheets) or '-'}; the workbooks read have {wanted}"
        raise SourceError(fault("wrong_dataset", path.name, dataset=SOURCE.id, detail=detail))
    return book


def _counted(found: Sheet, frequency: str, kind: str) -> list[Fault]:
    """The faults of a sheet that ends early, or has fewer or more columns than any of its kind."""
    return check_counts(SOURCE, {f"{frequency}s": len(found.lines), kind: len(found.columns)}, found.where)


def _columns(found: Sheet) -> list[Fault]:
    """The faults of the header of prices: series that lack, and units that lack or are not those of the series."""
    faults = []
    named = {column.name for column in found.columns}
    if missing := [name for name, entry in SERIES.items() if "mineral" in entry and name not in named]:
        said = {"missing": ", ".join(missing), "extra": "-"}
        faults.append(fault("wrong_columns", found.where, dataset=SOURCE.id, **said))
    for column in found.columns:
        allowed = SERIES.get(column.name, {}).get("unit", column.unit)
        if column.unit != allowed or not (column.unit or column.name in SOURCE.raw["index_columns"]):
            values = {"column": column.name, "found": column.unit, "allowed": allowed or "a unit in brackets"}
            faults.append(fault("bad_cell", found.where, **values))
    return faults


def _notes(book: Workbook, form: dict[str, Any], made: pa.Table) -> tuple[str, ...]:
    rest = [name for name in book.sheets if name not in form["sheets"] and name != "Description"]
    units, statuses = _counts(made["unit"]), _counts(made["status"])
    own = sorted(set(units) - {"usd_per_t", "index"})
    plain = sorted(made["item"].filter(made["note"].is_null()).unique().to_pylist())
    notes = [SOURCE.says("converted", count=units["usd_per_t"], own=", ".join(own) or "-")]
    notes += [SOURCE.says("missing", count=statuses["not_available"])] if statuses["not_available"] else []
    notes += [SOURCE.says("estimated", count=statuses["estimated"])] if statuses["estimated"] else []
    notes += [SOURCE.says("undescribed", names=", ".join(plain))] if plain else []
    notes += [SOURCE.says("sheets", names=", ".join(rest))] if rest else []
    return tuple(notes)


def _counts(column: pa.ChunkedArray) -> Counter[str]:
    return Counter({each["values"]: each["counts"] for each in column.value_counts().to_pylist()})
