"""Made-up trade between real codes, in the forms of the publisher."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from orepath.evidence.reading import Reading, Sink
from orepath.sources.un_comtrade.read import read

COMPACT = "year,reporter,partner,cmd,flow,value,netwgt,qty,qtyunit"
OFFICIAL = (
    "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,flowCode,partnerCode,partnerISO,"
    "partner2Code,classificationCode,cmdCode,customsCode,mosCode,motCode,qtyUnitCode,qty,netWgt,isNetWgtEstimated,"
    "cifvalue,fobvalue,primaryValue,isAggregate"
)
ROW = {
    "typeCode": "C",
    "freqCode": "A",
    "refPeriodId": "20200101",
    "refYear": "2020",
    "refMonth": "52",
    "period": "2020",
    "reporterCode": "392",
    "reporterISO": "JPN",
    "flowCode": "M",
    "partnerCode": "156",
    "partnerISO": "",
    "partner2Code": "0",
    "classificationCode": "H6",
    "cmdCode": "260500",
    "customsCode": "C00",
    "mosCode": "0",
    "motCode": "0",
    "qtyUnitCode": "8",
    "qty": "2000",
    "netWgt": "2000",
    "isNetWgtEstimated": "False",
    "cifvalue": "100.5",
    "fobvalue": "",
    "primaryValue": "100.5",
    "isAggregate": "False",
}
"""Japan's imports of cobalt ore from China in 2020, made up."""

Rows = list[dict[str, object]]
Write = Callable[..., Path]
Keep = Callable[[Path], tuple[Reading, Rows]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write lines under a header."""

    def to(*lines: str, header: str = COMPACT, name: str = "made-up.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(("\n".join([header, *lines]) + "\n").encode(encoding))
        return path

    return to


@pytest.fixture
def official(tmp_path: Path) -> Write:
    """Write rows of the official form; each names what differs from `ROW`."""

    def to(*rows: dict[str, str], name: str = "made-up.csv", delimiter: str = ",", encoding: str = "utf-8") -> Path:
        text = io.StringIO()
        columns = list(dict.fromkeys([*OFFICIAL.split(","), *(column for row in rows for column in row)]))
        writer = csv.DictWriter(text, columns, delimiter=delimiter, lineterminator="\n")
        writer.writeheader()
        writer.writerows({**ROW, **row} for row in rows)
        path = tmp_path / name
        path.write_bytes(text.getvalue().encode(encoding))
        return path

    return to


@pytest.fixture
def keep(tmp_path: Path) -> Keep:
    """Read a path; the reading and the rows of the table."""

    def of(path: Path) -> tuple[Reading, Rows]:
        folder = tmp_path / f"sink-{len(list(tmp_path.glob('sink-*')))}"
        folder.mkdir()
        sink = Sink(folder)
        reading = read(path, sink)
        assert sorted(place.name for place in folder.iterdir()) == ["reported_trade.parquet"]
        rows = pq.read_table(sink.tables["reported_trade"]).to_pylist()
        assert len(rows) == reading.kept
        return reading, rows

    return of
