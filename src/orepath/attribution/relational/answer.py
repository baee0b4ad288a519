"""The answer, streamed from files in a work folder."""

from __future__ import annotations

import shutil
import weakref
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

ROWS = 8192
"""Rows of a batch, unless there are many labels."""
CELLS = 1 << 22
"""Shares of a batch at most."""


class RelationalAnswer:
    """What stands behind each node, kept in a work folder until it is closed; a context manager.

    Parameters
    ----------
    folders
        Of each tile of labels the folder of its files: the column of ids and a column a label, in the order of nodes.
    labels
        The columns of the answer; `unattributed` is the last where there is one.
    certificate
        No share is further than this from the exact solution.
    seconds, seconds_components
        How long the solve took, and the putting in order before it.
    work
        The work folder.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        labels: tuple[str, ...],
        certificate: float,
        seconds: float,
        seconds_components: float,
        work: Path,
    ) -> None:
        self.folders = folders
        self.labels = labels
        self.certificate = certificate
        self.seconds = seconds
        self.seconds_components = seconds_components
        self._removing = weakref.finalize(self, shutil.rmtree, work, ignore_errors=True)

    def batches(self, long: bool = False) -> Iterator[pa.RecordBatch]:
        """The answer in the order of the nodes.

        Parameters
        ----------
        long
            Rows of `node`, `label` and `share` above 0, instead of `node` and a column a label.
        """
        rows = max(1, min(ROWS, CELLS // max(1, len(self.labels))))
        for tiles in together([_read(folder, rows) for folder in self.folders]):
            columns = [tiles[0].column(0), *(column for tile in tiles for column in tile.columns[1:])]
            batch = pa.RecordBatch.from_arrays(columns, ["node", *self.labels])
            yield _long(batch) if long else batch

    def close(self) -> None:
        """Remove the work folder."""
        self._removing()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _read(folder: Path, rows: int) -> Iterator[pa.RecordBatch]:
    for path in sorted(folder.glob("*.parquet")):
        with pq.ParquetFile(path) as file:
            yield from file.iter_batches(rows)


def together(tiles: Sequence[Iterator[pa.RecordBatch]]) -> Iterator[list[pa.RecordBatch]]:
    """Batches of the same rows from streams that are cut differently.

    >>> one, two = ([pa.record_batch({"a": part}) for part in parts] for parts in ([[1, 2, 3]], [[1], [2, 3]]))
    >>> [[len(batch) for batch in batches] for batches in together([iter(one), iter(two)])]
    [[1, 1], [2, 2]]
    """
    left = [next(tile, None) for tile in tiles]
    while (batches := [batch for batch in left if batch is not None]) and len(batches) == len(left):
        rows = min(batch.num_rows for batch in batches)
        if rows:
            yield [batch.slice(0, rows) for batch in batches]
        rest = [batch.slice(rows) for batch in batches]
        left = [batch if batch.num_rows else next(tile, None) for batch, tile in zip(rest, tiles, strict=True)]


def _long(batch: pa.RecordBatch) -> pa.RecordBatch:
    shares = np.column_stack([column.to_numpy(zero_copy_only=False) for column in batch.columns[1:]])
    row, label = np.nonzero(shares > 0)
    names = pa.array(batch.schema.names[1:], pa.string())
    columns = [batch.column(0).take(pa.array(row)), names.take(pa.array(label)), pa.array(shares[row, label])]
    return pa.RecordBatch.from_arrays(columns, ["node", "label", "share"])
