"""What the cells of the list mean, and what is wrong with those of a row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from math import nan
from typing import Any

import numpy as np
import numpy.typing as npt

from orepath.errors import Fault, UnknownName, fault
from orepath.evidence.sites import LIMITS, coordinates
from orepath.evidence.source import source
from orepath.evidence.workbook.opening import Cell, is_failed, text_of_cell
from orepath.vocabulary.places import find_place, place

SOURCE = source("orepath.sources.icmm_global_mining")
STAGES, CONFIDENCE = SOURCE.raw["stages"], SOURCE.raw["confidence"]["allowed"]
ID = re.compile(r"ICMM[0-9]{5,6}")
COMMODITY = re.compile(r"[^\W\d_]{2}(?:[^\W\d_]|[ -]){0,58}")
REMEMBERED = 10_000
"""Texts of cells of which what they mean is remembered; the list repeats few."""
MINUS = "\u2212"
POINT = ("Latitude", "Longitude")
RANKS = {"Primary Commodity": "primary", "Secondary Commodity": "secondary", "Other Commodities": "other"}
NEEDED = ("ICMMID", "Confidence Factor", "Mine Name", "Asset Type", "Country or Region", "Primary Commodity", *POINT)
Columns = Mapping[str, Sequence[Any]]


@lru_cache(maxsize=REMEMBERED)
def parts(cell: str) -> tuple[str, ...]:
    """The parts of a list."""
    return tuple(filter(None, map(str.strip, cell.split(";"))))


def degrees(columns: Columns) -> npt.NDArray[np.float64]:
    """Latitudes and longitudes; NaN where a cell holds none."""
    numbers = [[number if type(number := _degrees(cell)) is float else nan for cell in columns[name]] for name in POINT]
    return np.array(numbers, np.float64)


SOUND: dict[str, Callable[[str], object]] = {
    "ICMMID": ID.fullmatch,
    "Confidence Factor": CONFIDENCE.__contains__,
    "Mine Name": lambda said: said and not is_failed(said),
    "Asset Type": lambda said: said and STAGES.keys() >= set(parts(said)),
    "Country or Region": find_place,
    "Primary Commodity": lambda said: said and not _no_words(said),
    "Secondary Commodity": lambda said: not _no_words(said),
    "Other Commodities": lambda said: not _no_words(said),
}
"""Whether a text may stand in a column; in others any may that is not of a formula that failed."""


def odd_columns(columns: Columns) -> frozenset[str]:
    """The columns of texts in which a cell holds none, or a formula that failed."""
    return frozenset(
        name for name, cells in columns.items() if name not in POINT and not all(map(_is_text, set(cells)))
    )


def doubtful(columns: Columns) -> list[int]:
    """The rows, counted from 0, that are not surely right: all with a fault that `check` tells or an id of another."""
    times = Counter(columns["ICMMID"])
    wrong = {"ICMMID": {cell for cell in times if times[cell] > 1}}
    for name, cells in columns.items():
        if name not in POINT:
            sound = SOUND.get(name, _is_text)
            some = wrong.setdefault(name, set())
            some.update(cell for cell in set(cells) if not isinstance(cell, str) or not sound(cell))
    found = {row for name, some in wrong.items() if some for row, cell in enumerate(columns[name]) if cell in some}
    north, east = np.abs(degrees(columns))
    on_map = (north <= LIMITS[0]) & (east <= LIMITS[1]) & (north + east > 0)
    return sorted(found.union(np.flatnonzero(~on_map).tolist()))


def check(row: Mapping[str, Cell], where: str, odd: frozenset[str], faults: list[Fault]) -> None:
    """Add the faults of a row.

    Parameters
    ----------
    odd
        The columns in which a cell holds no text (`odd_columns`).
    """
    said = {name: text_of_cell(cell) for name, cell in row.items()}
    faults += [fault("required_cell", where, column=name) for name in NEEDED if not said[name]]
    if said["ICMMID"] and not ID.fullmatch(said["ICMMID"]):
        faults.append(_bad("ICMMID", said["ICMMID"], "ICMM00026", where))
    faults += [_bad(name, said[name], "a text", where) for name in row if name in odd and not _is_text(row[name])]
    faults += [_bad(column, part, "copper; gold; …", where) for column in RANKS for part in _no_words(said[column])]
    _check_allowed([said["Confidence Factor"]], "Confidence Factor", CONFIDENCE, where, faults)
    _check_allowed(parts(said["Asset Type"]), "Asset Type", STAGES, where, faults)
    try:
        if said["Country or Region"]:
            place(said["Country or Region"], where)
    except UnknownName as error:
        faults += error.faults
    coordinates((_degrees(row[POINT[0]]), _degrees(row[POINT[1]])), POINT, where, faults)


def _degrees(cell: Cell) -> Cell:
    """A coordinate; one that is text with the sign U+2212 before a number is that number below zero."""
    if isinstance(cell, str) and cell.startswith(MINUS):
        try:
            return float(cell.replace(MINUS, "-", 1))
        except ValueError:
            return cell
    return cell


def _is_text(cell: Cell) -> bool:
    return isinstance(cell, str) and not is_failed(cell)


def _no_words(cell: str) -> list[str]:
    """The parts of a list of commodities that are no words."""
    return [part for part in parts(cell) if not COMMODITY.fullmatch(part)]


def _check_allowed(found: Iterable[str], column: str, allowed: Iterable[str], where: str, faults: list[Fault]) -> None:
    faults += [_bad(column, one, ", ".join(allowed), where) for one in found if one and one not in allowed]


def _bad(column: str, found: str, allowed: str, where: str) -> Fault:
    return fault("bad_cell", where, column=column, found=found[:80], allowed=allowed)
