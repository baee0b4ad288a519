"""A publisher's SQLite file, opened to be read only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from orepath.errors import SourceError, fault
from orepath.evidence.reading import existing_file

MAGIC = b"SQLite format 3\x00"
CUT = "database disk image is malformed"
"""What SQLite says where pages are missing."""


def is_sqlite(path: Path) -> bool:
    """Whether a file begins as SQLite files do."""
    with existing_file(path).open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A whole SQLite file.

    Raises
    ------
    SourceError
        Where its pages are damaged or cut off, or its texts are not in UTF-8, now or while it is read.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            found = str(connection.execute("pragma quick_check").fetchone()[0]).splitlines()
            if found != ["ok"]:
                raise SourceError(fault("malformed", path.name, format="SQLite", detail=found[-1]))
            yield connection
    except sqlite3.Error as error:
        if str(error) == CUT:
            raise SourceError(fault("file_truncated", path.name, detail=error)) from error
        raise SourceError(fault("malformed", path.name, format="SQLite", detail=error)) from error
    except UnicodeDecodeError as error:
        detail = f"byte {error.object[error.start]:#04x}"
        raise SourceError(fault("wrong_encoding", path.name, expected="UTF-8", detail=detail)) from error


def columns(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """The columns of every table."""
    names = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table' order by name")]
    return {name: [row[1] for row in connection.execute(f"pragma table_info({quoted(name)})")] for name in names}


def quoted(name: str) -> str:
    """A name of a table or column as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'
