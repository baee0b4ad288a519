"""The tables of several releases as one: what two releases both hold counts once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import pyarrow as pa

from orepath.evidence.release import Release, TableFile
from orepath.evidence.schema import REPORTED_TRADE, STATEMENTS, TRADE

BULK = 500_000
"""Statements of a table above which it is read from its file for each question instead of being held in memory."""
KINDS = {pa.string(): "varchar", pa.float64(): "double", pa.date32(): "date", pa.int16(): "smallint"}
TRADE_KEY = "dataset, edition, year, exporter, importer, good"
REPORTED_KEY = "dataset, edition, from_, until, reporter, partner, flow, good"


def files_in_use(releases: Sequence[Release]) -> list[TableFile]:
    """The files of all releases by dataset, edition and table, the later release last; the same bytes once."""
    chosen: dict[tuple[str, str, str, str], TableFile] = {}
    for release in releases:
        for file in release.tables:
            chosen.setdefault((file.dataset, file.edition, file.table, file.sha256), file)
    return sorted(chosen.values(), key=lambda file: (file.dataset, file.edition, file.table))


def statement_rows(files: Sequence[TableFile], known_on: date | None) -> tuple[str, str]:
    """Queries over the rows of statement tables known on a day, with dataset, edition, licence and priority.

    The second is of tables with more than `BULK` rows that hold an edition alone: these need not be compared with
    others row by row, and stay where they are. The first is of all others.
    """
    own = [file for file in files if file.table == "statements"]
    tables = Counter((file.dataset, file.edition) for file in own)

    def bulk(file: TableFile) -> bool:
        return file.rows > BULK and tables[file.dataset, file.edition] == 1

    def known(some: list[TableFile]) -> str:
        return _known(_union(some, STATEMENTS, "edition_recorded"), "coalesce(recorded, edition_recorded)", known_on)

    return known([file for file in own if not bulk(file)]), known([file for file in own if bulk(file)])


def trade_rows(files: Sequence[TableFile], known_on: date | None) -> tuple[str, str]:
    """How the rows of all trade tables known on a day are kept, as ``view`` or ``table``, and the query.

    Where several files hold one edition, a flow they share is taken from the last, and the choice is made once.
    """
    return _rows_by_key("trade", TRADE, TRADE_KEY, files, known_on)


def reported_rows(files: Sequence[TableFile], known_on: date | None) -> tuple[str, str]:
    """The same of the tables of trade as places report it."""
    return _rows_by_key("reported_trade", REPORTED_TRADE, REPORTED_KEY, files, known_on)


def _rows_by_key(
    name: str, schema: pa.Schema, key: str, files: Sequence[TableFile], known_on: date | None
) -> tuple[str, str]:
    own = [file for file in files if file.table == name]
    query = _known(_union(own, schema, "recorded"), "recorded", known_on)
    if max(Counter((file.dataset, file.edition) for file in own).values(), default=0) < 2:
        return "view", query
    last = f"row_number() over (partition by {key} order by priority desc, file, row) = 1"
    return "table", f"select * from ({query}) qualify {last}"


def _union(files: Sequence[TableFile], schema: pa.Schema, recorded: str) -> str:
    nulls = ", ".join(f"null::{KINDS.get(column.type, 'integer')} as {column.name}" for column in schema)
    texts = ", ".join(f"''::varchar as {name}" for name in ("dataset", "edition", "licence"))
    parts = [f"select {texts}, 0 as priority, null::date as {recorded}, {nulls} where false"]
    for priority, file in enumerate(files):
        said = (
            f"{_text(file.dataset)}, {_text(file.edition)}, {_text(file.licence)}, {priority}, date '{file.recorded}'"
        )
        parts.append(f"select {said}, * from read_parquet({_text(str(file.path))})")
    return " union all ".join(parts)


def _known(query: str, day: str, known_on: date | None) -> str:
    return query if known_on is None else f"select * from ({query}) where {day} <= date '{known_on}'"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
