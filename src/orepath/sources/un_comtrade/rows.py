"""The rows of the files as codes and numbers, each with what is to become of it as its own cells tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import duckdb

from orepath.evidence.delimited import literal
from orepath.sources.un_comtrade.checks import NUMBERS, codes_of, separated, sound
from orepath.sources.un_comtrade.codes import areas
from orepath.sources.un_comtrade.forms import HEADER, Form

ROWS = """
select {nth}::smallint as file_no, row, period, reporter, partner, flow, good, nomenclature, abs(value) as value,
    nullif(mass, if(value > 0, 0, null)) / 1000 as mass_t, mass = 0 as zero, cif, fob,
    if(unit = {kilogram}, quantity, null) as kilograms, {sound} as sound, fate
from (
    select {{number}} + {first} as row, {period}::integer as period, {reporter}::smallint as reporter,
        {partner}::smallint as partner, {flow} as flow, {good} as good, {nomenclature} as nomenclature, {numbers},
        {unit} as unit, {separated} as separated,
        case when {unknown} then 'unknown_code'
            when {bloc} then 'bloc'
            when {part} then 'part'
            when {good} >= 'A' then 'sum_of_goods'
            when {nowhere} then 'no_reporter'
            when not ({total}) then 'further'
            else 'figure' end as fate
    from {{cells}}
)
"""


def rows(connection: duckdb.DuckDBPyConnection, form: Form, raw: dict[str, Any]) -> str:
    """The query of the rows of ``{cells}``, a file or some rows of it, counted from 0 by ``{number}``.

    It fails to convert where a number is none; ``sound`` is whether those of a row are finite, 0 or more.
    """
    used = {meaning: codes_of(connection, form, meaning) for meaning in ("reporter", "partner", "flow")}
    sides = ("reporter", "partner")

    def among(meanings: Iterable[str], which: Callable[[str], bool]) -> str:
        """The condition that a cell holds a code of a kind: ``false``, which costs nothing, where no code is of it."""
        found = {meaning: sorted(filter(which, used[meaning])) for meaning in meanings}
        asked = (
            f"{form.cell(meaning)} in ({', '.join(map(literal, codes))})" for meaning, codes in found.items() if codes
        )
        return " or ".join(asked) or "false"

    known = areas()
    cases = " ".join(f"when {literal(code)} then {literal(name)}" for code, name in raw["nomenclatures"].items())
    totals = (f"coalesce({form.cell(kind)}, {literal(code)}) = {literal(code)}" for kind, code in raw["totals"].items())
    return ROWS.format(
        nth=form.nth,
        first=form.before + HEADER,
        **{meaning: form.cell(meaning) for meaning in (*used, "good", "unit")},
        numbers=", ".join(f"{form.cell(meaning)}::double as {meaning}" for meaning in NUMBERS),
        period=form.year or form.cell("period"),
        nomenclature=f"case {form.cell('nomenclature')} {cases} end",
        separated=separated(form),
        kilogram=literal(raw["options"]["kilogram"]),
        sound=sound(raw),
        unknown=among(sides, lambda code: int(code) not in known),
        bloc=among(sides, lambda code: int(code) in known and known[int(code)].kind == "bloc"),
        part=among(["flow"], raw["options"]["parts"].__contains__),
        nowhere=among(["reporter"], lambda code: int(code) in known and known[int(code)].place in ("other", "unknown")),
        total=" and ".join(totals),
    )
