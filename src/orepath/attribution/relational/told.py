"""The tables of a network as Parquet files that a database can read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from orepath.attribution.relational.relations import Relations
from orepath.errors import InputError, fault
from orepath.network.own.table import Given, Tabular, given

PARQUET = b"PAR1"


@dataclass(frozen=True)
class Told:
    """One table as it was given.

    Parameters
    ----------
    name
        What it is called in messages.
    path
        Its Parquet file.
    columns
        Its columns with the kind of each.
    places
        Where some rows stand, by their numbers from 0.
    """

    name: str
    path: str
    columns: dict[str, str]
    places: Callable[[Sequence[int]], list[str]]


def told(relations: Relations, table: Path | str | Tabular, name: str, work: Path) -> Told:
    """A table, written as Parquet into the work folder where it is not yet a Parquet file.

    Raises
    ------
    InputError
        If it cannot be read as a whole.
    """
    if isinstance(table, str) and "://" in table:  # an object store
        return _parquet(relations, table, table.rpartition("/")[2])
    if isinstance(table, str | Path) and is_parquet(Path(table)):
        return _parquet(relations, str(table), Path(table).name)
    read = given(Path(table) if isinstance(table, str) else table, name)
    path = work / f"{name}.parquet"
    try:
        pq.write_table(_plain(read.table), path, compression="lz4")
    except pa.ArrowException as error:
        raise InputError(fault("network_file_broken", read.name, format="Arrow", detail=str(error))) from error
    except OSError as error:
        raise InputError(fault("attribution_disk_full", str(work), detail=error.strerror or str(error))) from error
    return Told(read.name, str(path), relations.columns(str(path)), _places(read))


def is_parquet(path: Path) -> bool:
    """Whether a file or folder is Parquet, whole or not."""
    if path.is_dir():
        return any(path.glob("*.parquet"))
    try:
        with path.open("rb") as file:
            return file.read(4) == PARQUET
    except OSError:
        return False


def _parquet(relations: Relations, path: str, name: str) -> Told:
    def places(numbers: Sequence[int]) -> list[str]:
        return [f"{name}, row {number + 1}" for number in numbers]

    return Told(name, path, relations.columns(path), places)


def _places(read: Given) -> Callable[[Sequence[int]], list[str]]:
    """Where rows stand, without keeping the rows of a table in memory that only had to be written."""
    return replace(read, table=read.table.slice(0, 0)).rows


def _plain(table: pa.Table) -> pa.Table:
    """The table with a type that Parquet has for a column of nulls alone."""
    fields = [field.with_type(pa.string()) if pa.types.is_null(field.type) else field for field in table.schema]
    return table.cast(pa.schema(fields))
