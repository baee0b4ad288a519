"""A fleet qualified, against Python's csv reader over the same file, in turn. Prints medians and their ratio.

Run as ``python -m benchmarks.qualification [BATTERIES]``; 100,000 batteries of 20 chains make a file of about 400 MB.
"""

from __future__ import annotations

import csv
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.qualification.made import write_fleet
from orepath.qualification.fleet.fleet import qualify_fleet

RULE, ON = "clean-vehicle-critical-minerals", "2025-06-01"
CHAINS, RUNS = 20, 3


def read(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        for _ in csv.reader(file):
            pass


def seconds(done: Callable[[], object]) -> float:
    start = time.perf_counter()
    done()
    return time.perf_counter() - start


def measured(path: Path, out: Path, test: str) -> tuple[float, float]:
    """Median seconds of the csv reader and of the fleet, run in turn."""
    pairs = [
        (seconds(lambda: read(path)), seconds(lambda: qualify_fleet(RULE, path, out, test=test, on=ON)))
        for _ in range(RUNS)
    ]
    return statistics.median(one for one, _ in pairs), statistics.median(other for _, other in pairs)


def main() -> None:
    batteries = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "fleet.csv", Path(folder) / "out.parquet"
        for unknown in (0.0, 0.02):
            rows = write_fleet(path, batteries, CHAINS, unknown)
            size = path.stat().st_size
            print(f"{batteries:,} batteries, {rows:,} rows, {size / 1e6:.0f} MB, {unknown:.0%} of countries unknown")
            for test in ("traced", "half"):
                reader, fleet = measured(path, out, test)
                print(f"  {test:7} csv reader {reader:5.1f} s   fleet {fleet:5.1f} s   ratio {fleet / reader:.2f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"  largest memory of the process {peak / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
