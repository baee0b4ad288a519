"""Changes to SQLite files: tables and columns renamed, cells of another type."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from random import Random

from fuzzing.mutations.values import value


def table_renamed(data: bytes, random: Random) -> bytes:
    """A table has another name."""
    return _changed(data, random, lambda table, column: f'alter table {table} rename to "made up"')


def column_renamed(data: bytes, random: Random) -> bytes:
    """A column has another name."""
    return _changed(data, random, lambda table, column: f'alter table {table} rename column {column} to "made up"')


def table_gone(data: bytes, random: Random) -> bytes:
    """A table is missing."""
    return _changed(data, random, lambda table, column: f"drop table {table}")


def rows_gone(data: bytes, random: Random) -> bytes:
    """Rows of a table are missing."""
    return _changed(data, random, lambda table, column: f"delete from {table} where rowid % 2")


def rows_twice(data: bytes, random: Random) -> bytes:
    """Rows of a table stand twice."""
    return _changed(data, random, lambda table, column: f"insert into {table} select * from {table} limit 3")


def cells_replaced(data: bytes, random: Random) -> bytes:
    """Cells of a column hold something else."""
    said = "'" + value(random).replace("'", "''").replace("\0", "") + "'"
    what = random.choice((said, "null", "x'00ff'", "1e999", "-1", "9223372036854775807"))
    row = random.randint(1, 20)
    return _changed(
        data,
        random,
        lambda table, column: f"update {table} set {column} = {what} where rowid = {row}",
    )


def _changed(data: bytes, random: Random, statement: Callable[[str, str], str]) -> bytes:
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(data)
        tables = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
        table = _name(random.choice(tables))
        columns = [row[1] for row in connection.execute(f"pragma table_info({table})")]
        connection.execute(statement(table, _name(random.choice(columns))))
        connection.commit()
        return bytes(connection.serialize())
    except (sqlite3.Error, IndexError, UnicodeError):
        return data
    finally:
        connection.close()


def _name(said: str) -> str:
    return '"' + said.replace('"', '""') + '"'


CHANGES = (table_renamed, column_renamed, table_gone, rows_gone, rows_twice, cells_replaced, cells_replaced)
