"""The composition of every node by the relational plan, run by DuckDB or Spark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

import pyarrow as pa

from orepath.attribution.labels import Labels
from orepath.network.own.table import Tabular

Engine = Literal["duckdb", "spark"]
Coupling = Literal["gross", "net"]
Progress = Callable[[float], None]


class RelationalAnswer:
    """What stands behind each node, kept in the engine's tables until it is streamed; a context manager.

    Parameters
    ----------
    labels
        The columns of the answer, `unattributed` last where there is one.
    certificate
        No share is further than this from the exact solution.
    seconds, seconds_components
        How long the solve took, and the putting in order before it.
    """

    labels: tuple[str, ...]
    certificate: float
    seconds: float
    seconds_components: float

    def batches(self, long: bool = False) -> Iterator[pa.RecordBatch]:
        """The answer in the order of the nodes: `node` and a column a label, or `node`, `label`, `share` above 0."""
        raise NotImplementedError

    def close(self) -> None:
        """Give back memory and remove the work folder."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def solve_relational(
    nodes: Path | str | Tabular,
    edges: Path | str | Tabular,
    labels: Labels = "source",
    stage: str | None = None,
    flags: Path | str | Tabular | None = None,
    coupling: Coupling = "gross",
    engine: Engine = "duckdb",
    progress: Progress | None = None,
    memory_limit: str | None = None,
    work: Path | None = None,
    threads: int | None = None,
) -> RelationalAnswer:
    """What stands behind each node, by label, without holding the network in memory.

    Parameters
    ----------
    nodes, edges
        Parquet files (for Spark also folders and addresses of object stores), or tables in memory.
    flags
        The table of ``touched``: `node`, `flag`.
    progress
        Called with the part done, 0 to 1.
    memory_limit
        Of DuckDB, such as ``2GB``; half the machine's memory where not told.
    work
        Where the work folder is made (it is removed again); the system's folder for temporary files where not told.
    """
    raise NotImplementedError
