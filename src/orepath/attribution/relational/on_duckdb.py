"""The plan's tables in DuckDB: on one machine, within a limit of memory, the rest in a work folder."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from orepath.attribution.relational.relations import listed, quoted, said
from orepath.attribution.relational.schema import parquet_columns
from orepath.errors import InputError, fault
from orepath.evidence.database import opened

FULL = ("no space left", "failed to offload", "max_temp_directory_size", "could not write", "failed to write")
"""What DuckDB says where the disk, or what it may use of it, is full."""
ROW_GROUP = 8192
"""Rows that are written, and read back, at a time."""


class OnDuckdb:
    """See `Relations`.

    Parameters
    ----------
    work
        A folder for what does not fit in memory.
    memory_limit
        Such as ``2GB``; half the machine's memory where not told.
    threads
        All of the machine's where not told.
    disk_limit
        How much of the disk may be used; what DuckDB takes by itself where not told.
    """

    def __init__(
        self, work: Path, memory_limit: str | None = None, threads: int | None = None, disk_limit: str | None = None
    ) -> None:
        self.work = work
        options: dict[str, Any] = {
            "memory_limit": memory_limit or f"{half_of_memory()}B",
            "temp_directory": str(work / "duckdb"),
            "preserve_insertion_order": "false",
        }
        if threads is not None:
            options["threads"] = threads
        try:
            self.connection = opened(**options)
            if disk_limit is not None:  # DuckDB 2.0 keeps to it only where it is set later
                self.connection.execute(f"SET max_temp_directory_size = {said(disk_limit)}")
        except duckdb.Error as error:
            raise InputError(
                fault("bad_option", "memory_limit", found=memory_limit, allowed="2GB, 512MB, …")
            ) from error

    def columns(self, path: str) -> dict[str, str]:
        """See `Relations`."""
        return parquet_columns(Path(path))

    def read(self, name: str, path: str, columns: Sequence[str]) -> None:
        """See `Relations`."""
        kept = listed([quoted(column) for column in columns])
        self._run(
            f"CREATE OR REPLACE VIEW {name} AS SELECT {kept}, file_row_number AS row_at FROM read_parquet({said(path)})"
        )

    def make(self, name: str, select: str, order: str = "") -> None:
        """See `Relations`."""
        self._run(f"CREATE OR REPLACE TABLE {name} AS {select}" + (f" ORDER BY {order}" if order else ""))

    def add(self, name: str, select: str) -> None:
        """See `Relations`."""
        self._run(f"INSERT INTO {name} {select}")

    def load(self, name: str, table: pa.Table) -> None:
        """See `Relations`."""
        with self._told():
            self.connection.register("loaded", table)
        self.make(name, "SELECT * FROM loaded")
        self.connection.unregister("loaded")

    def drop(self, *names: str) -> None:
        """See `Relations`."""
        for name in names:
            self._run(f"DROP TABLE IF EXISTS {name}")

    def rows(self, select: str) -> list[tuple[Any, ...]]:
        """See `Relations`."""
        with self._told():
            return self.connection.execute(select).fetchall()

    def write(self, select: str, order: str, folder: Path) -> None:
        """See `Relations`."""
        folder.mkdir()
        path = said(str(folder / "part-0.parquet"))
        form = f"FORMAT parquet, COMPRESSION uncompressed, ROW_GROUP_SIZE {ROW_GROUP}"
        self._run(f"COPY ({select} ORDER BY {order}) TO {path} ({form})")

    def close(self) -> None:
        """See `Relations`."""
        self.connection.close()

    def _run(self, statement: str) -> None:
        with self._told():
            self.connection.execute(statement)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """DuckDB's errors as orepath's: a full disk, too little memory, a file that cannot be read."""
        try:
            yield
        except duckdb.InterruptException as error:
            raise KeyboardInterrupt from error
        except RuntimeError as error:  # so DuckDB says that Ctrl-C was pressed
            if "interrupt" in str(error).lower():
                raise KeyboardInterrupt from error
            raise
        except (duckdb.OutOfMemoryException, duckdb.IOException, duckdb.InvalidInputException, OSError) as error:
            detail = str(error).strip().splitlines()[0][:200]
            if any(sign in str(error).lower() for sign in FULL):
                raise InputError(fault("attribution_disk_full", str(self.work), detail=detail)) from error
            if isinstance(error, duckdb.OutOfMemoryException):
                raise InputError(fault("attribution_memory", detail=detail)) from error
            raise InputError(fault("network_file_broken", format="Parquet", detail=detail)) from error


def half_of_memory() -> int:
    """Half of this machine's memory, in bytes."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
