"""A file read twice gives the same bytes, so that a release has the same hash wherever and whenever it is made."""

from hashlib import sha256
from pathlib import Path

import duckdb
import pytest

from orepath.evidence.reading import Sink
from orepath.sources.importing import reader

REAL = {
    "baci": "baci/baci_hs92_minerals_1995_2024.parquet",
    "bgs-world-mineral-statistics": "bgs",
    "comtrade": "trade/comtrade_raw",
    "eurostat-comext": "trade/eu_comext",
    "hs-concordance": "hs/gta/hs_vintages_to_hs2012.csv",
    "minmod": "minmod",
}
MANY = 300_000
"""Rows that fill several groups of a Parquet file, written by several threads where a reader lets them."""
MADE_UP = {
    "comtrade": "select 2000 + k % 5 as year, ([36, 124, 156, 392])[1 + k % 4] as reporter, "
    "([32, 68, 116, 568, 577, 842])[1 + (k // 4) % 6] as partner, 250000 + k // 24 as cmd, 'M' as flow, "
    "k % 977 + 0.5 as value, k % 13 as netwgt, null as qty, 8 as qtyunit from range({rows}) made(k)",
    "eurostat-comext": "select ([{members}])[1 + k % 6] as \"REPORTER\", (['AU', 'CA', 'QV', 'QW'])[1 + k // 6 % 4] as "
    '"PARTNER", 25000000 + k // 24 as "PRODUCT_NC", 1 as "FLOW", 1 as "STAT_PROCEDURE", \'202452\' as "PERIOD", '
    'k % 977 as "VALUE_EUR", k % 13 as "QUANTITY_KG" from range({rows}) made(k)',
}
NAMES = {"comtrade": "made-up.csv", "eurostat-comext": "made-up.dat"}


def hashes(dataset: str, path: Path, place: Path) -> dict[str, str]:
    """The hash of every table a reader writes."""
    place.mkdir()
    sink = Sink(place)
    assert reader(dataset).read(path, sink).kept
    return {name: sha256(file.read_bytes()).hexdigest() for name, file in sink.tables.items()}


@pytest.mark.parametrize("dataset", REAL)
def test_real_files_read_twice(dataset, shared_data, tmp_path):
    path = shared_data / REAL[dataset]
    assert hashes(dataset, path, tmp_path / "once") == hashes(dataset, path, tmp_path / "again")


@pytest.mark.parametrize("dataset", MADE_UP)
def test_many_made_up_rows_read_twice(dataset, tmp_path):
    path = tmp_path / NAMES[dataset]
    members = "'AT', 'BE', 'DE', 'FR', 'IT', 'SE'"
    with duckdb.connect() as connection:
        rows = MADE_UP[dataset].format(rows=MANY, members=members)
        connection.execute(f"copy ({rows}) to '{path}' (header, delimiter ',')")
    assert hashes(dataset, path, tmp_path / "once") == hashes(dataset, path, tmp_path / "again")
