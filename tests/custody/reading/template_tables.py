"""Plain tables made up for tests, as CSV and as XLSX."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal
from pathlib import Path

import xlsxwriter

from orepath.custody.reading.template import form, read
from orepath.custody.reading.template_checks import by_event
from orepath.custody.reading.template_events import to_epcis
from orepath.custody.reading.template_lines import lines
from orepath.errors import InputError
from orepath.tabular.table import read_table

COBALT = Path(__file__).resolve().parents[1] / "made_up" / "cobalt.csv"
BASE = {"event": "e1", "date": "2025-04-01", "activity": "start", "lot": "ore", "quantity": "10", "unit": "kg"}
"""A row that is right."""


def row(**cells):
    """A row that is right but for some cells."""
    return {**BASE, **{name.rstrip("_"): cell for name, cell in cells.items()}}


def made(*rows, event="t1", date="2025-04-02"):
    """Rows of a transformation: each with its role and lot."""
    return [row(event=event, date=date, activity="transform", **each) for each in rows]


def written(path, rows, lang="en", encoding="utf-8", delimiter=","):
    """A CSV of rows, headed in a language."""
    names = list(dict.fromkeys(name for each in rows for name in each))
    headings = {column.name: column.heading.ja if lang == "ja" else column.name for column in form().columns}
    text = io.StringIO()
    to = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    to.writerow([headings.get(name, name) for name in names])
    to.writerows([each.get(name, "") for name in names] for each in rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def workbook(path, rows, lang="ja", write=None):
    """An XLSX of rows, headed in a language, its choices as people of that language say them."""
    columns = {column.name: column for column in form().columns}
    names = list(dict.fromkeys(name for each in rows for name in each))
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("記入用" if lang == "ja" else "Rows")
        sheet.write_row(0, 0, [columns[name].heading.in_(lang) for name in names])
        for number, each in enumerate(rows, start=1):
            for position, name in enumerate(names):
                cell = each.get(name, "")
                if cell in columns[name].values:
                    cell = columns[name].values[cell].in_(lang)
                if columns[name].kind == "number" and cell.replace(".", "", 1).isdigit():
                    sheet.write_number(number, position, float(cell))
                elif cell:
                    sheet.write_string(number, position, cell)
        if write is not None:
            write(sheet)
    return path


def rows_of_cobalt():
    """The rows of the made-up chain of cobalt."""
    with COBALT.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def faults(path):
    """The faults of a table: the code and row of each."""
    try:
        read(path)
    except InputError as error:
        return [(fault.code, int((re.search(r"row ([0-9]+)", fault.where) or ["0", "0"])[1])) for fault in error.faults]
    return []


def messages(path, lang="en"):
    """What is said of a table."""
    try:
        read(path)
    except InputError as error:
        return error.message(lang)
    return ""


def document(path):
    """The events of a table as a document of EPCIS, as JSON gives it again."""
    found = by_event(lines(read_table(path, form().columns), [], set()))
    text = json.dumps(to_epcis(found.values()), default=lambda value: {"exact": str(value)})
    return json.loads(text, object_hook=lambda value: Decimal(value["exact"]) if value.keys() == {"exact"} else value)
