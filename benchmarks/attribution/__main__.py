"""The attribution engine beside its peers, on networks made up in growing sizes, as multiples of the gather bound.

    python -m benchmarks.attribution [--quick] [--methods memory,scipy] [--sizes 10000,1000000] [--out FILE]

All of it is written to ``benchmarks/results.json``; a part (with --quick: up to a million flows) only where --out says.
Every answer is compared with the memory engine's; a difference is printed, nothing is asserted.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.attribution.bounds import gathers
from benchmarks.attribution.made import LABELS, made_up
from benchmarks.attribution.methods import PEERS, method
from benchmarks.attribution.running import LIMIT_S, QUICK_LIMIT_S, ROOT, Network, Row, run, streamed, unfinished
from benchmarks.attribution.stored import store

RESULTS = ROOT / "benchmarks" / "results.json"
SIZES, QUICK = (10_000, 100_000, 1_000_000, 10_000_000), (10_000, 100_000, 1_000_000)
OUT_OF_CORE = 30_000_000
METHODS = ("memory", "duckdb", *PEERS)
WARM, THREADS, ALIKE = 2_000, 2, 1e-9


def network(edges: int, folder: Path) -> Network:
    """A network made up and stored."""
    made = made_up(edges)
    store(made, folder)
    return Network(folder, folder.parent / "warm", made.system.nodes, edges, LABELS, gathers(made))


def show(row: Row) -> None:
    """One line a result."""
    head = f"{row['edges']:>10,}  {row['method']:14} {row['threads']} "
    if row["seconds"] is None:
        print(f"{head} {row['did_not_finish']}", flush=True)
        return
    parts = [
        f"{row['seconds']:9.4f} s (least {row['seconds_least']:.4f})",
        f"bound {row['bound_seconds']:.4f} s",
        f"ratio {row['ratio']:8.2f}",
        f"peak {row['peak_bytes'] / 2**30:6.3f} GiB",
        f"components {row['seconds_components']:.3f} s",
        *([f"certificate {row['certificate']:.1e}"] if "certificate" in row else []),
        *([f"differs by {row['difference']:.1e}"] if "difference" in row else []),
    ]
    print(head, "  ".join(parts), flush=True)
    if row.get("difference", 0.0) > ALIKE:
        print(f"!!! {row['method']} and the memory engine DISAGREE by {row['difference']:.1e}", flush=True)


def rows(
    edges: int, methods: list[str], folder: Path, given_up: set[str], stream: dict[int, float], longest: float = LIMIT_S
) -> list[Row]:
    """Every method at one size."""
    at, found = network(edges, folder / str(edges)), []
    for name in methods:
        timed = method(name)
        for threads in sorted({timed.threads, 1} if name == "memory" else {timed.threads}, reverse=True):
            row: Row = {"method": name, "nodes": at.nodes, "edges": edges, "labels": LABELS, "threads": threads}
            if edges > (timed.most_edges or edges):
                row = unfinished(row, "does not fit")
            elif name in given_up:
                row = unfinished(row, "not tried, did not finish the size before")
            else:
                keeps = name == "memory" and threads == THREADS
                row = run(name, at, threads, keeps, stream[threads], longest)
            if row["seconds"] is None:
                given_up.add(name)
            show(row)
            found.append(row)
    shutil.rmtree(at.folder)
    return found


def write(results: list[Row], path: Path) -> None:
    """All rows, each on a line of its own."""
    lines = ",\n".join(json.dumps(row) for row in results)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def growth(results: list[Row]) -> None:
    """How the cost a flow grows from the largest size of all to the one out of core."""
    cost = {
        row["edges"]: row["seconds"] / row["edges"] for row in results if row["method"] == "duckdb" and row["seconds"]
    }
    if {SIZES[-1], OUT_OF_CORE} <= cost.keys():
        print(f"duckdb, cost a flow: {cost[OUT_OF_CORE] / cost[SIZES[-1]]:.2f} from {SIZES[-1]:,} to {OUT_OF_CORE:,}")


def main(arguments: list[str]) -> None:
    """Run what was asked for and write it."""
    parser = argparse.ArgumentParser(prog="benchmarks.attribution")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--methods", default=",".join(METHODS))
    parser.add_argument("--sizes")
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args(arguments)
    sizes = [int(size) for size in asked.sizes.split(",")] if asked.sizes else list(QUICK if asked.quick else SIZES)
    whole = not (asked.quick or asked.sizes or asked.methods != ",".join(METHODS))
    longest = QUICK_LIMIT_S if asked.quick else LIMIT_S
    out = asked.out or (RESULTS if whole else None)
    stream = {threads: streamed(threads) for threads in (1, THREADS)}
    print("  ".join(f"STREAM triad, {threads} threads: {rate / 1e9:.1f} GB/s" for threads, rate in stream.items()))
    results: list[Row] = []
    given_up: set[str] = set()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store(made_up(WARM), folder / "warm")
        for edges in sizes:
            results += rows(edges, asked.methods.split(","), folder, given_up, stream, longest)
        if whole:
            results += rows(OUT_OF_CORE, ["duckdb"], folder, given_up, stream)
    growth(results)
    if out:
        write(results, out)


if __name__ == "__main__":
    main(sys.argv[1:])
