"""Everything that is timed, behind one face: a network is read, then answered as often as asked."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from benchmarks.attribution.made import Floats
from benchmarks.attribution.stored import stored
from orepath.attribution.memory.solve import solve
from orepath.attribution.relational.solve import solve_relational
from orepath.attribution.system import System

MEMORY_LIMIT = "2GB"
PEERS = {
    "scipy": "scipy_levels",
    "numba": "numba_levels",
    "polars": "polars_levels",
    "duckdb_joins": "duckdb_levels",
    "networkx": "networkx_loop",
    "pymrio": "pymrio_inverse",
}


@dataclass(frozen=True)
class Answered:
    """One answer.

    Parameters
    ----------
    seconds, seconds_components
        The solve alone; before it, components and putting in order.
    shares
        Gives the shares of the labels, (nodes, labels).
    certificate
        The engine's own bound of its error, where it has one.
    close
        Gives back what the answer holds.
    """

    seconds: float
    seconds_components: float
    shares: Callable[[], Floats]
    certificate: float | None = None
    close: Callable[[], None] = lambda: None


class Method(Protocol):
    """What is timed."""

    threads: int
    most_edges: int | None

    def read(self, folder: Path) -> None:
        """Take a network in; its memory is not counted."""

    def answer(self, threads: int) -> Answered:
        """The shares of the network read."""


@dataclass
class Memory:
    """The engine `memory`."""

    threads: int = 2
    most_edges: int | None = None
    system: System = field(init=False)

    def read(self, folder: Path) -> None:
        self.system = stored(folder)

    def answer(self, threads: int) -> Answered:
        found, labels = solve(self.system), len(self.system.names)
        return Answered(
            found.seconds,
            found.seconds_components,
            lambda: found.rows(0, self.system.nodes)[:, :labels],
            found.certificate,
        )


@dataclass
class Relational:
    """The engine `duckdb`, from Parquet files, within a limit of memory."""

    threads: int = 2
    most_edges: int | None = None
    folder: Path = field(init=False)

    def read(self, folder: Path) -> None:
        self.folder = folder

    def answer(self, threads: int) -> Answered:
        nodes, edges = self.folder / "nodes.parquet", self.folder / "edges.parquet"
        found = solve_relational(nodes, edges, memory_limit=MEMORY_LIMIT, work=self.folder, threads=threads)
        labels = [label for label in found.labels if label != "unattributed"]

        def shares() -> Floats:
            parts = [np.column_stack([batch[label].to_numpy() for label in labels]) for batch in found.batches()]
            return np.concatenate(parts)

        return Answered(found.seconds, found.seconds_components, shares, found.certificate, found.close)


@dataclass
class Peer:
    """Another program; what it wants prepared is prepared once."""

    module: Any
    system: System = field(init=False)
    prepared: Any = None
    seconds_components: float = 0.0

    def __post_init__(self) -> None:
        self.threads: int = self.module.THREADS
        self.most_edges: int | None = getattr(self.module, "MOST_EDGES", None)

    def read(self, folder: Path) -> None:
        self.system, self.prepared = stored(folder), None

    def answer(self, threads: int) -> Answered:
        began = time.perf_counter()
        if self.prepared is None:
            self.prepared = self.module.prepare(self.system, threads)
            self.seconds_components = time.perf_counter() - began
        began = time.perf_counter()
        solved = self.module.solve(self.prepared)
        seconds = time.perf_counter() - began
        return Answered(seconds, self.seconds_components, lambda: self.module.shares(self.prepared, solved))


def method(name: str) -> Method:
    """The method of a name."""
    if name in PEERS:
        return Peer(import_module(f"benchmarks.attribution.peers.{PEERS[name]}"))
    return Memory() if name == "memory" else Relational()
