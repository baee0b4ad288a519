"""A batch file of sites into statements, against `json.loads` of the same file alone, in one run.

    python benchmarks/reader_minmod.py [MEGABYTES] [REPETITIONS]

The sites are made up, with as many members as those of the publisher; every fourth has a point, an ore and a grade.
Printed is the most memory that a process of its own holds which reads the file once; then, both run in turn in one
process, medians and ratios of the processor's time, which a busy machine disturbs less, and of the time on the clock.
"""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from orepath.evidence.reading import Sink
from orepath.sources.darpa_minmod.read import read

TABLES = {
    "commodity": ["minmod_id,name", "Q1,Nickel", "Q2,Cobalt"],
    "country": ["minmod_id,iso2", "Q3,AX"],
    "deposit_type": ["minmod_id,deposit_type", "Q4,Laterite of Aland", "Q5,Placer of Boria"],
    "unit": ["minmod_id,unit name", "Q6,million tonnes", "Q7,percent"],
}


def candidate(name: str, identifier: str, confidence: float = 1.0) -> dict[str, Any]:
    uri = f"https://minmod.isi.edu/resource/{identifier}"
    return {"source": "made-up algorithm, v1", "confidence": confidence, "observed_name": name, "normalized_uri": uri}


def site(number: int) -> dict[str, Any]:
    reference = {"document": {"uri": "https://example.org/aland"}}
    entry: dict[str, Any] = {"reference": reference, "commodity": candidate("Nickel", "Q1")}
    made: dict[str, Any] = {"source_id": "https://example.org/aland", "record_id": f"{number}", "site_rank": "D"}
    if number % 4 == 0:
        made |= {"name": f"Aland {number}", "site_type": "Mine"}
        point = f"POINT (19.{number % 1000} 60.{number % 997})"
        made["location_info"] = {"country": [candidate("Aland", "Q3")], "location": point}
        entry["ore"] = {"value": number % 500 / 10, "unit": candidate("Mt", "Q6")}
        entry["grade"] = {"value": number % 70 / 10, "unit": candidate("%", "Q7")}
    made["deposit_type_candidate"] = [
        candidate("Laterite of Aland", "Q4", number % 9973 / 9973),
        candidate("Placer of Boria", "Q5", number % 9967 / 9967),
    ]
    made["mineral_inventory"] = [entry, {"reference": reference, "commodity": candidate("Cobalt", "Q2")}]
    made["reference"] = [reference]
    return made | {"created_by": "https://example.org/users/u/aland", "modified_at": "2024-11-06T11:13:06Z"}


def write(folder: Path, megabytes: int) -> Path:
    (folder / "entities").mkdir()
    for name, lines in TABLES.items():
        (folder / "entities" / f"{name}.csv").write_text("\n".join(lines) + "\n")
    path = folder / "made-up.json"
    with path.open("w") as file:
        number = 0
        while file.tell() < megabytes * 1_000_000:
            file.write("[\n" if number == 0 else ",\n")
            file.write(json.dumps(site(number), indent=2))
            number += 1
        file.write("\n]\n")
    print(f"{number:,} sites, {path.stat().st_size / 1e6:.0f} MB")
    return path


def timed(work: Callable[[], object]) -> tuple[float, float]:
    processor, clock = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - processor, time.perf_counter() - clock


def into_statements(path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        read(path, Sink(Path(folder)))


def main() -> None:
    if sys.argv[1:2] == ["--once"]:
        into_statements(Path(sys.argv[2]))
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        return
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    repetitions = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder), megabytes)
        held = subprocess.run(
            [sys.executable, __file__, "--once", str(path)], capture_output=True, text=True, check=True
        )
        print(f"most memory held by the reader: {int(held.stdout) / 1024:.0f} MB")
        into_statements(path)  # warm: tables, names
        runs = [
            (timed(lambda: json.loads(path.read_text())), timed(lambda: into_statements(path)))
            for _ in range(repetitions)
        ]
        for kind, which in (("processor", 0), ("clock", 1)):
            plain, ours = (statistics.median(run[side][which] for run in runs) for side in (0, 1))
            ratio = statistics.median(run[1][which] / run[0][which] for run in runs)
            print(f"{kind}: json.loads {plain:.2f} s, reader {ours:.2f} s, ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
