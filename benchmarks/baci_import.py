"""BACI from CSV into a release, against plain DuckDB from the same CSV to Parquet, in one run.

    python benchmarks/baci_import.py [PARQUET] [REPETITIONS]

The rows of the Parquet extract (by default the real one beside the repository) are written to a CSV first. Then both
are timed in turn, each run in the same process with nothing kept between them; medians and their ratio are printed.
"""

import os
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import duckdb

EXTRACT = Path(__file__).resolve().parents[2] / "shared" / "data" / "baci" / "baci_hs92_minerals_1995_2024.parquet"


def plain(csv: Path, folder: Path) -> float:
    begun = time.perf_counter()
    with duckdb.connect() as connection:
        connection.execute(f"COPY (FROM read_csv('{csv}')) TO '{folder / 'plain.parquet'}' (FORMAT parquet)")
    return time.perf_counter() - begun


def into_a_release(csv: Path, folder: Path) -> float:
    from orepath.sources.importing import import_dataset

    os.environ["OREPATH_HOME"] = str(folder)
    begun = time.perf_counter()
    import_dataset("baci", csv, date(2026, 11, 23))
    return time.perf_counter() - begun


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
            times = plain(csv, folder), into_a_release(csv, home)
            if number:  # the first round warms both up and is not counted
                base.append(times[0])
                ours.append(times[1])
                print(f"  plain {times[0]:.3f} s   release {times[1]:.3f} s   ratio {times[1] / times[0]:.2f}")
        middle = statistics.median(base), statistics.median(ours)
        print(f"median: plain {middle[0]:.3f} s, release {middle[1]:.3f} s, ratio {middle[1] / middle[0]:.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else EXTRACT, int(sys.argv[2]) if len(sys.argv) > 2 else 7)
