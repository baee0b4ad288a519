"""Large exports and transcriptions of Global Trade Alert, against merely parsing the same file, in one run.

    python benchmarks/reader_gta.py [REPETITIONS]

The files are made up of those at hand (../shared/data/measures), ten and seventy times over: under other numbers, with
lists turned and titles and texts changed, so that few cells are alike. Parsing is DuckDB putting every cell of the
export into a table, and `json.loads` of the transcription. Printed are the medians of the processor's time, both in
turn, and their ratio.
"""

import csv
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import duckdb

from orepath.evidence.reading import Sink
from orepath.sources.global_trade_alert.read import read

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "measures"
LISTS = ("Implementing Jurisdictions", "Affected Sectors", "Affected Products", "Affected Jurisdictions")
COPIES = {"export": 10, "transcription": 70}


def renumbered(address: str, number: str) -> str:
    return f"{address.rpartition('/')[0]}/{number}"


def turned(said: str, by: int) -> str:
    parts = said.split(", ")
    at = by % len(parts)
    return ", ".join(parts[at:] + parts[:at])


def write_export(path: Path) -> None:
    with (DATA / "gta-subsidies.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        for copy in range(COPIES["export"]):
            for row in rows:
                number = f"{int(row['Intervention ID']) + copy * 1_000_000}"
                act = f"{int(row['State Act ID']) + copy * 1_000_000}"
                own = {"Intervention ID": number, "Intervention URL": renumbered(row["Intervention URL"], number)}
                own |= {"State Act ID": act, "State Act URL": renumbered(row["State Act URL"], act)}
                own["State Act Title"] = f"{row['State Act Title']} ({copy})"
                writer.writerow(row | own | {column: turned(row[column], copy) for column in LISTS})


def write_transcription(path: Path) -> None:
    rows = json.loads((DATA / "gta-interventions.json").read_bytes())["interventions"]
    made = []
    for copy in range(COPIES["transcription"]):
        for row in rows:
            number = f"{int(row['id']) + copy * 1_000_000}"
            texts = {"title": f"{row['title']} ({copy})", "description": f"<p>{copy}</p>{row['description']}"}
            made.append(row | texts | {"id": number, "link": renumbered(row["link"], number)})
    path.write_text(json.dumps({"interventions": made}, ensure_ascii=False), encoding="utf-8")


def parse_export(path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute("set threads = 2")
        connection.execute(f"create table cells as from read_csv('{path}', all_varchar = true, header = true)")


def parse_transcription(path: Path) -> None:
    json.loads(path.read_bytes())


def read_whole(path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        read(path, Sink(Path(folder)))


def seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def main(repetitions: int) -> None:
    forms = {
        "export.csv": (write_export, parse_export),
        "transcription.json": (write_transcription, parse_transcription),
    }
    with tempfile.TemporaryDirectory() as folder:
        for name, (write, parse) in forms.items():
            path = Path(folder) / name
            write(path)
            read_whole(path)  # warm: vocabulary, definitions
            works = (partial(read_whole, path), partial(parse, path))
            ours, theirs = zip(*([seconds(work) for work in works] for _ in range(repetitions)), strict=True)
            ours_, theirs_ = statistics.median(ours), statistics.median(theirs)
            size = path.stat().st_size / 1e6
            print(f"{name}, {size:.0f} MB: reader {ours_:.2f} s, parsing {theirs_:.2f} s, {ours_ / theirs_:.1f} times")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
