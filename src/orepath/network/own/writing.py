"""A network as tables that read back as it was."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from orepath.errors import InputError, fault
from orepath.network.network import Network
from orepath.network.own.reading import SEPARATOR

PARTIAL = ".partial"


def write_network(network: Network, folder: Path) -> list[Path]:
    """Write ``nodes`` and ``edges`` as Parquet and CSV into a folder; `read_network` gives the same tables back.

    Ranges are written, draws are not. Either all four files are written or none is touched.

    Raises
    ------
    InputError
        If the folder cannot be written to.
    """
    tables = {"nodes": network.nodes, "edges": network.flows}
    paths = [folder / f"{name}.{kind}" for name in tables for kind in ("parquet", "csv")]
    partial = [path.with_name(path.name + PARTIAL) for path in paths]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, table in zip(partial, (table for table in tables.values() for _ in range(2)), strict=True):
            if path.name.endswith(".csv" + PARTIAL):
                pacsv.write_csv(_flat(table), path)
            else:
                pq.write_table(table, path, compression="zstd")
        for path, target in zip(partial, paths, strict=True):
            path.replace(target)
    except OSError as error:
        raise InputError(fault("write_failed", str(folder), reason=error.strerror or str(error))) from error
    finally:
        for path in partial:
            path.unlink(missing_ok=True)
    return paths


def _flat(table: pa.Table) -> pa.Table:
    """The table with lists joined and nulls empty, as CSV holds them."""
    for position, column in enumerate(table.schema):
        if pa.types.is_list(column.type):
            joined = pc.binary_join(table[column.name], SEPARATOR)
            table = table.set_column(position, column.name, joined.fill_null(""))
        elif pa.types.is_string(column.type):
            table = table.set_column(position, column.name, table[column.name].fill_null(""))
    return table
