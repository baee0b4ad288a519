"""Rows of the Consolidated Screening List: CSV, TSV or JSON, with the columns of before or after it had ids."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from orepath.errors import SourceError, fault
from orepath.evidence.csv_rows import csv_rows
from orepath.evidence.headings import differing
from orepath.evidence.json_file import broken, called, is_json, json_text, refuse_many
from orepath.evidence.reading import text_of
from orepath.sources.us_screening_list.party import SOURCE, Tally

FORM = SOURCE.raw["consolidated"]
SINGLE, SEVERAL, VESSEL, NESTED, IDS = (tuple(FORM[key]) for key in ("single", "several", "vessel", "nested", "id"))
COLUMNS = (*SINGLE, *SEVERAL, *VESSEL, *NESTED)

FLAT, NUMBER = ("addresses", "ids"), "entity_number"
"""Columns whose values may be objects of a JSON, and the one that may be a number."""

Row = dict[str, Any]
Found = Iterator[tuple[str, int, Row]]
"""Where a row stands, its number, and its cells by column."""


def rows_of(path: Path, columns: dict[str, list[str]], tally: Tally) -> Found:
    """The rows of a file; `columns` takes the columns found."""
    content = text_of(path, "utf-8").removeprefix("\ufeff")
    read = _json_rows if is_json(path) else _table_rows
    return read(content, path.name, columns, tally)


def is_list(head: str) -> bool:
    """Whether a text begins like the list: with its header, or as the JSON it comes in."""
    first = head.lstrip("\ufeff \t\r\n").partition("\n")[0]
    header = set(re.split(r"[,\t]", first.replace('"', "").strip()))
    return '"results"' in head or '"alt_names"' in head or {"source", "name", "alt_names"} <= header


def _table_rows(content: str, file: str, columns: dict[str, list[str]], tally: Tally) -> Found:
    delimiter = "\t" if "\t" in content.partition("\n")[0] else ","
    rows = csv_rows(content, file, tally.faults, delimiter)
    header = [name.strip() for name in next(rows, (1, []))[1]]
    shown = differing(header, COLUMNS, IDS)
    if shown:
        raise SourceError(fault("wrong_columns", f"{file}, row 1", dataset=SOURCE.id, **shown))
    columns[file] = header
    last: list[str] = []
    for line, cells in rows:
        last = cells
        if len(cells) != len(header):
            tally.faults.append(fault("ragged_row", f"{file}, row {line}", found=len(cells), expected=len(header)))
            continue
        yield f"{file}, row {line}", line, {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    if last and last[-1] and not content.endswith(("\n", "\r", '"')):
        tally.faults.append(fault("file_truncated", file, detail=f"… {last[-1][-20:]}"))


def _json_rows(content: str, file: str, columns: dict[str, list[str]], tally: Tally) -> Found:
    parsed = _parsed(content, file)
    rows = parsed.get("results") if isinstance(parsed, dict) else parsed
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise SourceError(fault("wrong_dataset", file, dataset=SOURCE.id, detail="results: [{…}]"))
    keys = list(dict.fromkeys(key for row in rows for key in row))
    missing = [key for key in ("source", "name") if key not in keys]
    extra = [key for key in keys if key not in (*COLUMNS, *IDS)]
    if missing or extra:
        shown = {"missing": ", ".join(missing) or "-", "extra": ", ".join(extra[:20]) or "-"}
        raise SourceError(fault("wrong_columns", file, dataset=SOURCE.id, **shown))
    columns[file] = keys
    for number, row in enumerate(rows, start=1):
        where = f"{file}, record {number}"
        if all(_plain(where, key, value, tally) for key, value in row.items()):
            said = {key: value.strip() if isinstance(value, str) else value for key, value in row.items()}
            yield where, number, {name: said.get(name) or "" for name in (*COLUMNS, *IDS)}


def _parsed(content: str, file: str) -> Any:  # noqa: ANN401 - JSON
    refuse_many(content, file)
    try:
        return json_text(content)
    except json.JSONDecodeError as error:
        raise SourceError(broken(error, content, file)) from error
    except ValueError as error:
        raise SourceError(fault("malformed", file, format="JSON", detail=error)) from error


def _plain(where: str, key: str, value: object, tally: Tally) -> bool:
    """Whether a value is text or, where there may be several, a list of texts or of flat objects; else a fault."""
    several = key in (*SEVERAL, *NESTED)
    flat = key in FLAT
    good = all(map(_is_text, value)) if several and not flat and isinstance(value, list) else _is_text(value)
    if flat and isinstance(value, list):
        good = all(_is_text(part) or (isinstance(part, dict) and all(map(_is_said, part.values()))) for part in value)
    if not good and not (key == NUMBER and type(value) is int):
        allowed = "[text], [{…}]" if flat else "text, [text]" if several else "text"
        tally.faults.append(fault("bad_cell", where, column=key, found=called(value), allowed=allowed))
        return False
    return True


def _is_text(value: object) -> bool:
    return value is None or type(value) is str


def _is_said(value: object) -> bool:
    return value is None or type(value) in (str, int)
