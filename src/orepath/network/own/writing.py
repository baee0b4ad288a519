"""A network as tables that read back as it was."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from orepath.evidence.placing import placing
from orepath.network.network import Network
from orepath.network.own.reading import SEPARATOR


def write_network(network: Network, folder: Path) -> list[Path]:
    """Write ``nodes`` and ``edges`` as Parquet and CSV into a folder; `read_network` gives the same tables back.

    Ranges are written, draws are not. All four files are written before the first is put in its place.

    Raises
    ------
    InputError
        If the folder cannot be written to; no file is then left half-written.
    """
    with placing(folder) as aside:
        written = [
            path
            for name, table in (("nodes", network.nodes), ("edges", network.flows))
            for path in _written(table, aside / name)
        ]
    return [folder / path.name for path in written]


def _written(table: pa.Table, path: Path) -> tuple[Path, Path]:
    parquet, text = path.with_suffix(".parquet"), path.with_suffix(".csv")
    pq.write_table(table, parquet, compression="zstd")
    pacsv.write_csv(_flat(table), text)
    return parquet, text


def _flat(table: pa.Table) -> pa.Table:
    """The table with lists joined and nulls empty, as CSV holds them."""
    for position, column in enumerate(table.schema):
        if pa.types.is_list(column.type):
            joined = pc.binary_join(table[column.name], SEPARATOR)
            table = table.set_column(position, column.name, joined.fill_null(""))
        elif pa.types.is_string(column.type):
            table = table.set_column(position, column.name, table[column.name].fill_null(""))
    return table
