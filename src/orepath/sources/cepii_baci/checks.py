"""What must hold of the rows that were read, asked of DuckDB; the rows are listed only where something is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

import duckdb

from orepath.errors import Fault, fault
from orepath.evidence.delimited import literal
from orepath.evidence.reading import check_counts
from orepath.evidence.source import Source
from orepath.sources.cepii_baci.codes import goods_of
from orepath.sources.cepii_baci.files import DataFile

MOST = 200
PLACE = "[A-Z0-9]{3}"
ALPHA3 = "three capital letters or digits, such as USA"
SIX = re.compile(r"\d{4}[0-9A-Z]{2}$")
FIVE = re.compile(r"[1-9]\d{4}$")  # chapters 01 to 09 without their zero, the only loss the publisher's files have

CELLS = """
select file_no, row, t, i, j, v, q, {column} as cell from flows where {wrong} order by file_no, row limit {most}
"""


def year_faults(connection: duckdb.DuckDBPyConnection, files: list[DataFile], source: Source) -> Iterator[Fault]:
    """Years outside the dataset, other than the file's name says, or in two files."""
    first: dict[int, str] = {}
    found = connection.execute("select distinct file_no, t from flows where t is not null order by all").fetchall()
    for number, year in found:
        file = files[number]
        if file.year not in (None, year):
            row = _first_row(connection, number, f"t = {year}")
            yield fault("bad_cell", f"{file.path.name}, row {row}", column="t", found=year, allowed=file.year)
        yield from check_counts(source, {"year": year}, file.path.name)
        if year in first:
            yield fault("year_twice", file.path.name, year=year, first=first[year])
        first.setdefault(year, file.path.name)


def cell_faults(connection: duckdb.DuckDBPyConnection, files: list[DataFile], source: Source) -> Iterator[Fault]:
    """Cells that are empty and must not be, and values and quantities that cannot be."""
    most = {"v": source.raw["options"]["most_usd"] / source.raw["forms"][files[0].form]["usd"]}
    most["q"] = source.raw["options"]["most_t"]
    good = f"v between 0 and {most['v']} and (q is null or q between 0 and {most['q']})"
    whole = f"t is not null and i is not null and j is not null and k is not null and v is not null and {good}"
    if not connection.execute(f"select count(*) from flows where not coalesce({whole}, false)").fetchall()[0][0]:
        return
    for column in ("t", "i", "j", "k", "v"):
        for number, row, *_ in connection.execute(
            CELLS.format(column=column, wrong=f"{column} is null", most=MOST)
        ).fetchall():
            yield fault("required_cell", f"{files[number].path.name}, row {row}", column=_shown(files[number], column))
    for column in ("v", "q"):
        wrong = f"{column} not between 0 and {most[column]}"
        for number, row, *_, cell in connection.execute(CELLS.format(column=column, wrong=wrong, most=MOST)).fetchall():
            where, shown = f"{files[number].path.name}, row {row}", _shown(files[number], column)
            yield fault("bad_cell", where, column=shown, found=cell, allowed=f"0 to {most[column]:,.0f}")


def place_faults(connection: duckdb.DuckDBPyConnection, files: list[DataFile]) -> Iterator[Fault]:
    """Codes of places that are none: one that the publisher's list has not may be a new one, but is a code."""
    if files[0].form != "values":
        return
    for column in ("i", "j"):
        wrong = f"not regexp_full_match({column}, '{PLACE}')"
        for number, row, *_, cell in connection.execute(CELLS.format(column=column, wrong=wrong, most=MOST)).fetchall():
            yield fault("bad_cell", f"{files[number].path.name}, row {row}", column=column, found=cell, allowed=ALPHA3)


def good_faults(connection: duckdb.DuckDBPyConnection, files: list[DataFile]) -> tuple[list[Fault], list[str]]:
    """Faults of product codes, and the five-digit codes whose leading zero is to be restored."""
    codes = [row[0] for row in connection.execute("select distinct k from flows where k is not null").fetchall()]
    five = sorted(code for code in codes if FIVE.match(code))
    faults = []
    for code in sorted(code for code in codes if not SIX.match(code) and not FIVE.match(code))[:MOST]:
        where = f"k = '{code.replace(chr(39), chr(39) * 2)}'"
        number, row = connection.execute(
            f"select file_no, row from flows where {where} order by all limit 1"
        ).fetchall()[0]
        shown = _shown(files[number], "k")
        place = f"{files[number].path.name}, row {row}"
        faults.append(fault("bad_cell", place, column=shown, found=code, allowed="six digits"))
    known = goods_of(files[0].hs)
    foreign = sorted(code for code in {restored(code) for code in codes if len(code) in (5, 6)} if code not in known)
    if known and foreign and not faults:
        shown = ", ".join(foreign[:12]) + (" …" if len(foreign) > 12 else "")
        number, row = connection.execute(
            f"select file_no, row from flows where lpad(k, 6, '0') in ({', '.join(map(literal, foreign))}) "
            "order by all limit 1"
        ).fetchall()[0]
        place = f"{files[number].path.name}, row {row}"
        faults.append(fault("goods_of_other_edition", place, edition=files[0].hs, count=len(foreign), codes=shown))
    return faults, five


def restored(code: str) -> str:
    """A product code with the leading zero it lost.

    >>> restored("10121"), restored("260500")
    ('010121', '260500')
    """
    return code.zfill(6)


def key_faults(connection: duckdb.DuckDBPyConnection, files: list[DataFile], five: list[str]) -> Iterator[Fault]:
    """Rows of the same year, exporter, importer and product, the zero that some lost restored."""
    k = "lpad(k, 6, '0')" if five else "k"
    # Hashes first, in a third of the time: where none is missing, no two rows are alike.
    quick = f"select count(*) = count(distinct hash(t, i, j, {k})) from flows"
    if connection.execute(quick).fetchall()[0][0]:
        return
    twice = connection.execute(
        f"""select t, i, j, {k}, min(struct_pack(file_no, row)), max(struct_pack(file_no, row)) from flows
        group by t, i, j, {k} having count(*) > 1 order by 6 limit {MOST}"""
    ).fetchall()
    for year, exporter, importer, good, first, last in twice:
        where = f"{files[last['file_no']].path.name}, row {last['row']}"
        key = f"{year} {exporter} {importer} {good}"
        yield fault("duplicate_key", where, key=key, first=first["row"])


def complete(connection: duckdb.DuckDBPyConnection, source: Source) -> tuple[list[Fault], dict[int, int]]:
    """Faults of years that look cut off, and the years too small to say, with their rows."""
    faults: list[Fault] = []
    small: dict[int, int] = {}
    counted = connection.execute("select t, count(*), count(distinct i) from flows group by t order by t").fetchall()
    for year, rows, exporters in counted:
        found: dict[str, float] = {"rows_a_year": rows}
        if rows >= source.raw["options"]["complete_from"]:
            found["exporters_a_year"] = exporters
        else:
            small[year] = rows
        faults += check_counts(source, found, str(year))
    return faults, small


def _first_row(connection: duckdb.DuckDBPyConnection, number: int, where: str) -> int:
    query = f"select min(row) from flows where file_no = {number} and {where}"
    return int(connection.execute(query).fetchall()[0][0])


def _shown(file: DataFile, column: str) -> str:
    return {"k": "cmd", "v": "value"}.get(column, column) if file.form == "values" else column
