"""What is wrong in a user's tables: every fault, before anything is solved."""

from __future__ import annotations

from dataclasses import dataclass

from orepath.attribution.relational.relations import Relations, listed, one, quoted
from orepath.attribution.relational.told import Told
from orepath.errors import fault
from orepath.network.own.columns import LISTED, NUMBER, Faults

LARGEST = "1.7976931348623157e308"
TEXTS, NUMBERS = ("text", "integer"), ("text", "integer", "number")


@dataclass(frozen=True)
class Check:
    """One kind of fault.

    Parameters
    ----------
    code
        The key of its text.
    wrong
        What is true of a wrong row, in SQL.
    values
        The text's placeholders as SQL expressions.
    fixed
        Placeholders that are the same for every row.
    """

    code: str
    wrong: str
    values: dict[str, str]
    fixed: dict[str, object]


def with_columns(table: Told, needed: tuple[str, ...], faults: Faults, instead: dict[str, str] | None = None) -> bool:
    """Whether the columns that are needed are there, or what may stand instead of one."""
    found = table.columns
    missing = [name for name in needed if name not in found and (instead or {}).get(name) not in found]
    if missing:
        shown = {"missing": ", ".join(missing), "found": ", ".join(found) or "-", "needed": ", ".join(needed)}
        faults.add(fault("network_columns", table.name, **shown))
    return not missing


def of_kinds(table: Told, kinds: dict[str, tuple[str, ...]], faults: Faults) -> bool:
    """Whether each column that is there is of a kind that can be read."""
    found = {name: table.columns[name] for name in kinds if name in table.columns}
    found = {name: kind for name, kind in found.items() if kind not in kinds[name]}
    for name, kind in found.items():
        allowed = "int64, string" if "number" not in kinds[name] else "double"
        faults.add(fault("network_column_type", table.name, column=name, found=kind, allowed=allowed))
    return not found


def number(table: Told, column: str) -> str:
    """A column as a number, null where it is none."""
    if table.columns[column] != "text":
        return f"CAST({quoted(column)} AS DOUBLE)"
    trimmed = f"trim({quoted(column)})"
    pattern = NUMBER.replace("\\.", "[.]")
    return f"CASE WHEN regexp_matches({trimmed}, '{pattern}') THEN TRY_CAST({trimmed} AS DOUBLE) END"


def text(table: Told, column: str) -> str:
    """A column as text, empty where it is null or not there."""
    if column not in table.columns:
        return "''"
    return f"coalesce(CAST({quoted(column)} AS VARCHAR), '')"


def no_mass(table: Told, column: str) -> Check:
    """Cells that are no finite number of at least 0."""
    wrong = f"NOT {is_mass(number(table, column))}"
    return Check("network_number", wrong, {"found": quoted(column)}, {"column": column, "allowed": "≥ 0"})


def is_mass(value: str) -> str:
    """Whether a number is finite and at least 0, in SQL.

    The difference stands there for what is no number: a Parquet file's least and largest values leave it out, and a
    comparison alone would be taken for true of every row where they keep it.
    """
    return f"coalesce({value} - {value} = 0e0 AND {value} >= 0e0 AND {value} <= {LARGEST}, FALSE)"


def empty(table: Told, column: str) -> Check:
    """Cells that hold nothing."""
    return Check("required_cell", f"{text(table, column)} = ''", {}, {"column": column})


def check(relations: Relations, table: Told, relation: str, checks: list[Check], faults: Faults) -> None:
    """Gather the faults of a table, the first of each kind listed and the rest counted."""
    sums = listed(f"coalesce(sum(CASE WHEN {each.wrong} THEN 1 ELSE 0 END), 0)" for each in checks)
    for each, wrong in zip(checks, one(relations, f"SELECT {sums} FROM {relation}"), strict=True):
        if wrong:
            gather(relations, table, relation, each, int(wrong), faults)


def gather(relations: Relations, table: Told, relation: str, each: Check, wrong: int, faults: Faults) -> None:
    """The faults of one kind."""
    columns = listed(["row_at", *each.values.values()])
    found = relations.rows(f"SELECT {columns} FROM {relation} WHERE {each.wrong} ORDER BY row_at LIMIT {LISTED}")
    places = table.places([row[0] for row in found])
    kind = [
        fault(each.code, place, **each.fixed, **dict(zip(each.values, row[1:], strict=True)))
        for place, row in zip(places, found, strict=True)
    ]
    if wrong > LISTED:
        kind.append(fault("network_more", table.name, count=wrong - LISTED, of=each.code))
    faults.kinds.append(kind)
