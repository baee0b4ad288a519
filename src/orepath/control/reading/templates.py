"""Tables of stakes and entities for people to fill, with made-up rows that show how."""

from __future__ import annotations

import csv
import io
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.control.reading.words import TableName, columns
from orepath.vocabulary.language import LANGS, Lang

BOM = "\ufeff"  # so that spreadsheets keep the file in UTF-8
TABLES: tuple[TableName, ...] = ("stakes", "entities")


@cache
def _examples() -> dict[str, Any]:
    return tomllib.loads(files("orepath.control.reading").joinpath("templates.toml").read_text("utf-8"))


def rows(table: TableName, lang: Lang) -> list[list[str]]:
    """The headings of a template in one language, and its made-up rows.

    >>> rows("stakes", "ja")[0][:4]
    ['保有者', '対象主体', '指標', '割合']
    """
    headings = [column.name if lang == "en" else column.heading for column in columns(table)]
    return [headings, *_examples()[lang][table]]


def templates() -> dict[str, str]:
    """The text of each template, by file name: CSV, one a table and language."""
    return {f"{table}.{lang}.csv": _csv(rows(table, lang)) for table in TABLES for lang in LANGS}


def _csv(cells: list[list[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(cells)
    return BOM + out.getvalue()
