"""Shares as people write them, as exact fractions."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from orepath.control.reading.masks import Flags, empty, integers, true
from orepath.control.reading.share_text import (
    BARE,
    FINEST,
    NO_SIGN,
    OTHER,
    OVER,
    PERCENT,
    REVERSED,
    UNREADABLE,
    share_of,
)
from orepath.control.reading.table import Table
from orepath.control.register import Integers
from orepath.network.own.columns import Faults

PLAIN = r"^(?P<whole>[0-9]{1,3})(?:\.(?P<part>[0-9]{1,14}))?\s*(?P<sign>%?)$"
RATIO = r"^(?P<above>[0-9]{1,18})\s*/\s*(?P<below>[0-9]{1,18})$"
FINE, TOO_FINE = "", "control_share_digits"


@dataclass(frozen=True)
class Shares:
    """Shares as exact fractions, one a line: ``numerator / denominator`` to ``most / denominator``."""

    numerator: Integers
    most: Integers
    denominator: Integers


@dataclass
class _Distinct:
    """The different texts of a column, each once, with what was read of it and the fault it has."""

    text: pa.Array
    numerator: Integers
    most: Integers
    denominator: Integers
    written: NDArray[np.int8]
    code: NDArray[np.object_]


def shares(table: Table, whole: Flags, faults: Faults) -> Shares:
    """The shares of a table's column `share`.

    Parameters
    ----------
    whole
        Lines on which an empty cell means the whole.
    """
    text = pc.utf8_normalize(table.columns["share"], form="NFKC")
    encoded = text.dictionary_encode()
    there = true(encoded.indices.is_valid())
    at = encoded.indices.fill_null(0).to_numpy() if len(encoded.dictionary) else np.zeros(len(text), dtype=np.int32)
    each = _read(encoded.dictionary if len(encoded.dictionary) else pa.array([""]))
    blank = empty(text)
    table.tell(faults, "required_cell", blank & ~whole, lambda _: {"column": "share"})
    _tell(table, text, there & ~blank, each, at, faults)
    _refuse_mixed(table, text, np.where(there & ~blank, each.written[at], OTHER), each.numerator[at] > 0, faults)
    one = blank & whole
    fine = there & ~blank & (each.code[at] == FINE)
    return Shares(
        np.where(one, 1, np.where(fine, each.numerator[at], 0)),
        np.where(one, 1, np.where(fine, each.most[at], 0)),
        np.where(fine, each.denominator[at], 1),
    )


def _tell(table: Table, text: pa.Array, told: Flags, each: _Distinct, at: NDArray[np.int32], faults: Faults) -> None:
    code = each.code[at]
    for found in (UNREADABLE, OVER, NO_SIGN, TOO_FINE):
        table.tell(faults, found, told & (code == found), lambda line: {"found": text[line].as_py()})
    table.tell(faults, REVERSED, told & (code == REVERSED), lambda line: _ends(text[line].as_py()))


def _ends(text: str) -> dict[str, object]:
    low, _, high = text.partition("..")
    return {"low": low.strip(), "high": high.strip()}


def _refuse_mixed(table: Table, text: pa.Array, written: NDArray[np.int8], positive: Flags, faults: Faults) -> None:
    """A fault for each bare decimal fraction in a column that has percents too: `0.25` may then be either."""
    percents = np.flatnonzero(written == PERCENT)
    if len(percents):
        first = int(percents[0])
        shown = {"row": int(table.row[first]), "percent": text[first].as_py()}
        mixed = (written == BARE) & positive
        table.tell(faults, "control_share_mixed", mixed, lambda line: {"found": text[line].as_py(), **shown})


def _read(text: pa.Array) -> _Distinct:
    count = len(text)
    found = _Distinct(
        text,
        np.zeros(count, dtype=np.int64),
        np.zeros(count, dtype=np.int64),
        np.ones(count, dtype=np.int64),
        np.full(count, OTHER, dtype=np.int8),
        np.full(count, FINE, dtype=object),
    )
    plain = _read_plain(found)
    ratio = _read_ratios(found)
    for number in np.flatnonzero(~plain & ~ratio).tolist():
        _read_other(found, number)
    common = np.gcd(np.gcd(found.numerator, found.most), found.denominator)
    found.numerator //= common
    found.most //= common
    found.denominator //= common
    return found


def _read_plain(found: _Distinct) -> Flags:
    """Read what is a decimal number, with or without a percent sign, all at once."""
    parts = pc.extract_regex(found.text, pattern=PLAIN)
    there = true(parts.is_valid())
    whole, part, sign = (pc.struct_field(parts, name).filter(pa.array(there)) for name in ("whole", "part", "sign"))
    digits = integers(pc.utf8_length(part))
    percent = true(pc.equal(sign, "%"))
    value = integers(pc.binary_join_element_wise(whole, part, "").cast(pa.int64()))
    found.numerator[there] = found.most[there] = value
    found.denominator[there] = 10 ** (digits + 2 * percent)
    found.written[there] = np.where(percent, PERCENT, BARE)
    over = value > found.denominator[there]
    found.code[there] = np.where(over, np.where(percent, OVER, NO_SIGN), FINE)
    return there


def _read_ratios(found: _Distinct) -> Flags:
    """Read what is a fraction n/d, all at once."""
    parts = pc.extract_regex(found.text, pattern=RATIO)
    there = true(parts.is_valid())
    above, below = (
        integers(pc.struct_field(parts, name).filter(pa.array(there)).cast(pa.int64())) for name in ("above", "below")
    )
    found.numerator[there] = found.most[there] = above
    found.denominator[there] = np.maximum(below, 1)
    found.code[there] = np.where(below == 0, UNREADABLE, np.where(above > below, OVER, FINE))
    return there


def _read_other(found: _Distinct, number: int) -> None:
    text = found.text[number].as_py()
    read = share_of(text) if text else (Fraction(0), Fraction(0), OTHER)
    if isinstance(read, str):
        found.code[number] = read
        return
    low, high, found.written[number] = read
    below = lcm(low.denominator, high.denominator)
    if below > FINEST:
        found.code[number] = TOO_FINE
        return
    found.denominator[number] = below
    found.numerator[number], found.most[number] = int(low * below), int(high * below)
