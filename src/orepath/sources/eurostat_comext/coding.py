"""Codes as enumerations, and the tables of what each stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import duckdb

from orepath.evidence.delimited import literal
from orepath.sources.eurostat_comext.codes import coded, period, why_no_good
from orepath.vocabulary.periods import Period


def enumerate_codes(
    connection: duckdb.DuckDBPyConnection,
    files: Iterable[str],
    used: Mapping[str, Iterable[str]],
    raw: Mapping[str, Any],
) -> None:
    """Make the types of all codes and names, and the tables ``places``, ``periods``, ``flows`` and ``no_goods``.

    Texts of few kinds are enumerated: their numbers are compared and written several times faster than texts.
    """
    places = {code: coded(code, raw) for code in sorted({*used["reporter"], *used["partner"]})}
    periods = {code: period(code) for code in used["period"]}
    goods = {code: why_no_good(code) for code in used["good"]}
    flows = raw["flows"]
    kinds: dict[str, Iterable[str]] = {
        "place_code": places,
        "period_code": periods,
        "flow_code": flows,
        "good_code": goods,
        "place_name": (place.place for place in places.values() if place.place),
        "nomenclature_name": (_nomenclature(of) for of in periods.values() if of),
        "flow_name": (flow["flow"] for flow in flows.values()),
        "valuation_name": (flow["valuation"] for flow in flows.values()),
        "currency_name": ["EUR"],
        "file_name": files,
    }
    for kind, names in kinds.items():
        connection.execute(f"create type {kind} as enum ({', '.join(map(literal, sorted(set(names))))})")
    _table(connection, "places", "code place_code, place place_name, part boolean, why varchar", [
        (code, *place) for code, place in places.items()
    ])  # fmt: skip
    _table(connection, "periods", "code period_code, from_ date, until date, nomenclature nomenclature_name", [
        (code, of.from_.isoformat(), of.until.isoformat(), _nomenclature(of)) for code, of in periods.items() if of
    ])  # fmt: skip
    _table(connection, "flows", "code flow_code, flow flow_name, valuation valuation_name", [
        (code, flow["flow"], flow["valuation"]) for code, flow in flows.items()
    ])  # fmt: skip
    _table(connection, "no_goods", "code good_code, why varchar", [(code, why) for code, why in goods.items() if why])


def one_code(column: str, codes: Iterable[str], raw: Mapping[str, Any]) -> str:
    """The expression that gives the codes of a column of places or periods that stand for one as one code."""
    means = period if column == "period" else lambda code: coded(code, raw).place
    first: dict[object, str] = {}
    other = {
        code: first[meant]
        for code in sorted(codes)
        if (meant := means(code)) is not None and first.setdefault(meant, code) != code
    }
    cases = " ".join(f"when {literal(code)} then {literal(one)}" for code, one in other.items())
    return f"case {column} {cases} else {column} end" if cases else column


def _nomenclature(of: Period) -> str:
    return f"CN{of.from_.year}"


def _table(connection: duckdb.DuckDBPyConnection, table: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    shown = ", ".join(f"({', '.join(map(_value, row))})" for row in rows)
    connection.execute(f"create table {table} ({columns})")
    if shown:
        connection.execute(f"insert into {table} values {shown}")


def _value(value: str | bool | None) -> str:
    if value is None:
        return "null"
    return str(value) if isinstance(value, bool) else literal(value)
