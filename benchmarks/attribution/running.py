"""Methods run one after another, each in a process of its own; those that take too long are ended."""

from __future__ import annotations

import json
import os
import selectors
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.attribution.bounds import bound_seconds

ROOT = Path(__file__).resolve().parents[2]
LIMIT_S, QUICK_LIMIT_S, ENGINE_LIMIT_S, LOADING_S = 120.0, 20.0, 900.0, 600.0
KEPT = {"MALLOC_MMAP_THRESHOLD_": str(1 << 36), "MALLOC_TRIM_THRESHOLD_": str(1 << 36)}
"""Settings by which a process (with glibc) keeps the memory it was handed, so that later runs do not wait for it."""
THREAD_SETTINGS = ("NUMBA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS")

Row = dict[str, Any]


@dataclass(frozen=True)
class Network:
    """A network in a folder.

    Parameters
    ----------
    folder, warm
        Where it is, and where a small one is that methods are warmed on.
    nodes, edges, labels, gathers
        Its sizes, and how many rows its bound gathers.
    """

    folder: Path
    warm: Path
    nodes: int
    edges: int
    labels: int
    gathers: int


def run(name: str, network: Network, threads: int, keeps: bool, stream: float, longest: float = LIMIT_S) -> Row:
    """One row of the results; ``seconds`` is None where the method gave no first answer in the ``longest`` time."""
    arguments = [name, str(network.folder), str(network.warm), str(threads), *(["--keep"] if keeps else [])]
    limit = ENGINE_LIMIT_S if name in ("memory", "duckdb") else longest
    row: Row = {
        "method": name,
        "nodes": network.nodes,
        "edges": network.edges,
        "labels": network.labels,
        "threads": threads,
    }
    found = _told("benchmarks.attribution.child", arguments, threads, limit)
    if isinstance(found, str):
        return unfinished(row, found)
    bounds = [bound_seconds(network.gathers, rate) for rate in found["gathered"]]
    seconds, bound = statistics.median(found["seconds"]), statistics.median(bounds)
    extra = ("seconds_components", "certificate", "difference")
    return row | {
        "seconds": seconds,
        "peak_bytes": found["peak_bytes"],
        "bound_seconds": bound,
        "ratio": seconds / bound,
        **{key: found[key] for key in extra if found.get(key) is not None},
        "seconds_first": found["seconds_first"],
        "seconds_least": min(found["seconds"]),
        "bound_seconds_least": min(bounds),
        "runs": len(found["seconds"]),
        "gather_bytes_per_second": statistics.median(found["gathered"]),
        "stream_bytes_per_second": stream,
    }


def unfinished(row: Row, reason: str) -> Row:
    """A row without figures, with the reason."""
    return row | dict.fromkeys(("seconds", "peak_bytes", "bound_seconds", "ratio")) | {"did_not_finish": reason}


def streamed(threads: int) -> float:
    """Bytes a second of the STREAM triad."""
    command = [sys.executable, "-m", "benchmarks.attribution.streaming"]
    done = subprocess.run(command, cwd=ROOT, env=_environment(threads), capture_output=True, text=True, check=True)
    return float(done.stdout)


def _environment(threads: int) -> dict[str, str]:
    threaded = dict.fromkeys(THREAD_SETTINGS, str(threads))
    return {**os.environ, **KEPT, **threaded, "PYTHONPATH": os.pathsep.join(sys.path)}


def _told(module: str, arguments: list[str], threads: int, limit: float) -> Row | str:
    """What a process told at its end, or why it did not come to it."""
    command = [sys.executable, "-m", module, *arguments]
    with subprocess.Popen(command, cwd=ROOT, env=_environment(threads), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        waiting, longest = selectors.DefaultSelector(), LOADING_S
        until = time.monotonic() + longest
        waiting.register(process.stdout, selectors.EVENT_READ)
        while waiting.select(max(until - time.monotonic(), 0.0)):
            line = process.stdout.readline()
            if not line:
                return f"ended with exit code {process.wait()}"
            if not line.startswith("{"):
                continue
            told: Row = json.loads(line)
            if told["event"] == "done":
                return told
            longest = limit
            until = time.monotonic() + longest
        process.kill()
    return f"did not finish in {longest:.0f} s"
