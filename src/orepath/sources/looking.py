"""What a file looks like from outside: the columns, sheets, root, keys or tables it names, and nothing of its rows."""

from __future__ import annotations

import codecs
import csv
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args
from xml.parsers import expat

import duckdb

from orepath.errors import SourceError
from orepath.evidence import sqlite
from orepath.evidence.database import opened
from orepath.evidence.delimited import header_of
from orepath.evidence.workbook.opening import OLE, ZIP, open_workbook

Kind = Literal["columns", "sheets", "root", "keys", "tables"]
KINDS: tuple[Kind, ...] = get_args(Kind)
HEAD = 1 << 18
"""Bytes at the beginning of a text that are looked at."""
LARGEST_WORKBOOK = 100_000_000
DELIMITERS = ",\t;"
KEY = re.compile(r'"((?:[^"\\]|\\.){1,100})"\s*:')


@dataclass(frozen=True)
class Look:
    """Names by which a file is told: the columns of a text or Parquet, sheets of a workbook, root element of an XML,
    keys of a JSON, or tables of a database."""

    name: str
    kind: Kind
    names: frozenset[str]


def looks(path: Path) -> Iterator[Look]:
    """How a file looks; several where its kind cannot be told from its first bytes, none where it is of no kind."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError:
        return
    for kind in ("tables", "sheets", "parquet", "root", "keys", "columns"):
        try:
            names = _names(kind, path, head)
        except (SourceError, OSError, duckdb.Error):
            continue
        if names:
            yield Look(path.name, "columns" if kind == "parquet" else kind, frozenset(names))  # type: ignore[arg-type]
            return


def _names(kind: str, path: Path, head: bytes) -> set[str]:
    text = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if kind == "tables" and head.startswith(sqlite.MAGIC):
        with sqlite.opened(path) as connection:
            return set(sqlite.columns(connection))
    if kind == "sheets" and head.startswith((ZIP, OLE)):
        return set(open_workbook(path, LARGEST_WORKBOOK).sheets)
    if kind == "parquet" and head.startswith(b"PAR1"):
        with opened() as connection:
            shown = connection.execute("describe select * from read_parquet(?)", [str(path)]).fetchall()
        return {str(row[0]) for row in shown}
    if kind == "root" and text.startswith(b"<"):
        return _root(text)
    if kind == "keys" and text.startswith((b"{", b"[")):
        return _keys(text)
    return _header(path) if kind == "columns" else set()


def _root(text: bytes) -> set[str]:
    found: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, attributes: found.append(tag.rpartition(":")[2])
    parser.StartDoctypeDeclHandler = lambda *_: found.append("")
    with suppress(expat.ExpatError, ValueError, LookupError):
        parser.Parse(text, False)
    return {found[0]} - {""} if found else set()


def _keys(text: bytes) -> set[str]:
    """The keys of the object, or of the first of an array; of one longer than what is looked at, all keys in that."""
    said = text.decode("utf-8", "replace")
    try:
        value, _ = json.JSONDecoder().raw_decode(said)
    except (ValueError, RecursionError):
        return set(KEY.findall(said))
    first = value[0] if isinstance(value, list) and value else value
    return set(first) if isinstance(first, dict) else set()


def _header(path: Path) -> set[str]:
    line = header_of(path, "\0", "latin-1")
    text = line[0].removeprefix("ï»¿") if line else ""
    delimiter = max(DELIMITERS, key=text.count)
    return {cell.strip() for cell in next(csv.reader([text], delimiter=delimiter), [])}
