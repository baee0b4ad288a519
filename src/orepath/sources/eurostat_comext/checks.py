"""What must hold of the cells and of the rows together; rows are listed only where something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import duckdb

from orepath.errors import Fault, fault
from orepath.evidence.delimited import MOST_FAULTS, Delimited, bad_cells, literal, missing_cells, name
from orepath.evidence.reading import check_counts, refuse
from orepath.evidence.source import Source
from orepath.sources.eurostat_comext.amounts import amount_faults
from orepath.sources.eurostat_comext.codes import GOOD, label, period, why_no_good
from orepath.sources.eurostat_comext.files import NEEDED, DataFile

CODED = ("reporter", "partner", "good", "flow", "period", "procedure")
MOST_CODES = 100_000
"""Different codes a column may hold; the goods of all years together are some tens of thousands."""
MANY = ("partner", "good")
"""Those of which a file holds hundreds and more; the others are counted together, once."""
KINDS = """
create table kinds as
select reporter, flow, period, procedure, count(*) as rows from cells group by reporter, flow, period, procedure
"""
PROCEDURES = tuple("123456789")
KEYED = "from_, until, reporter, partner, flow, good"


def used_codes(connection: duckdb.DuckDBPyConnection, where: str) -> dict[str, list[str]]:
    """The different codes of every column of them; makes the table ``kinds`` of those that are few, with their rows.

    Raises
    ------
    SourceError
        Where a column holds more than codes can be.
    """
    connection.execute(KINDS)
    found: dict[str, list[str]] = {}
    for part in CODED:
        table = "cells" if part in MANY else "kinds"
        query = f"select distinct {part} from {table} where {part} is not null limit {MOST_CODES + 1}"
        found[part] = sorted(code for (code,) in connection.execute(query).fetchall())
    refuse(
        fault("column_codes", where, column=part, found=len(codes), maximum=MOST_CODES)
        for part, codes in found.items()
        if len(codes) > MOST_CODES
    )
    return found


def cell_faults(
    connection: duckdb.DuckDBPyConnection,
    files: list[DataFile],
    tables: list[Delimited],
    used: Mapping[str, list[str]],
    raw: Mapping[str, Any],
) -> Iterator[Fault]:
    """Cells that are empty and must not be, and codes that no such column holds; beside them, amounts at fault."""
    flows, reporters = raw["flows"], raw["reporters"]["codes"]
    allowed: dict[str, tuple[Callable[[str], bool], str]] = {
        "reporter": ({*reporters, *raw["left_out"]}.__contains__, ", ".join(reporters)),
        "good": (lambda code: bool(GOOD.fullmatch(code) or why_no_good(code)), "8 digits, such as 26050000"),
        "flow": (flows.__contains__, ", ".join(flows)),
        "period": (lambda code: period(code) is not None, "yyyy, yyyymm, yyyy52"),
        "procedure": (PROCEDURES.__contains__, "1–9"),
    }
    wrong = {part: [code for code in used[part] if not right(code)] for part, (right, _) in allowed.items()}
    needed = [part for part in (*NEEDED, "procedure") if part in files[0].columns]
    empty = " or ".join(f"{part} is null" for part in needed)
    lacking = connection.execute(f"select 1 from cells where {empty} limit 1").fetchall()
    for file, table in zip(files, tables, strict=True):
        columns = file.columns
        if lacking:
            yield from missing_cells(connection, table, [columns[part] for part in needed])
        for part, codes in wrong.items():
            if codes and part in columns:
                # Of very many wrong codes the rows of some tell enough.
                condition = f"{name(columns[part])} in ({', '.join(map(literal, codes[:1000]))})"
                yield from bad_cells(connection, table, columns[part], condition, allowed[part][1])
        if lacking or any(wrong.values()):
            yield from amount_faults(connection, file, table, raw["options"])


def key_faults(connection: duckdb.DuckDBPyConnection, names: str) -> Iterator[Fault]:
    """Rows that are alike in every code, among those whose key occurs again."""
    if not connection.execute("select 1 from again limit 1").fetchall():
        return
    place = "(file_no, row)"
    last = f"arg_max(row, {place}), arg_max({names}, {place})"
    # The first row is told with its file where that is another.
    first = f"arg_min(row, {place}) || if(min(file_no) = max(file_no), '', ' of ' || arg_min({names}, {place}))"
    codes = "from_, until, flow, good, reporter_code, partner_code, procedure"
    twice = connection.execute(
        f"""select concat_ws(' ', from_, reporter_code, partner_code, flow, good, procedure), {first}, {last}
        from again group by {codes} having count(*) > 1 order by max({place}) limit {MOST_FAULTS}"""
    ).fetchall()
    greek = connection.execute(
        f"""select concat_ws(' ', {KEYED}, array_to_string(list_sort(list(distinct reporter_code::varchar)), '/')),
            {first}, {last}
        from again group by {KEYED} having count(distinct reporter_code) > 1 order by all limit {MOST_FAULTS}"""
    ).fetchall()
    for key, before, row, file in [*twice, *greek]:
        yield fault("duplicate_key", f"{file}, row {row}", key=key, first=before)


def count_faults(connection: duckdb.DuckDBPyConnection, source: Source, where: str) -> Iterator[Fault]:
    """Years outside the dataset, and periods with fewer reporters than others have: a file that is cut off.

    A file whose largest period has few rows is taken for an extract and not checked for reporters.
    """
    options: dict[str, Any] = source.raw["options"]
    connection.execute(
        "create table reporters as select period, sum(rows)::bigint as rows, count(distinct reporter) as reporters "
        "from kinds group by period order by period"
    )
    counted = connection.execute("from reporters").fetchall()
    most_rows = max(rows for _, rows, _ in counted)
    most = max(reporters for *_, reporters in counted)
    for code, rows, reporters in counted:
        of = period(code)
        if of is None:
            continue
        found: dict[str, float] = {"year": of.from_.year}
        place = f"{where}, {label(of)}"
        if rows >= options["whole_from"]:
            found["reporters in a period"] = reporters
        yield from check_counts(source, found, place)
        least = most - options["members_changed"]
        if most_rows >= options["complete_from"] and of.from_.year >= options["counted_since"] and reporters < least:
            yield fault("count_below", place, what="reporters in a period", found=reporters, minimum=least)
