"""Empty tables for people to fill, as CSV and as a workbook with instructions."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

import xlsxwriter

from orepath.errors import InputError, fault
from orepath.evidence.placing import placing
from orepath.tabular.column import Column, Form
from orepath.vocabulary.language import Lang, Text, text

BOM = "\ufeff"  # so that spreadsheets keep the file in UTF-8
SUFFIXES = (".csv", ".xlsx")
CREATED = datetime(2023, 3, 28)  # a fixed day: the same rule gives the same bytes
ROWS = 10_000  # how far down choices are offered


@cache
def _words() -> dict[str, Text]:
    raw = tomllib.loads(files("orepath.tabular").joinpath("templates.toml").read_text("utf-8"))
    return {key: text(entry) for key, entry in raw.items()}


def write_templates(form: Form, path: Path, lang: Lang) -> list[Path]:
    """Write the template of a form, and one of each table beside it (``NAME-table.csv``), by the file's ending.

    Raises
    ------
    InputError
        Where the ending is neither ``.csv`` nor ``.xlsx``, a file is there already, or the folder cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise InputError(
            fault("bad_option", "--template", found=path, allowed=", ".join(f"*{each}" for each in SUFFIXES))
        )
    tables = {path: form.columns}
    tables |= {path.with_stem(f"{path.stem}-{name}"): columns for name, columns in form.beside.items()}
    taken = [each for each in tables if each.exists()]
    if taken:
        raise InputError([fault("file_exists", str(each)) for each in taken])
    with placing(path.parent) as beside:
        for each, columns in tables.items():
            made = workbook(form, columns, lang) if suffix == ".xlsx" else csv_text(columns, lang).encode()
            (beside / each.name).write_bytes(made)
    return list(tables)


def headings(columns: Sequence[Column], lang: Lang) -> list[str]:
    """How a template heads the columns: by their names in English, by their headings in Japanese."""
    return [column.name if lang == "en" else column.heading.ja for column in columns]


def csv_text(columns: Sequence[Column], lang: Lang) -> str:
    """The template of some columns as CSV: the header alone."""
    return BOM + ",".join(headings(columns, lang)) + "\r\n"


def workbook(form: Form, columns: Sequence[Column], lang: Lang) -> bytes:
    """The template of some columns of a form as XLSX, with a sheet of instructions."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    book.set_properties({"title": form.title.in_(lang), "created": CREATED})
    _rows_sheet(book, columns, lang)
    _instructions(book, form, columns, lang)
    book.close()
    return made.getvalue()


def _rows_sheet(book: xlsxwriter.Workbook, columns: Sequence[Column], lang: Lang) -> None:
    """The sheet to fill: ids and dates stay text, and a choice offers its words."""
    sheet = book.add_worksheet(_words()["rows"].in_(lang))
    as_text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "bg_color": "#E8EEF4"})
    for position, (column, heading) in enumerate(zip(columns, headings(columns, lang), strict=True)):
        kept = column.kind in ("text", "date", "share", "minerals", "place", "mineral", "choice", "truth")
        sheet.set_column(position, position, max(14, 2 * len(heading)), as_text if kept else None)
        sheet.write_string(0, position, heading, bold)
        offered = [said.in_(lang) for said in column.values.values()]
        if offered:
            rule = {"validate": "list", "source": offered, "error_type": "warning"}
            sheet.data_validation(1, position, ROWS, position, rule)
    sheet.freeze_panes(1, 0)


def _instructions(book: xlsxwriter.Workbook, form: Form, columns: Sequence[Column], lang: Lang) -> None:
    said = {key: words.in_(lang) for key, words in _words().items()}
    sheet = book.add_worksheet(said["instructions"])
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for position, width in enumerate((24, 28, 12, 26, 70, 24)):
        sheet.set_column(position, position, width, wrapped)
    lines = [form.title.in_(lang), form.about.in_(lang), *said["general"].splitlines()]
    top = book.add_format({"valign": "top"})
    for number, line in enumerate(lines):
        sheet.write_string(number, 0, line, bold if number == 0 else top)
    start = len(lines) + 1
    for position, key in enumerate(("column", "heading", "required", "holds", "meaning", "example")):
        sheet.write_string(start, position, said[f"of_{key}"], bold)
    for number, column in enumerate(columns, start=start + 1):
        for position, cell in enumerate(described(column, lang)):
            sheet.write_string(number, position, cell, wrapped)


def described(column: Column, lang: Lang) -> tuple[str, str, str, str, str, str]:
    """A column as its instructions tell it: name, heading, whether needed, what it holds, meaning, example."""
    said = {key: words.in_(lang) for key, words in _words().items()}
    needed = "" if not column.required else said["column_needed"] if column.empty else said["needed"]
    return (
        column.name,
        column.heading.in_(lang),
        needed,
        holds(column, lang),
        column.about.in_(lang),
        " / ".join(column.examples),
    )


def holds(column: Column, lang: Lang) -> str:
    """What a cell of a column holds, in words."""
    said = {key: words.in_(lang) for key, words in _words().items()}
    parts = [said[f"kind_{column.kind}"]]
    if column.values:
        parts = [", ".join(f"{key} ({each.ja})" if lang == "ja" else key for key, each in column.values.items())]
    if column.unit:
        parts.append(column.unit)
    parts += [f"{key} ({each.ja})" if lang == "ja" else key for key, each in column.words.items()]
    if column.unknown:
        parts.append(said["may_be_unknown"])
    return "; ".join(parts)
