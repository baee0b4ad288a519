"""Made-up Comtrade files read into the table of reported trade, against DuckDB merely parsing the same files.

    python benchmarks/reader_comtrade.py [REPETITIONS]

Both forms at 200,000 and 2,000,000 rows: the official one with all 47 columns, its totals beside breakdowns by customs
procedure and mode of transport, and the compact one of nine columns, in which nothing but the figures tells the totals.
Parsing is `CREATE TABLE` from `read_csv` with every column as text, in a database of its own with as many threads. Each
pair runs in turn; printed are medians and ratios of the time on the clock and of the processor's time, which a busy
machine disturbs less, and the most memory that a process which does nothing but read held (Linux).
"""

import math
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import duckdb

from orepath.evidence.reading import Sink
from orepath.sources.importing import reader

SIZES = (200_000, 2_000_000)
BREAKDOWNS = 6  # rows a key: two procedures beside their total, times one mode beside its total; halves are made up

KEYS = """
select (2000 + k // 600000)::varchar as period,
    ([36, 40, 56, 76, 100, 124, 152, 156, 392, 410])[1 + k % 10] as reporter,
    ([32, 68, 116, 180, 203, 208, 214, 218, 246, 300, 348, 360, 458, 604, 608, 643, 704, 710, 764, 842])
        [1 + (k // 10) % 20] as partner,
    (250000 + (k // 200) % 1500)::varchar as good, if((k // 300000) % 2 = 0, 'M', 'X') as flow,
    2 * (1 + hash(k) % 1000000)::double / 1000 as value, b
from range({keys}) as keys(k), range({breakdowns}) as rows(b)
"""

COMPACT = """
select period as year, reporter, partner, good as cmd, flow, if(b < 2, value, value / 2) as value,
    if(b < 2, value, value / 2) as netwgt, if(b < 2, value, value / 2) as qty, 8 as qtyunit from ({keys})
"""

OFFICIAL = """
select 'C' as typeCode, 'A' as freqCode, period || '0101' as refPeriodId, period as refYear, 52 as refMonth, period,
    reporter as reporterCode, 'XXX' as reporterISO, 'Made-up reporter' as reporterDesc, flow as flowCode,
    'Made-up flow' as flowDesc, partner as partnerCode, 'XXX' as partnerISO, 'Made-up partner' as partnerDesc,
    0 as partner2Code, 'W00' as partner2ISO, 'World' as partner2Desc, 'H6' as classificationCode,
    'HS' as classificationSearchCode, true as isOriginalClassification, good as cmdCode, 'A made-up good' as cmdDesc,
    6 as aggrLevel, true as isLeaf, (['C00', 'C01', 'C02'])[1 + b // 2] as customsCode, 'Made-up' as customsDesc,
    0 as mosCode, if(b % 2 = 0, 0, 2100) as motCode, 'Made-up' as motDesc, 8 as qtyUnitCode, 'kg' as qtyUnitAbbr,
    if(b < 2, value, value / 2) as qty, false as isQtyEstimated, -1 as altQtyUnitCode, 'N/A' as altQtyUnitAbbr,
    0.0 as altQty, false as isAltQtyEstimated, if(b < 2, value, value / 2) as netWgt, false as isNetWgtEstimated,
    0.0 as grossWgt, false as isGrossWgtEstimated, if(flow = 'M', if(b < 2, value, value / 2), null) as cifvalue,
    if(flow = 'X', if(b < 2, value, value / 2), null) as fobvalue, if(b < 2, value, value / 2) as primaryValue,
    0 as legacyEstimationFlag, true as isReported, false as isAggregate from ({keys})
"""


def timed(work: Callable[[], object]) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


def parsed(path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute("set threads = 2")
        connection.execute(f"create table parsed as from read_csv('{path}', all_varchar = true)")


def into_the_table(path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reader("comtrade").read(path, Sink(Path(folder)))


def most_memory(path: Path) -> float:
    """Megabytes that a process held at most which does nothing but read the file."""
    done = subprocess.run([sys.executable, __file__, "--memory", str(path)], capture_output=True, text=True, check=True)
    return float(done.stdout)


def main(repetitions: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        for form, query in (("official", OFFICIAL), ("compact", COMPACT)):
            for size in SIZES:
                path = Path(name) / f"made-up-{form}-{size}.csv"
                keys = KEYS.format(keys=size // BREAKDOWNS, breakdowns=BREAKDOWNS)
                with duckdb.connect() as connection:
                    connection.execute(f"copy ({query.format(keys=keys)}) to '{path}' (header)")
                into_the_table(path)  # warms both up
                runs = [
                    (timed(partial(parsed, path)), timed(partial(into_the_table, path))) for _ in range(repetitions)
                ]
                megabytes = path.stat().st_size / 1e6
                print(f"{form}, {size:,} rows, {megabytes:.0f} MB, at most {most_memory(path):.0f} MB held")
                for what, at in (("clock", 0), ("processor", 1)):
                    base, ours = (statistics.median(run[side][at] for run in runs) for side in (0, 1))
                    print(f"  {what}: parsed {base:.2f} s, read {ours:.2f} s, ratio {ours / base:.2f}")
                path.unlink()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--memory"]:
        into_the_table(Path(sys.argv[2]))
        held = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
        print(int(held[1]) / 1024 if held else math.nan)
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
