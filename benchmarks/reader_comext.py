"""Comext bulk files into the table of reported trade, against DuckDB parsing the same file, in one run.

    python benchmarks/reader_comext.py [ROWS] [REPETITIONS]

The bulk files are made up, with the publisher's columns, one of ROWS rows and one of ten times as many: one of fifty
keys has a second statistical procedure, one of a hundred products is secret. For each, three things are timed in turn:
DuckDB parsing every cell and keeping none; the same into a table of text, which the reader needs to name the row of a
fault; and the reader. Printed are medians on the clock and of the processor's time, which a busy machine disturbs less,
the ratios, and how the reader's time grows.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import duckdb

from orepath.evidence.reading import Sink
from orepath.sources.eurostat_comext.read import read

MEMBERS = "AT,BE,BG,CY,CZ,DE,DK,EE,ES,FI,FR,GR,HR,HU,IE,IT,LT,LU,LV,MT,NL,PL,PT,RO,SE,SI,SK"
PARTNERS = "AE,AU,BR,CA,CD,CH,CL,CN,GB,ID,IN,JP,KR,MX,NO,PE,PH,QV,RU,TH,TR,TW,US,VN,ZA,ZM"
SECOND = 50
COLUMNS = {
    "REPORTER": f"string_split('{MEMBERS}', ',')[1 + pair // 52]",
    "PARTNER": f"string_split('{PARTNERS}', ',')[1 + pair // 2 % 26]",
    "TRADE_TYPE": "'E'",
    "PRODUCT_NC": "if(good % 100 = 99, '25XXXXXX', (25000000 + good * 7)::varchar)",
    "PRODUCT_SITC": "'28741'",
    "PRODUCT_CPA21": "'0729'",
    "PRODUCT_CPA22": "'0729'",
    "PRODUCT_BEC": "'111'",
    "PRODUCT_BEC5": "'.....'",
    "PRODUCT_SECTION": "'05'",
    "FLOW": "1 + pair % 2",
    "STAT_PROCEDURE": "procedure",
    "SUPPL_UNIT": "'NO_SU'",
    "PERIOD": "'202452'",
    "VALUE_EUR": "hash(key) % 1000000",
    "VALUE_NAC": "hash(key) % 1000000",
    "QUANTITY_KG": "hash(key) // 7 % 500000",
    "QUANTITY_SUPPL_UNIT": "0",
}


def write_made_up(path: Path, rows: int) -> None:
    """Write a made-up bulk file of about so many rows, in the publisher's order."""
    pairs = 27 * 26 * 2
    shown = ", ".join(f"{said} as {column}" for column, said in COLUMNS.items())
    goods = rows * SECOND // (SECOND + 1) // pairs
    with duckdb.connect() as connection:
        connection.execute(
            f"""copy (select {shown} from (
                select key, key // {goods} as pair, key % {goods} as good,
                    unnest(if(key % {SECOND} = 0, [1, 2], [1])) as procedure
                from range({pairs * goods}) made(key)
            )) to '{path}' (header, delimiter ',')"""
        )


def parsed(path: Path, into: str) -> None:
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in COLUMNS)
    rows = f"read_csv('{path}', header = true, delim = ',', quote = '\"', auto_detect = false, columns = {{{columns}}})"
    with tempfile.TemporaryDirectory() as spill, duckdb.connect() as connection:
        connection.execute(f"set threads = 2; set memory_limit = '400MB'; set temp_directory = '{spill}'")
        kept = f"create table cells as select * from {rows}"
        connection.execute(kept if into == "table" else f"select bit_xor(hash(columns(*))) from {rows}").fetchall()


def read_whole(path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        read(path, Sink(Path(folder)))


def timed(work: Callable[[], object]) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


def main(rows: int, repetitions: int) -> None:
    grown = []
    with tempfile.TemporaryDirectory() as name:
        for size in (rows, 10 * rows):
            path = Path(name) / f"full_made_up_{size}.dat"
            write_made_up(path, size)
            works = {
                "parsing": partial(parsed, path, "nothing"),
                "parsing into a table": partial(parsed, path, "table"),
                "reader": partial(read_whole, path),
            }
            runs = [{key: timed(work) for key, work in works.items()} for _ in range(repetitions)]
            print(f"{size:,} rows, {path.stat().st_size / 1e6:.0f} MB")
            for what, at in (("clock", 0), ("processor", 1)):
                middle = {key: statistics.median(run[key][at] for run in runs) for key in works}
                print(f"  {what}: " + ", ".join(f"{key} {middle[key]:.2f} s" for key in middle))
                against = [f"{key} {middle['reader'] / middle[key]:.2f}" for key in list(middle)[:2]]
                print("    reader against " + ", against ".join(against))
            grown.append(middle["reader"])
            path.unlink()
    print(f"ten times the rows take the reader {grown[1] / grown[0]:.1f} times as long")


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    main(given[0] if given else 300_000, given[1] if len(given) > 1 else 3)
