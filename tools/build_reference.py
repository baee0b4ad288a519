"""Compile the release that ships in the package.

Run as ``python tools/build_reference.py SHARED_DATA``. Every dataset is read by its own reader from the files its
publisher issues, then cut to what ships: sources whose licence allows it, and of bilateral trade the goods of
``vocabulary/goods.csv`` from 2005. The same files give the same bytes.
"""

from __future__ import annotations

import shutil
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow.parquet as pq

from orepath.evidence.reading import Reading, Sink
from orepath.evidence.release import describe, publish, staging
from orepath.evidence.source import Source
from orepath.sources.importing import reader
from orepath.vocabulary.terms import goods

REPOSITORY = Path(__file__).parent.parent
RELEASE = REPOSITORY / "src" / "orepath" / "reference" / "release"
CREATED = date(2026, 11, 23)
FIRST_TRADE_YEAR = 2005
LIMIT_BYTES = 6_000_000

INPUTS = (
    ("usgs-mcs-2026", "usgs/MCS2026_Commodities_Data.csv"),
    ("usgs-mcs-2025", "usgs/MCS2025_World_Data.csv"),
    ("baci", "baci/baci_hs92_minerals_1995_2024.parquet"),
    ("baci", "trade/baci_v202601"),
    ("wgi", "governance/wgidataset.xlsx"),
    ("wgi", "geopolrisk/wgi.db"),
    ("ec-crm-2023", "eu_crm_2023"),
    ("iea-critical-minerals", "iea/iea_uk_dashboard.json"),
    ("ilab-goods", "labour/dol_*"),
    ("cheng-2024", "stage/cheng2024"),
)
OWN = (("measures", "tools/reference"), ("orepath-facts", "tools/reference"))
VEHICLES = (
    ("iea-global-ev", "ev/IEA Global EV Data 2024.csv"),
    ("ev-sales", "ev/pmbusch_EV_Sales.csv"),
    ("battery-intensities", "intensity/Mineral_Intensity_2025.xlsx"),
    ("battery-intensities", "intensity/Mineral_Intensity_2023_batpac.xlsx"),
    ("battery-intensities", "intensity/battery_chem_world.csv"),
    ("battery-intensities", "intensity/bat_size.csv"),
)


def read(dataset: str, path: Path, folder: Path) -> tuple[Source, Reading, Sink]:
    """Read one input into a folder of its own."""
    folder.mkdir()
    chosen = reader(dataset)
    if not chosen.SOURCE.ships:
        raise SystemExit(f"{dataset}: its licence does not let figures of it ship")
    sink = Sink(folder)
    if path.exists():
        return chosen.SOURCE, chosen.read(path, sink), sink
    with TemporaryDirectory() as place:  # some files of a folder
        for file in sorted(path.parent.glob(path.name)):
            (Path(place) / file.name).symlink_to(file)
        return chosen.SOURCE, chosen.read(Path(place), sink), sink


def cut(sink: Sink) -> None:
    """Keep of the trade table only what ships, in a fixed order; pack every table tightly."""
    codes = ", ".join(f"'{good.code}'" for good in goods())
    for name, path in sink.tables.items():
        if name == "trade":
            packed = path.with_suffix(".cut")
            with duckdb.connect() as connection:
                kept = f"SELECT * FROM read_parquet('{path}') WHERE good IN ({codes}) AND year >= {FIRST_TRADE_YEAR}"
                order = "ORDER BY good, year, exporter, importer, row"
                connection.execute(f"COPY ({kept} {order}) TO '{packed}' (FORMAT parquet)")
            packed.replace(path)
        table = pq.read_table(path)
        pq.write_table(table, path, compression="zstd", compression_level=19, use_dictionary=True)


def main(shared: Path) -> None:
    """Write the release folder anew."""
    inputs = [(dataset, shared / place) for dataset, place in INPUTS]
    inputs += [(dataset, REPOSITORY / place) for dataset, place in OWN]
    inputs += [(dataset, shared / place) for dataset, place in VEHICLES]
    with staging(RELEASE.parent) as folder:
        parts = []
        for number, (dataset, path) in enumerate(inputs):
            part = read(dataset, path, folder / f"{number:02d}-{dataset}")
            cut(part[2])
            parts.append(part)
            print(f"{dataset:24} {part[1].edition:28} read {part[1].read:>9,} kept {part[1].kept:>9,}")
        release = publish(folder, folder.parent, describe(parts, folder, CREATED), f"reference-{CREATED:%Y.%m}")
    shutil.rmtree(RELEASE, ignore_errors=True)
    release.folder.rename(RELEASE)
    size = sum(path.stat().st_size for path in RELEASE.rglob("*") if path.is_file())
    print(f"{release.id}: {size:,} bytes of at most {LIMIT_BYTES:,}")
    if size > LIMIT_BYTES:
        raise SystemExit("the release is too large to ship")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
