"""Whether a file is of a fleet, and which of its columns are which."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from orepath.errors import Fault, InputError
from orepath.evidence.csv_rows import csv_rows
from orepath.qualification.rule import Rule
from orepath.tabular.column import Column
from orepath.tabular.headings import match, spelled
from orepath.vocabulary.language import text
from orepath.vocabulary.terms import fold

KIND = "value-share"
"""The kind of rules that qualify fleets."""

HEAD = 1 << 16
"""Bytes at the beginning of a file in which its header is looked for."""


@cache
def battery_column() -> Column:
    """The column ``battery_id``."""
    raw = tomllib.loads(files("orepath.qualification.fleet").joinpath("given.toml").read_text("utf-8"))
    return Column(raw["name"], raw["kind"], text(raw["heading"]), text(raw["about"]))


@dataclass(frozen=True)
class Header:
    """The header of a fleet's file.

    Parameters
    ----------
    begins
        The byte at which it begins, behind a byte-order mark and empty lines.
    width
        How many columns it has.
    columns
        What each is, by position.
    """

    begins: int
    width: int
    columns: dict[int, Column]


def is_fleet(rule: Rule, path: Path) -> bool:
    """Whether a file is a CSV file of chains with a column of batteries, for a rule that asks for none itself."""
    if rule.kind != KIND or not path.is_file():
        return False
    names = spelled(battery_column())
    return any(fold(heading.replace("_", " ")) in names for heading in _header(path)[1])


def header(rule: Rule, path: Path) -> Header:
    """The header of a fleet's file.

    Raises
    ------
    InputError
        For columns that are missing, not known or there twice.
    """
    begins, headings = _header(path)
    faults: list[Fault] = []
    columns = match(headings, (battery_column(), *rule.columns), path.name, faults)
    if faults:
        raise InputError(faults)
    return Header(begins, len(headings), columns)


def _header(path: Path) -> tuple[int, list[str]]:
    with path.open("rb") as file:
        start = file.read(HEAD)
    if start.startswith(b"PK\x03\x04"):
        return 0, []
    text_begins = start.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    rows = csv_rows(text_begins.decode("utf-8", errors="replace"), path.name, [])
    return len(start) - len(text_begins), [cell.strip() for cell in next(rows, (1, []))[1]]
