"""BACI from CSV into a release, against plain DuckDB from the same CSV to Parquet, in one run.

    python benchmarks/baci_import.py [PARQUET] [REPETITIONS]

The rows of the Parquet extract (by default the real one beside the repository) are written to a CSV first. Then both
are timed in turn, each run in the same process with nothing kept between them. Printed are medians and ratios of the
time on the clock and of the processor's time, which a busy machine disturbs less.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import duckdb

from orepath.sources.importing import import_dataset

EXTRACT = Path(__file__).resolve().parents[2] / "shared" / "data" / "baci" / "baci_hs92_minerals_1995_2024.parquet"


def timed(work: Callable[[], object]) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


def plain(csv: Path, folder: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"COPY (FROM read_csv('{csv}')) TO '{folder / 'plain.parquet'}' (FORMAT parquet)")


def into_a_release(csv: Path, home: Path) -> None:
    os.environ["OREPATH_HOME"] = str(home)
    import_dataset("baci", csv, date(2026, 11, 23))


def main(extract: Path, repetitions: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        csv = folder / "BACI_HS92_minerals.csv"
        with duckdb.connect() as connection:
            rows = connection.execute(f"COPY (FROM read_parquet('{extract}')) TO '{csv}' (HEADER)").fetchall()[0][0]
        print(f"{rows:,} rows, {csv.stat().st_size / 1e6:.1f} MB of CSV, {os.cpu_count()} processors")
        base, ours = [], []
        for number in range(repetitions + 1):
            home = folder / f"home-{number}"
            times = timed(partial(plain, csv, folder)), timed(partial(into_a_release, csv, home))
            if number:  # the first round warms both up and is not counted
                base.append(times[0])
                ours.append(times[1])
                print(
                    f"  plain {times[0][0]:.3f} s   release {times[1][0]:.3f} s   ratio {times[1][0] / times[0][0]:.2f}"
                )
        for name, column in (("clock", 0), ("processor", 1)):
            first, second = (statistics.median(row[column] for row in rows) for rows in (base, ours))
            print(f"median, {name}: plain {first:.3f} s, release {second:.3f} s, ratio {second / first:.2f}")


if __name__ == "__main__":
    extract = Path(sys.argv[1]) if len(sys.argv) > 1 else EXTRACT
    if extract.exists():
        main(extract, int(sys.argv[2]) if len(sys.argv) > 2 else 7)
    else:
        print("left out: the extract of BACI is not here; name its file")
