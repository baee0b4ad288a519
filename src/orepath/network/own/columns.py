"""Columns of a user's tables as texts and numbers, with every cell that is neither."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orepath.errors import SHOWN, Fault, fault
from orepath.network.incidence import Flags
from orepath.network.network import Floats, Integers
from orepath.network.own.table import Given

NUMBER = r"^-?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$"
LISTED = 1000
"""Faults of one kind that are listed; the rest are counted."""
EACH = 3
"""Faults of each kind that come first where there are more than a message shows."""


@dataclass
class Faults:
    """Faults gathered by kind."""

    kinds: list[list[Fault]] = field(default_factory=list)

    def add(self, *found: Fault) -> None:
        """Faults that are one of a kind."""
        self.kinds.extend([each] for each in found)

    def rows(self, code: str, given: Given, wrong: Flags | Integers, **values: object) -> None:
        """A fault for each wrong row; a value that is an array gives each row its own."""
        numbers = np.flatnonzero(wrong) if wrong.dtype == bool else wrong
        listed = numbers[:LISTED].tolist()
        kind = [
            fault(code, where, **{key: _cell(value, number) for key, value in values.items()})
            for where, number in zip(given.rows(listed), listed, strict=True)
        ]
        if len(numbers) > LISTED:
            kind.append(fault("network_more", given.name, count=len(numbers) - LISTED, of=code))
        if kind:
            self.kinds.append(kind)

    def all(self) -> list[Fault]:
        """Every fault, table by table; where there are more than a message shows, the first of each kind come first."""
        found = [each for kind in self.kinds for each in kind]
        if len(found) <= SHOWN:
            return found
        first = [each for kind in self.kinds for each in kind[:EACH]]
        return first + [each for kind in self.kinds for each in kind[EACH:]]


def _cell(value: object, number: int) -> object:
    if isinstance(value, pa.Array | pa.ChunkedArray):
        return value[number].as_py()
    return value[number].item() if isinstance(value, np.ndarray) else value


def texts(given: Given, column: str, faults: Faults, needed: bool = False) -> pa.ChunkedArray:
    """A column as text: integers are written out, nulls are empty.

    Parameters
    ----------
    needed
        Whether an empty cell is a fault.
    """
    found = given.table[column]
    kind = found.type.value_type if pa.types.is_dictionary(found.type) else found.type
    if not (_is_text(kind) or pa.types.is_integer(kind) or pa.types.is_null(kind)):
        faults.add(fault("network_column_type", given.name, column=column, found=kind, allowed="int64, string"))
        return pa.chunked_array([pa.nulls(len(found), pa.string()).fill_null("")])
    text = found.cast(kind).cast(pa.string()).fill_null("")
    if needed:
        faults.rows("required_cell", given, pc.equal(text, "").to_numpy(), column=column)
    return text


def ids(given: Given, column: str, faults: Faults) -> pa.ChunkedArray:
    """A column of ids as they are given, integers (int64) or text; an empty cell is a fault."""
    found = given.table[column]
    kind = found.type.value_type if pa.types.is_dictionary(found.type) else found.type
    if pa.types.is_integer(kind):
        try:
            number = found.cast(kind).cast(pa.int64())
        except pa.ArrowInvalid:  # beyond 64 bits with a sign
            return texts(given, column, faults, needed=True)
        if number.null_count:
            faults.rows("required_cell", given, number.is_null().to_numpy(), column=column)
        return number
    return texts(given, column, faults, needed=True)


def written(found: pa.ChunkedArray) -> pa.ChunkedArray:
    """Ids as text; empty where there is none."""
    return found.cast(pa.string()).fill_null("")


def numbers(given: Given, column: str, faults: Faults, least: float | None = 0.0) -> Floats:
    """A column as numbers; what is none, is not finite or lies below ``least`` is a fault and stands as 0."""
    found = given.table[column]
    kind = found.type.value_type if pa.types.is_dictionary(found.type) else found.type
    found = found.cast(kind)
    if pa.types.is_null(kind):
        found = found.cast(pa.float64())
    elif _is_text(kind):
        trimmed = pc.utf8_trim_whitespace(found.cast(pa.string()))
        found = pc.if_else(pc.match_substring_regex(trimmed, NUMBER), trimmed, None)
    elif not (pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_decimal(kind)):
        faults.add(fault("network_column_type", given.name, column=column, found=kind, allowed="double"))
        return np.zeros(len(found))
    value = np.asarray(found.cast(pa.float64(), safe=False).to_numpy(), dtype=np.float64)
    wrong = ~np.isfinite(value) if least is None else ~(np.isfinite(value) & (value >= least))
    if not wrong.any():
        return value
    allowed = "> -∞, < ∞" if least is None else f"≥ {least:g}"
    said = given.table[column].cast(kind)
    faults.rows("network_number", given, wrong, column=column, found=said, allowed=allowed)
    return np.where(wrong, 0.0, value)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))
