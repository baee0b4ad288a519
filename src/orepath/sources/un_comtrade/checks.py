"""Whether every column holds what its header says, asked of DuckDB; rows are listed only where one does not."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

import duckdb

from orepath.errors import Fault, fault
from orepath.evidence.delimited import bad_cells, literal, name, not_numbers
from orepath.sources.un_comtrade.codes import areas, places_by_alpha3
from orepath.sources.un_comtrade.forms import Form, Forms

NUMBERS = ("value", "mass", "quantity", "cif", "fob")
MOST_CODES = 100_000
"""Different codes a column may hold; the goods of all editions together are some ten thousands."""
GOOD = r"\d\d|\d{4}|\d{4}[0-9A-Z]{2}|TOTAL|AG[1-6]"
SHIFTED = 2  # columns of which no cell fits, from which on the rows are taken to be shifted


def cell_faults(connection: duckdb.DuckDBPyConnection, form: Form, raw: dict[str, Any]) -> list[Fault]:
    """Cells that cannot stand in their column."""
    faults: list[Fault] = []
    nowhere: list[str] = []
    for meaning, (right, allowed) in _rules(raw).items():
        if meaning not in form.columns:
            continue
        column = form.columns[meaning]
        fits = f"coalesce({right.replace('$', name(column))}, false)"
        # A column of codes holds few different cells: those are looked at first, and rows are sought if one is wrong.
        connection.execute(
            f"create table {meaning}_codes{form.nth} as select distinct {name(column)} from {form.file.table}"
        )
        kinds, every, some = connection.execute(
            f"select count(*), bool_and({fits}), bool_or({fits}) from {meaning}_codes{form.nth}"
        ).fetchall()[0]
        if kinds > MOST_CODES:
            faults.append(fault("column_codes", form.file.name, column=column, found=kinds, maximum=MOST_CODES))
        if not every:
            faults += bad_cells(connection, form.file, column, f"not {fits}", allowed)
        if not some:
            nowhere.append(column)
    if len(nowhere) >= SHIFTED:
        faults.insert(0, _shifted(connection, form, nowhere))
    return faults or [*_year_faults(connection, form), *_alpha3_faults(connection, form)]


def _shifted(connection: duckdb.DuckDBPyConnection, form: Form, columns: list[str]) -> Fault:
    """The fault of columns of which no cell fits: blanks beside all of them, or else rows that are shifted."""
    padded = " and ".join(f"bool_and(coalesce({name(column)} <> trim({name(column)}), false))" for column in columns)
    shown, blanks = connection.execute(
        f"select first([{', '.join(map(name, columns))}]), {padded} from {form.file.table}"
    ).fetchall()[0]
    if blanks:
        return fault("cells_padded", form.file.name, columns=", ".join(columns), found=shown[0])
    said = {"columns": ", ".join(columns), "found": ", ".join(str(cell) for cell in shown)}
    return fault("comtrade_shifted", form.file.name, rows=form.file.rows, **said)


def codes_of(connection: duckdb.DuckDBPyConnection, form: Form, meaning: str) -> set[str]:
    """The different codes of a column whose cells were looked at and found right."""
    return {code for (code,) in connection.execute(f"from {meaning}_codes{form.nth}").fetchall()}


def _rules(raw: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """What a cell must be by the meaning of its column: a condition of SQL on ``$``, and how it is told."""
    first, last = raw["options"]["first_year"], raw["options"]["last_year"]
    flows, nomenclatures = [*raw["flows"], *raw["options"]["parts"]], list(raw["nomenclatures"])
    code, period = r"regexp_full_match($, '\d{1,3}')", r"regexp_full_match($, '\d{4}(0[1-9]|1[0-2])?')"
    return {
        "period": (
            f"{period} and try_cast(left($, 4) as integer) between {first} and {last}",
            f"YYYY, YYYYMM, {first} to {last}",
        ),
        "reporter": (f"{code} and try_cast($ as integer) > 0", "a code of 1 to 3 digits, not 0"),
        "partner": (code, "a code of 1 to 3 digits"),
        "flow": (f"$ in ({_listed(flows)})", ", ".join(flows)),
        "good": (f"regexp_full_match($, '{GOOD}')", "2, 4 or 6 digits with leading zeros, TOTAL"),
        "type": ("$ = 'C'", "C"),
        "frequency": ("$ in ('A', 'M')", "A, M"),
        "nomenclature": (f"$ is null or $ in ({_listed([*nomenclatures, 'HS'])})", ", ".join(nomenclatures)),
    }


def _listed(codes: Iterable[str]) -> str:
    return ", ".join(literal(code) for code in codes)


def separated(form: Form) -> str:
    """The condition of SQL that a number of a row is written as 1_000, which DuckDB takes for 1000."""
    cells = (form.cell(meaning) for meaning in ("value", "mass"))
    return " or ".join(f"coalesce(contains({cell}, '_'), false)" for cell in cells)


def sound(raw: dict[str, Any]) -> str:
    """The condition of SQL that the numbers of a row are in their bounds, and its value is there."""
    bounds = _bounds(raw)
    within = (f"coalesce({meaning} between 0 and {bounds[meaning]}, true)" for meaning in NUMBERS)
    return " and ".join(["not separated", "value is not null", *within])


def number_faults(connection: duckdb.DuckDBPyConnection, form: Form, raw: dict[str, Any]) -> list[Fault]:
    """Numbers that are none or out of bounds, of rows found to be unsound."""
    columns = {meaning: form.columns[meaning] for meaning in NUMBERS if meaning in form.columns}
    value, bounds = form.columns["value"], _bounds(raw)
    faults = bad_cells(connection, form.file, value, f"{name(value)} is null", "")
    faults += not_numbers(connection, form.file, columns.values())
    for meaning, column in columns.items():
        number = f"try_cast({name(column)} as double)"
        over = f"{number} > {bounds[meaning]} and isfinite({number})"
        faults += bad_cells(connection, form.file, column, over, f"≤ {bounds[meaning]:,.0f}")
    return faults


def constant_faults(connection: duckdb.DuckDBPyConnection, forms: Forms, raw: dict[str, Any]) -> Iterator[Fault]:
    """Numbers that are the same in every figure."""
    for meaning, column in (("value", "value"), ("mass", "mass_t")):
        rows, least, most = connection.execute(
            f"select count({column}), min({column}), max({column}) from figures"
        ).fetchall()[0]
        if rows >= raw["options"]["rows_that_differ"] and least == most:
            said = f"{least * 1000 if meaning == 'mass' else least:g}"
            name = next(form.columns[meaning] for form in forms.each if meaning in form.columns)
            yield fault("column_constant", forms.where, column=name, rows=rows, found=said)


def _bounds(raw: dict[str, Any]) -> dict[str, float]:
    """The largest a number may be; that of a quantity of any unit is what a double can hold."""
    value, mass = raw["options"]["most_value"], raw["options"]["most_mass"]
    return {"value": value, "mass": mass, "quantity": sys.float_info.max, "cif": value, "fob": value}


def _year_faults(connection: duckdb.DuckDBPyConnection, form: Form) -> Iterator[Fault]:
    """Periods that are of another year or length than the columns beside them say."""
    period = form.cell("period")
    if "year" in form.columns:
        wrong = f"{form.cell('year')} <> left({period}, 4)"
        yield from bad_cells(connection, form.file, form.columns["year"], wrong, "the year of the period")
    if "frequency" in form.columns:
        wrong = f"({form.cell('frequency')} = 'M') <> (length({period}) = 6)"
        yield from bad_cells(connection, form.file, form.columns["frequency"], wrong, "A for a year, M for a month")


def _alpha3_faults(connection: duckdb.DuckDBPyConnection, form: Form) -> Iterator[Fault]:
    """Codes of countries beside the alpha-3 code of another: one of the two stands in the wrong column."""
    known = places_by_alpha3()
    listed = _listed(sorted(known))
    for side in ("reporter", "partner"):
        meaning = f"{side}_iso"
        if meaning not in form.columns:
            continue
        code, alpha3 = form.cell(side), f"trim({form.cell(meaning)})"
        pairs = connection.execute(
            f"select distinct {code}, {alpha3} from {form.file.table} where {alpha3} in ({listed})"
        ).fetchall()
        for number, said in pairs:
            area = areas().get(int(number))
            if area and area.kind in ("iso", "country") and known[said] != area.place:
                wrong = f"{code} = {literal(number)} and {alpha3} = {literal(said)}"
                yield from bad_cells(connection, form.file, form.columns[meaning], wrong, f"{area.place} ({number})")
