"""What must hold of the cells and of the rows together; rows are listed only where something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import duckdb

from orepath.errors import Fault, fault
from orepath.evidence.delimited import MOST_FAULTS, Delimited, bad_cells, literal, missing_cells, name, not_numbers
from orepath.evidence.reading import check_counts
from orepath.evidence.source import Source
from orepath.sources.eurostat_comext.codes import GOOD, label, period, why_no_good
from orepath.sources.eurostat_comext.files import NEEDED, DataFile

PLAIN_NUMBER = "'[0-9]{1,18}(\\.[0-9]+)?'"
PROCEDURES = tuple("123456789")
KEYED = "from_, until, reporter, partner, flow, good"


def cell_faults(
    connection: duckdb.DuckDBPyConnection, files: list[DataFile], tables: list[Delimited], flows: Iterable[str]
) -> Iterator[Fault]:
    """Cells that are empty and must not be, and cells that hold what no such column may."""
    allowed: dict[str, tuple[Callable[[str], bool], str]] = {
        "good": (lambda code: bool(GOOD.fullmatch(code) or why_no_good(code)), "26050000"),
        "flow": (set(flows).__contains__, ", ".join(flows)),
        "period": (lambda code: period(code) is not None, "yyyy, yyyymm, yyyy52"),
        "procedure": (PROCEDURES.__contains__, "1–9"),
    }
    for file, table in zip(files, tables, strict=True):
        columns = file.columns
        required = [columns[part] for part in (*NEEDED, "procedure") if part in columns]
        yield from missing_cells(connection, table, required)
        for part, (right, shown) in allowed.items():
            if part in columns:
                yield from _wrong_codes(connection, table, columns[part], right, shown)
        for part in ("value", "mass"):
            if part in columns and not _plain_numbers(connection, table, columns[part]):
                yield from not_numbers(connection, table, [columns[part]])


def key_faults(connection: duckdb.DuckDBPyConnection, names: str) -> Iterator[Fault]:
    """Rows that are alike in every code, among those whose key occurs again."""
    codes = "from_, until, flow, good, reporter_code, partner_code, procedure"
    twice = connection.execute(
        f"""select concat_ws(' ', from_, reporter_code, partner_code, flow, good, procedure),
            arg_min(row, (file_no, row)), arg_max(row, (file_no, row)), arg_max({names}, (file_no, row))
        from again group by {codes} having count(*) > 1 order by max((file_no, row)) limit {MOST_FAULTS}"""
    ).fetchall()
    for key, first, last, file in twice:
        yield fault("duplicate_key", f"{file}, row {last}", key=key, first=first)
    greek = connection.execute(
        f"""select concat_ws(' ', {KEYED}, string_agg(distinct reporter_code, '/')), arg_min(row, (file_no, row)),
            arg_max(row, (file_no, row)), arg_max({names}, (file_no, row))
        from again group by {KEYED} having count(distinct reporter_code) > 1 order by all limit {MOST_FAULTS}"""
    ).fetchall()
    for key, first, last, file in greek:
        yield fault("duplicate_key", f"{file}, row {last}", key=key, first=first)


def count_faults(connection: duckdb.DuckDBPyConnection, source: Source, where: str) -> Iterator[Fault]:
    """Years outside the dataset, and periods with fewer reporters than others have: a file that is cut off.

    A file whose largest period has few rows is taken for an extract and not checked for reporters.
    """
    options: dict[str, Any] = source.raw["options"]
    counted = connection.execute(
        "select period, count(*), count(distinct reporter) from cells group by period order by period"
    ).fetchall()
    most_rows = max(rows for _, rows, _ in counted)
    most = max(reporters for *_, reporters in counted)
    for code, rows, reporters in counted:
        of = period(code)
        if of is None:
            continue
        found: dict[str, float] = {"year": of.from_.year}
        place = f"{where}, {label(of)}"
        if rows >= options["whole_from"]:
            found["reporters_a_period"] = reporters
        yield from check_counts(source, found, place)
        least = most - options["members_changed"]
        if most_rows >= options["complete_from"] and of.from_.year >= options["counted_since"] and reporters < least:
            yield fault("count_below", place, what="reporters_a_period", found=reporters, minimum=least)


def _wrong_codes(
    connection: duckdb.DuckDBPyConnection, table: Delimited, column: str, right: Callable[[str], bool], shown: str
) -> list[Fault]:
    cell = name(column)
    codes = connection.execute(f"select distinct {cell} from {table.table} where {cell} is not null").fetchall()
    wrong = [code for (code,) in codes if not right(code)]
    if not wrong:
        return []
    return bad_cells(connection, table, column, f"{cell} in ({', '.join(map(literal, wrong[:1000]))})", shown)


def _plain_numbers(connection: duckdb.DuckDBPyConnection, table: Delimited, column: str) -> bool:
    """Whether every cell is empty or digits with at most a point, told faster than the row of one that is not."""
    cell = name(column)
    query = f"select bool_and({cell} is null or regexp_full_match({cell}, {PLAIN_NUMBER})) from {table.table}"
    return bool(connection.execute(query).fetchall()[0][0])
