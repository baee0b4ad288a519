"""The faults of the rows: cells of what they may not hold, figures that contradict themselves, keys that come twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import duckdb

from orepath.errors import Fault, fault
from orepath.evidence.delimited import MOST_FAULTS, Delimited, bad_cells, literal, missing_cells, no_number, not_numbers
from orepath.evidence.reading import check_counts
from orepath.sources.bgs_world_mineral_statistics.subject import series
from orepath.sources.bgs_world_mineral_statistics.tables import ALL, SOURCE
from orepath.vocabulary.terms import units

KEY = "bgs_statistic_type_trans, bgs_commodity_trans, bgs_sub_commodity_trans, units, country_trans, year"
FILLED = (
    "bgs_statistic_type_trans",
    "bgs_commodity_trans",
    "units",
    "year",
    "country_trans",
    "quantity_in_book_style",
    "sdmx_code",
)
YEAR = r"\d{4}-01-01( 00:00:00|T00:00:00Z?)?"
KINDS: dict[str, str] = SOURCE.raw["kinds"]
WORDS = SOURCE.raw["words"]
NUMERIC = "try_cast(quantity as double)"
SAME_IN_THE_BOOK = f"""case quantity_in_book_style
    when {literal(WORDS["nil"])} then {NUMERIC} is not distinct from 0
    when {literal(WORDS["missing"])} then quantity is null
    else coalesce(try_cast(quantity_in_book_style as double) = {NUMERIC}, quantity_in_book_style is null) end"""
"""Whether a figure as printed is the quantity."""


MARKS = r"[^|]{1,2}(\|[^|]{1,2})*"
"""How the marks of notes are written."""


def faults(connection: duckdb.DuckDBPyConnection, parts: list[Delimited]) -> list[Fault]:
    """All faults of the rows of all files."""
    found = [] if _sound(connection) else [each for part in parts for each in _of_cells(connection, part)]
    found += _repeated(connection)
    counted = connection.execute(f"select bgs_commodity_trans, count(*) from {ALL} group by all").fetchall()
    counts = {f"rows of {commodity}": float(rows) for commodity, rows in counted}
    counts |= _unknown_parts(connection)
    return found + check_counts(SOURCE, counts, ", ".join(part.name for part in parts))


def _unknown_parts(connection: duckdb.DuckDBPyConnection) -> dict[str, float]:
    """Of the rows of commodities that are known the share whose part is not: cells of another column have none."""
    listed = ", ".join(f"({literal(commodity)}, {literal(part)})" for commodity, part in series())
    (known, unknown) = connection.execute(
        f"""with listed(commodity, part) as (values {listed})
        select count(*), count(*) filter ((commodity, part) not in (from listed)) from (
            select bgs_commodity_trans as commodity, coalesce(bgs_sub_commodity_trans, '') as part from {ALL}
        ) where commodity in (select commodity from listed)"""
    ).fetchall()[0]
    return {"share of rows of known commodities whose sub-commodity is unknown": round(unknown / max(known, 1), 4)}


def _rules() -> tuple[tuple[str, str, str], ...]:
    """What a cell must not be, by column: a condition of SQL, and how what is allowed is told."""
    masses = [name for name, unit in units().items() if unit.unit == "t"]
    first, last = SOURCE.raw["years"]
    in_year = "coalesce(try_cast(left(year, 4) as int), 0)"
    year = f"not regexp_full_match(year, {literal(YEAR)}) or {in_year} not between {first} and {last}"
    absent = [kind for kind, status in KINDS.items() if status == "not_available"]
    small = [kind for kind, status in KINDS.items() if status == "less_than"]
    statistics = list(SOURCE.raw["properties"])
    figure = [kind for kind in KINDS if kind not in absent]
    mark, note = literal(WORDS["estimated"]), literal(WORDS["estimates"])
    estimate = (
        f"coalesce(contains(concat_figure_notes_code, {mark}) <> contains(concat_figure_notes_text, {note}), false)"
    )
    return (
        ("bgs_statistic_type_trans", f"bgs_statistic_type_trans not in {_listed(statistics)}", ", ".join(statistics)),
        *(
            (column, f"not regexp_matches({column}, '[A-Za-z]')", "the name of a series")
            for column in ("bgs_commodity_trans", "bgs_sub_commodity_trans")
        ),
        ("units", f"lower(units) not in {_listed(masses)}", "a unit of mass, such as tonnes (metric)"),
        ("year", year, f"{first}-01-01 00:00:00 … {last}-01-01 00:00:00"),
        ("sdmx_code", f"sdmx_code not in {_listed(KINDS)}", ", ".join(KINDS)),
        ("quantity", f"quantity is null and sdmx_code in {_listed(figure)}", ""),
        ("quantity", f"quantity is not null and sdmx_code in {_listed(absent)}", "empty where a value is missing"),
        ("quantity", f"{NUMERIC} <> 0 and sdmx_code in {_listed(small)}", "0 where it is not significant"),
        *(
            (
                f"concat_{of}_notes_text",
                f"(concat_{of}_notes_text is null) <> (concat_{of}_notes_code is null)",
                f"a note where concat_{of}_notes_code has a mark",
            )
            for of in ("figure", "table")
        ),
        *(
            (
                f"concat_{of}_notes_code",
                f"coalesce(not regexp_full_match(concat_{of}_notes_code, {literal(MARKS)}), false)",
                "marks, such as *|a",
            )
            for of in ("figure", "table")
        ),
        ("concat_figure_notes_code", estimate, f"{WORDS['estimated']} where a note is {WORDS['estimates']}"),
        ("quantity_in_book_style", f"not ({SAME_IN_THE_BOOK})", "the quantity, or the sign for nil or missing"),
    )


def _sound(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether no row of any file has a fault, asked at once."""
    wrong = [f"{column} is null" for column in FILLED]
    wrong += [f"({condition})" for _, condition, _ in _rules()]
    wrong.append(no_number("quantity"))
    (found,) = connection.execute(f"select bool_or({' or '.join(wrong)}) from {ALL}").fetchall()[0]
    return not found


def _of_cells(connection: duckdb.DuckDBPyConnection, part: Delimited) -> Iterator[Fault]:
    yield from missing_cells(connection, part, FILLED)
    yield from not_numbers(connection, part, ["quantity"])
    for column, wrong, allowed in _rules():
        yield from bad_cells(connection, part, column, f"({wrong})", allowed)


def _repeated(connection: duckdb.DuckDBPyConnection) -> Iterator[Fault]:
    rows = connection.execute(
        f"""select file, row, concat_ws(' | ', {KEY}), first_file, first_row from (
            select *, first_value(file) over w as first_file, first_value(row) over w as first_row,
                row_number() over w as nth
            from {ALL} window w as (partition by {KEY} order by file, row)
        ) where nth > 1 order by file, row limit {MOST_FAULTS}"""
    )
    for file, row, key, first_file, first_row in rows.fetchall():
        first = first_row if first_file == file else f"{first_row}, {first_file}"
        yield fault("duplicate_key", f"{file}, row {row}", key=key, first=first)


def _listed(names: Iterable[str]) -> str:
    return f"({', '.join(map(literal, names))})"
