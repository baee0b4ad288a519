"""What stands behind each node, streamed: to Arrow, pandas, polars or a Parquet file, never held twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from orepath.attribution.choosing import Room
from orepath.attribution.memory_free import free_bytes
from orepath.errors import Fault, InputError, fault
from orepath.evidence.placing import placing
from orepath.network.network import Floats
from orepath.network.own.warned import Warnings

if TYPE_CHECKING:
    import pandas
    import polars

Progress = Callable[[float], None]
SUFFIX = ".parquet"
LEAST_ROWS, MOST_ROWS, SLICE_BYTES = 1024, 65_536, 2**25
"""Rows of a slice: as many as hold 32 MiB of shares, within these bounds."""


class Shares(Protocol):
    """Shares that an engine holds in memory."""

    @property
    def names(self) -> tuple[str, ...]:
        """The labels."""

    def rows(self, start: int, stop: int) -> Floats:
        """The shares of some nodes, (nodes, labels)."""


@dataclass(frozen=True)
class Answer:
    """The share of each label in what stands at each node, in the order of the nodes given.

    Parameters
    ----------
    nodes
        How many nodes there are.
    labels
        Labels sorted; `unattributed` comes last and completes rows to 1. Flags (`touched`) have no such column, and
        their rows need not sum to 1.
    certificate
        No share is further than this from the exact solution.
    engine
        What solved it: ``memory``, ``duckdb`` or ``spark``.
    seconds, seconds_components
        What solving took, without reading and compiling; and what finding components and ordering took before it.
    stream
        Gives the answer batch by batch, long where asked; at least one batch.
    warnings
        What must be said of the network.
    let_go
        Gives back what the engine holds of the answer: a folder of work, for engines that do not stay in memory.
    why
        What memory the network needs and what is free, where ``auto`` chose the engine by it.
    """

    nodes: int
    labels: tuple[str, ...]
    certificate: float
    engine: str
    seconds: float
    seconds_components: float
    stream: Callable[[bool], Iterator[pa.RecordBatch]] = field(repr=False)
    warnings: Warnings = ()
    let_go: Callable[[], None] = field(default=lambda: None, repr=False)
    why: Room | None = None

    def batches(self, long: bool = False) -> Iterator[pa.RecordBatch]:
        """The answer, some thousand nodes at a time: `node` and a column a label.

        Parameters
        ----------
        long
            `node`, `label`, `share` instead, a row a share above 0.

        Raises
        ------
        InputError
            Where a label has the name of the column `node`.
        """
        if not long and "node" in self.labels:
            raise InputError(fault("attribution_label_node"))
        return self.stream(long)

    def arrow(self, long: bool = False) -> pa.Table:
        """The answer as one Arrow table, as `batches` gives it.

        Raises
        ------
        InputError
            Where memory does not hold it.
        """
        needed, free = 8 * self.nodes * (len(self.labels) + 1), free_bytes()
        if not long and free is not None and needed > free:
            raise InputError(fault("attribution_too_wide", needed=_gib(needed), free=_gib(free)))
        found: pa.Table = pa.Table.from_batches(list(self.batches(long)))
        return found

    def pandas(self, long: bool = False) -> pandas.DataFrame:
        """As `arrow`, a pandas frame (needs pandas)."""
        frame: pandas.DataFrame = self.arrow(long).to_pandas()
        return frame

    def polars(self, long: bool = False) -> polars.DataFrame:
        """As `arrow`, a polars frame (needs polars)."""
        import polars  # noqa: PLC0415  an optional extra, at the edge

        return polars.DataFrame(self.arrow(long))

    def write(self, path: Path | str, long: bool = False, progress: Progress | None = None) -> Path:
        """Write the answer as a Parquet file, batch by batch; a file of that name is replaced.

        It is written beside its place and moves there once it is whole. The file's metadata say `certificate`,
        `engine`, `seconds` and `seconds_components`.

        Parameters
        ----------
        progress
            Called now and then with the part that is written, 0 to 1.

        Raises
        ------
        InputError
            Where the path does not end in ``.parquet``, or the folder cannot be written; nothing is then left.
        """
        path = Path(path)
        if faults := suffix_faults(path):
            raise InputError(faults)
        with placing(path.parent) as beside:
            self._written(beside / path.name, long, progress or (lambda part: None))
        return path

    def _written(self, path: Path, long: bool, progress: Progress) -> None:
        stream = self.batches(long)
        first = next(stream)
        schema = first.schema.with_metadata(self.metadata())
        done = 0
        with pq.ParquetWriter(path, schema, compression="zstd", use_dictionary=["label"] if long else False) as file:
            for batch in _behind(first, stream):
                file.write_batch(batch.replace_schema_metadata(None), row_group_size=max(batch.num_rows, 1))
                done += batch.num_rows
                progress(min(1.0, done / max(self.nodes, 1)))

    def __enter__(self) -> Self:
        """The answer, whose engine's folder is gone at the end."""
        return self

    def __exit__(self, *raised: object) -> None:
        self.let_go()

    def metadata(self) -> dict[str, str]:
        """What the metadata of a file say of the answer."""
        numbers = {name: repr(float(getattr(self, name))) for name in ("certificate", "seconds", "seconds_components")}
        return {**numbers, "engine": self.engine}


def suffix_faults(path: Path, option: str = "path") -> list[Fault]:
    """The fault of a file name that does not say Parquet; none where it does."""
    said = path.suffix.lower() == SUFFIX
    return [] if said else [fault("bad_option", option, found=path, allowed=f"*{SUFFIX}")]


def streaming(node: pa.Array, shares: Shares) -> Callable[[bool], Iterator[pa.RecordBatch]]:
    """Batches of shares in memory, a slice at a time.

    Parameters
    ----------
    node
        Ids of the nodes; the shares may have more rows behind theirs.
    """

    def stream(long: bool) -> Iterator[pa.RecordBatch]:
        count = max(LEAST_ROWS, min(MOST_ROWS, SLICE_BYTES // (8 * max(len(shares.names), 1))))
        for start in range(0, max(len(node), 1), count):
            ids = node.slice(start, count)
            found = shares.rows(start, start + len(ids))
            yield (_long if long else _wide)(ids, shares.names, found)

    return stream


def _wide(ids: pa.Array, names: tuple[str, ...], found: Floats) -> pa.RecordBatch:
    columns = np.ascontiguousarray(found.T)
    return pa.RecordBatch.from_arrays([ids, *(pa.array(column) for column in columns)], ["node", *names])


def _long(ids: pa.Array, names: tuple[str, ...], found: Floats) -> pa.RecordBatch:
    node, label = np.nonzero(found > 0)
    told = pa.array(names, pa.string()).take(pa.array(label))
    return pa.RecordBatch.from_arrays(
        [ids.take(pa.array(node)), told, pa.array(found[node, label])], ["node", "label", "share"]
    )


def _behind(first: pa.RecordBatch, rest: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    yield first
    yield from rest


def _gib(count: int) -> str:
    return f"{count / 2**30:.1f} GiB"
