"""A made-up network in a folder, for the processes that answer it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.attribution.made import Floats, MadeUp
from orepath.attribution.system import System

ARRAYS = ("source", "target", "flow", "own", "code")
ROW_GROUP = 1 << 20


def store(made: MadeUp, folder: Path) -> None:
    """Write the arrays of a network, and the two tables a person would have."""
    folder.mkdir(parents=True, exist_ok=True)
    system = made.system
    np.savez(folder / "system.npz", **{name: getattr(system, name) for name in ARRAYS}, names=np.array(system.names))
    texts = pa.array([*system.names, ""])
    label = texts.take(pa.array(np.where(system.code < 0, len(system.names), system.code)))
    nodes = {"node": np.arange(system.nodes), "own": system.own, "label": label}
    edges = {"source": system.source.astype(np.int64), "target": system.target.astype(np.int64), "flow": system.flow}
    pq.write_table(pa.table(nodes), folder / "nodes.parquet", row_group_size=ROW_GROUP)
    pq.write_table(pa.table(edges), folder / "edges.parquet", row_group_size=ROW_GROUP)


def stored(folder: Path) -> System:
    """The network of a folder."""
    with np.load(folder / "system.npz") as arrays:
        columns = {name: arrays[name] for name in ARRAYS}
        return System(**columns, names=tuple(arrays["names"].tolist()))


def keep(shares: Floats, folder: Path) -> None:
    """Keep the answer the others are compared with."""
    np.save(folder / "shares.npy", shares)


def difference(shares: Floats, folder: Path) -> float | None:
    """The largest difference of any share from the answer that was kept; None where none was."""
    if not (folder / "shares.npy").exists():
        return None
    kept, largest, step = np.load(folder / "shares.npy", mmap_mode="r"), 0.0, 1 << 16
    for start in range(0, len(kept), step):
        apart = np.abs(kept[start : start + step] - shares[start : start + step])
        largest = max(largest, float(np.nan_to_num(apart, nan=np.inf).max()))
    return largest
