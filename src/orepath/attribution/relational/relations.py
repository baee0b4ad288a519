"""What the plan asks of a database, and how the plan writes its SQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa


class Relations(Protocol):
    """Named tables, made by SELECT statements in DuckDB's SQL.

    The statements keep to what every backend can run: joins, semi and anti joins, sums by group, CASE. Numbers with a
    fraction are written with an exponent, so that they are binary floating point everywhere.
    """

    def columns(self, path: str) -> dict[str, str]:
        """The columns of a Parquet file with the kind of each: ``text``, ``integer``, ``number``, else its type."""

    def read(self, name: str, path: str, columns: Sequence[str]) -> None:
        """A table of some columns of a Parquet file, its rows counted from 0 in ``row_at``; nothing is copied yet."""

    def make(self, name: str, select: str, order: str = "") -> None:
        """Make a table, or make it anew; where rows lie together in some order, scans of a part are shorter."""

    def add(self, name: str, select: str) -> None:
        """Add rows to a table."""

    def load(self, name: str, table: pa.Table) -> None:
        """Make a table of a short one in memory."""

    def drop(self, *names: str) -> None:
        """Give tables back."""

    def rows(self, select: str) -> list[tuple[Any, ...]]:
        """The rows of a short answer."""

    def write(self, select: str, order: str, folder: Path) -> None:
        """Write rows in order as Parquet files into a folder that is made; their names are in the same order."""

    def close(self) -> None:
        """Stop the backend."""


def one(relations: Relations, select: str) -> tuple[Any, ...]:
    """The only row of an answer."""
    return relations.rows(select)[0]


def count(relations: Relations, table: str) -> int:
    """How many rows a table has."""
    return int(one(relations, f"SELECT count(*) FROM {table}")[0])


def said(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def quoted(column: str) -> str:
    """A column's name as SQL writes it."""
    return f'"{column}"'


def listed(columns: Iterable[str]) -> str:
    """Columns or expressions, separated."""
    return ", ".join(columns)


def union(selects: Sequence[str]) -> str:
    """The rows of several statements."""
    return " UNION ALL ".join(selects)
