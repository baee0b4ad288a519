"""The rows of a block of batteries, coded."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from orepath.qualification.fleet.coding import Amounts, Coded, Flags, Integers, Reader, amounts, coded, faulty_texts

WORDS = ("battery_id", "chain_id", "mineral", "activity", "country")
NUMBERS = ("value_usd", "value_added_usd")


@dataclass(frozen=True)
class Rows:
    """The rows of a block, coded.

    Parameters
    ----------
    battery
        The number of the battery in the block, 0 and up.
    begins
        The first row of each battery, and behind the last.
    faulty
        The rows with a cell that cannot be.
    """

    battery: Integers
    begins: Integers
    battery_ids: list[str]
    chain: Coded
    mineral: Coded
    activity: Coded
    country: Coded
    value: Amounts
    added: Amounts
    faulty: Flags


def rows_of(readers: dict[str, Reader], block: pa.Table) -> Rows:
    """The rows of a block, coded."""
    words = {name: coded(readers[name], block.column(name)) for name in WORDS}
    numbers = {name: amounts(readers[name], block.column(name)) for name in NUMBERS}
    faulty: Flags = np.logical_or.reduce([*(w.faulty for w in words.values()), *(n.faulty for n in numbers.values())])
    for name in block.column_names:
        if name not in words and name not in numbers:
            faulty |= _faulty(readers[name], block.column(name))
    ids = words["battery_id"]
    begins = np.flatnonzero(np.diff(ids.codes, prepend=-1, append=-1))
    battery = np.repeat(np.arange(len(begins) - 1), np.diff(begins))
    names = [str(ids.values[code]) for code in ids.codes[begins[:-1]].tolist()]
    chain, mineral, activity, country = (words[name] for name in WORDS[1:])
    value, added = (numbers[name] for name in NUMBERS)
    return Rows(battery, begins, names, chain, mineral, activity, country, value, added, faulty)


def _faulty(reader: Reader, column: pa.ChunkedArray) -> Flags:
    """The faulty cells of a column that the share does not depend on."""
    return faulty_texts(reader, column) if reader.column.kind == "text" else amounts(reader, column).faulty
