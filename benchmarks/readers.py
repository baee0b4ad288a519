"""Readers of publishers' files, each against the fastest reader of its format that only parses, in one run.

    python benchmarks/readers.py [DATASET ...]

The real files stand in ../shared/data. What only parses is calamine for workbooks (all cells of all sheets), DuckDB for
CSV (`read_csv` with every column as text, into a table), `json.loads` for JSON, expat without handlers for XML and
`select *` for SQLite. Printed are, for each dataset: rows read; the reader's time over the parser's, for CSV also over
counting the rows alone, and for XLSX that of the look for what must not be opened; the same on a file of more rows,
made of the real one under other keys where its publisher does not fix their number, and how many times as long it took
for how many times the rows; and the most memory of a process that reads the file once (Linux), some hundred megabytes
of which are libraries. Times are medians of the processor's, both read in turn; a busy machine disturbs them less than
those on the clock, and they count all threads.
"""

import json
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from functools import cache, partial
from io import BytesIO
from itertools import product
from pathlib import Path
from xml.parsers import expat

import duckdb
import xlsxwriter
from python_calamine import CalamineWorkbook

from orepath.evidence.reading import Reading, Sink
from orepath.evidence.workbook.safe import refuse_unsafe
from orepath.sources.importing import reader

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
FILES = {
    "world-bank-commodity-prices": "prices/CMO-Historical-Data-Monthly.xlsx",
    "imf-commodity-prices": "prices/imf_external-data.xls",
    "icmm-global-mining-dataset": "facilities/icmm_global-mining-dataset_2025.xlsx",
    "jasansky-mines": "facilities/detailed_data_mining.xlsx",
    "wgi": "governance/wgidataset.xlsx",
    "ilab-goods": "labour/dol_master_data.xlsx",
    "baci": "baci/geopolrisk_hs92",
    "comtrade": "trade/comtrade_raw/comtrade_2022.csv.gz",
    "eurostat-comext": "trade/eu_comext",
    "bgs-world-mineral-statistics": "bgs",
    "usgs-mcs-2025": "usgs/MCS2025_World_Data.csv",
    "usgs-mcs-2026": "usgs/MCS2026_Commodities_Data.csv",
    "iea-global-ev": "ev/IEA Global EV Data 2024.csv",
    "iea-policy-tracker": "measures/IEA_CM_Policies.csv",
    "ev-sales": "ev/pmbusch_EV_Sales.csv",
    "us-screening-list": "sanctions/csl.csv",
    "minmod": "minmod/mineral-sites/sri/mrdata_mrds/b000.json",
    "gta": "measures/gta-interventions.json",
    "iea-critical-minerals": "iea/iea_uk_dashboard.json",
    "bods": "bods/data-standard/examples/tecido.json",
    "gleif": "gleif/lei-data.xml",
    "world-mining-data": "geopolrisk/world_mining_data.db",
}
REPETITIONS = 5
THREADS = 2
COPIES = tempfile.TemporaryDirectory()


def parts(path: Path) -> list[Path]:
    return sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]


def parse_workbook(path: Path) -> None:
    with CalamineWorkbook.from_filelike(BytesIO(path.read_bytes())) as book:
        for sheet in book.sheet_names:
            book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


@cache
def rows_of_csv(path: Path) -> str:
    """What DuckDB reads; it knows no Windows-1252, so a file in it is read from a copy in UTF-8."""
    if path.suffix != ".gz":
        try:
            path.read_text("utf-8")
        except UnicodeDecodeError:
            content, path = path.read_text("cp1252"), Path(COPIES.name) / path.name
            path.write_text(content, "utf-8")
    return f"read_csv('{path}', all_varchar = true, header = true, delim = ',', quote = '\"')"


def parse_csv(path: Path, query: str = "create table cells as from {}") -> None:
    with duckdb.connect() as connection:
        connection.execute(f"set threads = {THREADS}")
        connection.execute(query.format(rows_of_csv(path))).fetchall()


def parse_xml(path: Path) -> None:
    parser = expat.ParserCreate()
    with path.open("rb") as file:
        parser.ParseFile(file)


def parse_sqlite(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for (table,) in connection.execute("select name from sqlite_master where type = 'table'").fetchall():
            connection.execute(f'select * from "{table}"').fetchall()


PARSERS: dict[str, Callable[[Path], object]] = {
    ".xlsx": parse_workbook,
    ".xls": parse_workbook,
    ".csv": parse_csv,
    ".gz": parse_csv,
    ".json": lambda path: json.loads(path.read_bytes()),
    ".xml": parse_xml,
    ".db": parse_sqlite,
}


def parse(path: Path) -> None:
    for file in parts(path):
        PARSERS[file.suffix](file)


def look(path: Path) -> None:
    with zipfile.ZipFile(path) as packed:
        refuse_unsafe(packed, path.name)


def count(path: Path) -> None:
    for file in parts(path):
        parse_csv(file, "select count(*) from {}")


def read_whole(dataset: str, path: Path) -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        return reader(dataset).read(path, Sink(Path(folder)))


def earlier_years(path: Path, place: Path, column: str, name: str) -> Path:
    """A folder of the rows of CSV files, and of the same under nine times as many years before, a file a year."""
    place.mkdir()
    rows = " union all ".join(f"select * from {rows_of_csv(file)}" for file in parts(path))
    with duckdb.connect() as connection:
        connection.execute(f"create table made as {rows}")
        found = connection.execute(f"select min({column}::int), max({column}::int) from made").fetchone()
        first, last = found or (0, 0)
        for back, year in product(range(10), range(first, last + 1)):
            earlier = year - back * (last - first + 1)
            query = f"select * replace ('{earlier}' as {column}) from made where {column} = '{year}'"
            connection.execute(f"copy ({query}) to '{place / name.format(earlier)}' (header, delimiter ',')")
    return place


def one_file(path: Path, place: Path, column: str) -> Path:
    """The same in one file, for readers of one, and to be parsed as one."""
    folder = earlier_years(path, place, column, "{}.csv")
    with (folder / "all.csv").open("wb") as whole:
        for number, file in enumerate(sorted(folder.glob("[0-9]*.csv"))):
            content = file.read_bytes()
            whole.write(content if number == 0 else content.split(b"\n", 1)[1])
    return folder / "all.csv"


def more_sites(path: Path, place: Path) -> Path:
    """Ten times the sites of a batch."""
    sites = json.loads(path.read_bytes())
    place.with_suffix(".json").write_text(
        json.dumps([{**site, "record_id": f"{site['record_id']}{n}"} for n in range(10) for site in sites], indent=2)
    )
    return place.with_suffix(".json")


def more_rows(path: Path, place: Path, times: int, key: str, other: Callable[[str, int], str]) -> Path:
    """A workbook with the rows of every sheet that has a column several times, under other names in that column."""
    with (
        CalamineWorkbook.from_filelike(BytesIO(path.read_bytes())) as book,
        xlsxwriter.Workbook(place.with_suffix(".xlsx"), {"strings_to_urls": False}) as made,
    ):
        for name in book.sheet_names:
            sheet = made.add_worksheet(name)
            header, *rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False) or [[]]
            sheet.write_row(0, 0, header)
            at = header.index(key) if key in header else None
            for number, (repeat, row) in enumerate(product(range(1 if at is None else times), rows), start=1):
                cells = [other(cell, repeat) if place == at and cell else cell for place, cell in enumerate(row)]
                for column, cell in enumerate(cells):
                    if cell != "":
                        sheet.write(number, column, cell)
    return place.with_suffix(".xlsx")


LARGER: dict[str, Callable[[Path, Path], Path]] = {
    "baci": partial(earlier_years, column="t", name="BACI_HS92_Y{}_minerals.csv"),
    "comtrade": partial(one_file, column="year"),
    "eurostat-comext": partial(one_file, column="PERIOD"),
    "minmod": more_sites,
    "icmm-global-mining-dataset": partial(
        more_rows, times=4, key="ICMMID", other=lambda said, n: f"ICMM{int(said[4:]) + n * 100_000:05}"
    ),
    "jasansky-mines": partial(more_rows, times=4, key="mine_fac", other=lambda said, n: f"{said} {n}" if n else said),
}
"""What makes larger files; limits of the readers allow four times the rows of the two workbooks."""


def seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def measured(dataset: str, path: Path) -> tuple[int, float, str]:
    """Rows, the median time of the reader, and its ratios, said."""
    rows = read_whole(dataset, path).read  # warm: vocabulary, definitions
    others = {"parsing": parse} | ({"counting": count} if PARSERS[parts(path)[0].suffix] is parse_csv else {})
    ours: list[float] = []
    theirs: dict[str, list[float]] = {name: [] for name in others}
    for _ in range(REPETITIONS):
        ours.append(seconds(lambda: read_whole(dataset, path)))
        for name, work in others.items():
            theirs[name].append(seconds(lambda work=work: work(path)))
    middle, parsing = statistics.median(ours), statistics.median(theirs["parsing"])
    said = ", ".join(f"{middle / statistics.median(times):.1f} times {name}" for name, times in theirs.items())
    if PARSERS[parts(path)[0].suffix] is parse_workbook:
        looking = statistics.median(seconds(lambda: look(path)) for _ in range(REPETITIONS))
        said += f" (the look alone {looking / parsing:.1f})"
    return rows, middle, said


def most_memory(dataset: str, path: Path) -> str:
    command = [sys.executable, __file__, "--once", dataset, str(path)]
    held = int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return f"{held / 1024:.0f} MB"


def main(wanted: list[str]) -> None:
    for dataset in wanted or FILES:
        path = DATA / FILES[dataset]
        if not path.exists():
            print(f"{dataset}: {path} is not there")
            continue
        rows, took, said = measured(dataset, path)
        size = sum(file.stat().st_size for file in parts(path)) / 1e6
        print(f"{dataset}, {size:.1f} MB, {rows:,} rows: {said}; {most_memory(dataset, path)}", flush=True)
        if dataset not in LARGER:
            continue
        with tempfile.TemporaryDirectory() as folder:
            larger = LARGER[dataset](path, Path(folder) / "made-up")
            more, longer, said = measured(dataset, larger)
            print(f"  {more / rows:.1f} times the rows: {said}; {most_memory(dataset, larger)};", end=" ")
            print(f"{longer / took:.1f} times as long as for the real file", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--once"]:
        read_whole(sys.argv[2], Path(sys.argv[3]))
        print(re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text())[1])
    else:
        main(sys.argv[1:])
