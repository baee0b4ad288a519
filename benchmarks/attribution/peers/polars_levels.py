"""polars: flows joined with the shares of the nodes they leave, level by level, a column a label."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from benchmarks.attribution.made import Floats
from benchmarks.attribution.peers.levelled import CLOSE, levelled
from orepath.attribution.system import System

THREADS = 2


@dataclass(frozen=True)
class Frames:
    """Own mass by node and label; of each level the flows from earlier levels and those inside it."""

    labels: list[str]
    levels: list[tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]]
    nodes: int


def prepare(system: System, threads: int) -> Frames:
    found = levelled(system)
    labels = [f"l{number}" for number in range(len(system.names))]
    nodes = pl.DataFrame({"node": np.arange(system.nodes), "level": found.level, "code": system.code, "put": found.put})
    put_in = nodes.filter(pl.col("code") >= 0).select(
        "node",
        "level",
        *(
            pl.when(pl.col("code") == number).then("put").otherwise(0.0).alias(label)
            for number, label in enumerate(labels)
        ),
    )
    flows = pl.DataFrame(
        {
            "node": system.source.astype(np.int64),
            "target": system.target.astype(np.int64),
            "share": found.share,
            "level": found.level[system.target],
            "around": found.around,
        }
    )
    levels = []
    for level in found.levels:
        here = flows.filter(pl.col("level") == level)
        before, inside = (here.filter(pl.col("around") == around).drop("level", "around") for around in (False, True))
        levels.append((put_in.filter(pl.col("level") == level).drop("level"), before, inside))
    return Frames(labels, levels, system.nodes)


def solve(frames: Frames) -> pl.DataFrame:
    known: list[pl.DataFrame] = []
    for put_in, before, inside in frames.levels:
        enters = _mixed(put_in, before, pl.concat(known) if known else put_in.clear(), frames.labels)
        known.append(_settled(enters, inside, frames.labels) if len(inside) else enters)
    return pl.concat(known)


def _mixed(put_in: pl.DataFrame, flows: pl.DataFrame, known: pl.DataFrame, labels: list[str]) -> pl.DataFrame:
    carried = (
        flows.lazy()
        .join(known.lazy(), on="node")
        .group_by("target")
        .agg((pl.col(labels) * pl.col("share")).sum())
        .rename({"target": "node"})
    )
    return pl.concat([put_in.lazy(), carried]).group_by("node").agg(pl.col(labels).sum()).collect()


def _settled(enters: pl.DataFrame, inside: pl.DataFrame, labels: list[str]) -> pl.DataFrame:
    """Sweeps until no row gains any more; no share ever falls."""
    shares, total = enters, enters.select("node", total=pl.sum_horizontal(labels))
    while True:
        shares = _mixed(enters, inside, shares, labels)
        again = shares.select("node", total=pl.sum_horizontal(labels))
        gain = again.join(total, on="node").select((pl.col("total") - pl.col("total_right")).abs().max()).item()
        if gain <= CLOSE:
            return shares
        total = again


def shares(frames: Frames, solved: pl.DataFrame) -> Floats:
    found = np.zeros((frames.nodes, len(frames.labels)))
    found[solved["node"].to_numpy()] = solved.select(frames.labels).to_numpy()
    return found
