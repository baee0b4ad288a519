"""Made-up trade between real codes: every file of it says MADE_UP in its name."""

from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from orepath.evidence.reading import Reading, Sink
from orepath.sources.cepii_baci.read import read

HEADER = "t,i,j,k,v,q"
NAME = "BACI_HS92_Y2020_MADE_UP.csv"

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write lines as a CSV of made-up trade."""

    def to(*lines: str, name: str = NAME, header: str = HEADER, end: str = "\n", encoding: str = "utf-8") -> Path:
        path = tmp_path / "made-up" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes((end.join([header, *lines]) + end).encode(encoding))
        return path

    return to


@pytest.fixture
def keep(tmp_path: Path) -> Callable[[Path], tuple[Reading, list[dict]]]:
    """Read a path and give the reading and the rows of the trade table."""

    def of(path: Path) -> tuple[Reading, list[dict]]:
        folder = tmp_path / f"sink-{len(list(tmp_path.glob('sink-*')))}"
        folder.mkdir()
        sink = Sink(folder)
        reading = read(path, sink)
        assert sorted(place.name for place in folder.iterdir()) == ["trade.parquet"]
        return reading, pq.read_table(sink.tables["trade"]).to_pylist()

    return of
