"""Stakes from a table."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orepath.control.reading.days import day_of, days
from orepath.control.reading.masks import Flags, empty, said, true
from orepath.control.reading.rows import StakeRows
from orepath.control.reading.shares import shares
from orepath.control.reading.table import Table
from orepath.control.reading.words import words
from orepath.control.register import ALWAYS, FOREVER, METRICS, Codes
from orepath.errors import UnknownName
from orepath.network.own.columns import LISTED, Faults
from orepath.vocabulary.terms import fold

APPOINTS = METRICS.index("appoints")
NAMED = {"kind": "entity kind"}
"""What faults call a column, where the word alone could be another's."""


def stakes(table: Table, faults: Faults) -> StakeRows:
    """The stakes of a table; what is wrong with a row is a fault, and the row is marked."""
    metric = codes(table, "metric", METRICS, faults)
    share = shares(table, metric == APPOINTS, faults)
    from_, until = days(table, "from_", ALWAYS, faults), days(table, "until", FOREVER, faults)
    reversed_ = ~table.bad & (until <= from_)
    table.tell(
        faults,
        "period_reversed",
        reversed_,
        lambda line: {"begins": day_of(from_[line]), "ends": day_of(until[line])},
    )
    owner, owned = _owners(table, faults), _owned(table, faults)
    least, most, below = share.numerator, share.most, share.denominator
    return StakeRows(table.name, "row", owner, owned, metric, least, most, below, from_, until, table.row, table.bad)


def codes(table: Table, column: str, allowed: tuple[str, ...], faults: Faults) -> Codes:
    """Which of some words each cell of a column says, as its number; what is none of them is a fault, and 0."""
    text = table.columns[column]
    require(table, column, faults)
    encoded = text.dictionary_encode()
    known = words(column)
    each = encoded.dictionary.to_pylist()
    number = [allowed.index(known[fold(word)]) if fold(word) in known else -1 for word in each]
    code = np.asarray([*number, 0], dtype=np.int8)[encoded.indices.fill_null(len(each)).to_numpy()]
    wrong = (code < 0) & said(text)
    lines = np.flatnonzero(wrong)
    table.bad[lines] = True
    for line in lines[:LISTED].tolist():
        found = text[line].as_py()
        faults.add(
            *UnknownName(
                NAMED.get(column, column), found, sorted({*allowed, *known}), f"{table.where(line)}, {column}"
            ).faults
        )
    return np.asarray(np.maximum(code, 0), dtype=np.int8)


def require(table: Table, column: str, faults: Faults) -> None:
    """A fault for each empty cell of a column."""
    table.tell(faults, "required_cell", empty(table.columns[column]), lambda _: {"column": column})


def nobody_known(text: pa.Array) -> Flags:
    """Which cells say that nobody knows who it is."""
    unknown = pa.array(sorted(words("unknown")))
    return true(pc.is_in(pc.utf8_lower(pc.utf8_normalize(text, form="NFKC")), value_set=unknown))


def _owners(table: Table, faults: Faults) -> pa.Array:
    """Owners' ids, empty where the row says that nobody knows who."""
    require(table, "owner", faults)
    text = table.columns["owner"]
    return pc.if_else(pa.array(nobody_known(text)), "", text)


def _owned(table: Table, faults: Faults) -> pa.Array:
    require(table, "owned", faults)
    text = table.columns["owned"]
    table.tell(faults, "control_owned_unknown", nobody_known(text), lambda line: {"found": text[line].as_py()})
    return text
