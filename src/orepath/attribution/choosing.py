"""Which engine a network of some size asks for."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from orepath.attribution.memory_free import free_bytes
from orepath.network.own.table import Table

EDGE_BYTES, NODE_BYTES, NET_BYTES = 100, 200, 100
"""What a flow and a node take at most while a network is read, put in order and solved, and a flow more under net
coupling. Measured at 10 million flows and 1 million nodes: in reading 82 bytes a flow, 100 where ids are text of 16
letters; in solving 51."""
SHARE_BYTES, TOGETHER = 8, 8
"""A share is a float64; labels are solved eight together."""
TEXT_TIMES = 6
"""What a CSV file takes while it is read, times its size."""
PART = 0.5
"""The part of what is free that the memory engine may plan with."""

LEAST_BYTES = 2**28
"""A database is not held to less."""


@dataclass(frozen=True)
class Room:
    """What the memory engine needs, and what is free (bytes; None where the system does not say)."""

    needed: int
    free: int | None

    @property
    def enough(self) -> bool:
        """Whether it fits in half of what is free."""
        return self.free is None or self.needed <= PART * self.free


def room(nodes: int, flows: int, labels: int = 0, net: bool = False) -> Room:
    """Whether memory is enough for a network.

    ``flows * (100 + 100 under net coupling) + nodes * (200 + 8 * labels, rounded up to a multiple of 8)`` bytes.

    >>> room(1_000_000, 10_000_000, labels=32).needed
    1456000000
    """
    padded = -(-labels // TOGETHER) * TOGETHER
    needed = flows * (EDGE_BYTES + NET_BYTES * net) + nodes * (NODE_BYTES + SHARE_BYTES * padded)
    return Room(needed, free_bytes())


def room_to_read(nodes: Table, edges: Table, net: bool = False) -> Room:
    """Whether memory is enough to read two tables and hold one label, as far as they say how large they are."""
    (node_rows, node_bytes), (rows, flow_bytes) = _size(nodes), _size(edges)
    found = room(node_rows, rows, 1, net)
    return Room(found.needed + node_bytes + flow_bytes, found.free)


def memory_limit() -> str | None:
    """What a database may take, as it is told: the same part of what is free; None where the system does not say."""
    free = free_bytes()
    return None if free is None else f"{max(LEAST_BYTES, int(PART * free))}B"


def _size(table: Table) -> tuple[int, int]:
    """Rows of a table, and bytes that are no rows yet; none of either where it cannot be told."""
    if isinstance(table, str | Path):
        path = Path(table)
        try:
            return pq.read_metadata(path).num_rows, 0
        except (pa.ArrowException, OSError):
            return 0, TEXT_TIMES * path.stat().st_size if path.is_file() else 0
    return len(table) if isinstance(table, Sized) else 0, 0
