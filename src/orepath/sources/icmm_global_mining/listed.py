"""One row of the list: a site, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from orepath.errors import Fault, UnknownName, fault
from orepath.evidence.sites import Site, coordinates, from_centre_km, nearest_other
from orepath.evidence.source import source
from orepath.evidence.workbook.opening import Cell, is_failed, text_of_cell
from orepath.vocabulary.places import find_place, place
from orepath.vocabulary.terms import fold

SOURCE = source("orepath.sources.icmm_global_mining")
STAGES, CONFIDENCE = SOURCE.raw["stages"], SOURCE.raw["confidence"]["allowed"]
OTHERS = frozenset(SOURCE.raw["others"]["words"])
WORDS = {word: mineral for mineral, words in SOURCE.raw["minerals"].items() for word in words}
ID = re.compile(r"ICMM[0-9]{5,6}")
COMMODITY = re.compile(r"[^\W\d_]{2}(?:[^\W\d_]|[ -]){0,58}")
REMEMBERED = 10_000
"""Texts of cells of which what they mean is remembered; the list repeats few."""
MINUS = "\u2212"
POINT = ("Latitude", "Longitude")
RANKS = {"Primary Commodity": "primary", "Secondary Commodity": "secondary", "Other Commodities": "other"}
_ranked = itemgetter(*RANKS)
NEEDED = ("ICMMID", "Confidence Factor", "Mine Name", "Asset Type", "Country or Region", "Primary Commodity", *POINT)
_needed = itemgetter(*NEEDED)


@dataclass(frozen=True)
class Listed:
    """A site and its point.

    Parameters
    ----------
    far, sign
        Whether it lies far off, and whether a sign of its point was read as a minus.
    new
        Its words for commodities that are not known here.
    """

    site: Site
    point: tuple[float, float]
    far: bool
    sign: bool
    new: frozenset[str]


def listed(row: Mapping[str, Cell], where: str, odd: frozenset[str], faults: list[Fault]) -> Listed | None:
    """The site of a row; None with its faults where something is wrong.

    Parameters
    ----------
    odd
        The columns in which a cell holds no text (`odd_columns`).
    """
    before = len(faults)
    said = {name: cell if isinstance(cell, str) else text_of_cell(cell) for name, cell in row.items()}
    if not all(_needed(said)):
        faults += [fault("required_cell", where, column=name) for name in NEEDED if not said[name]]
    _check_texts(row, said, odd, where, faults)
    _check_allowed(said["Confidence Factor"], "Confidence Factor", CONFIDENCE, where, faults)
    kinds, stages = _parts(said["Asset Type"]), _stages(said["Asset Type"])
    for kind in kinds if stages is None else ():
        _check_allowed(kind, "Asset Type", STAGES, where, faults)
    code = _place(said["Country or Region"], where, faults)
    point = coordinates((_degrees(row[POINT[0]]), _degrees(row[POINT[1]])), POINT, where, faults)
    if len(faults) > before or point is None or stages is None:
        return None
    far = _far(SOURCE.raw["far_km"], code, point)
    sign = any(MINUS in said[name] for name in POINT)
    site = Site(
        id=said["ICMMID"],
        name=said["Mine Name"],
        place=code,
        stages=stages,
        minerals=_minerals(said),
        record={
            "asset_types": kinds,
            "latitude": point[0],
            "longitude": point[1],
            "primary_commodity": said["Primary Commodity"],
            "secondary_commodity": said["Secondary Commodity"],
            "other_commodities": _parts(said["Other Commodities"]),
            "group_names": _parts(said["Group Names"]),
            "confidence": said["Confidence Factor"],
            "country": said["Country or Region"],
        },
        original="; ".join(filter(None, _ranked(said))),
        locator=where,
        note=far,
    )
    return Listed(site, point, far is not None, sign, _new(*_ranked(said)))


def odd_columns(columns: Mapping[str, Sequence[Cell]]) -> frozenset[str]:
    """The columns of texts in which a cell holds none, or a formula that failed."""
    return frozenset(
        name for name, cells in columns.items() if name not in POINT and not all(map(_is_text, set(cells)))
    )


def _is_text(cell: Cell) -> bool:
    return isinstance(cell, str) and not is_failed(cell)


def _check_texts(
    row: Mapping[str, Cell], said: Mapping[str, str], odd: frozenset[str], where: str, faults: list[Fault]
) -> None:
    """Add the faults of an id that is none, of texts that are none, and of commodities without a word."""
    if said["ICMMID"] and not ID.fullmatch(said["ICMMID"]):
        faults.append(fault("bad_cell", where, column="ICMMID", found=said["ICMMID"][:80], allowed="ICMM00026"))
    for name, cell in row.items() if odd else ():
        if name in odd and not _is_text(cell):
            faults.append(fault("bad_cell", where, column=name, found=said[name][:80], allowed="a text"))
    for column in RANKS if any(map(_odd, _ranked(said))) else ():
        for part in _odd(said[column]):
            faults.append(fault("bad_cell", where, column=column, found=part[:80], allowed="copper; gold; …"))


def _check_allowed(found: str, column: str, allowed: Iterable[str], where: str, faults: list[Fault]) -> None:
    if found and found not in allowed:
        faults.append(fault("bad_cell", where, column=column, found=found[:80], allowed=", ".join(allowed)))


@lru_cache(maxsize=REMEMBERED)
def _odd(cell: str) -> tuple[str, ...]:
    """The parts of a list of commodities that are no words."""
    return tuple(part for part in _parts(cell) if not COMMODITY.fullmatch(part))


@lru_cache(maxsize=REMEMBERED)
def _new(*cells: str) -> frozenset[str]:
    """The words of lists of commodities that are not known."""
    return frozenset({fold(part) for cell in cells for part in _parts(cell)} - WORDS.keys() - OTHERS)


@lru_cache(maxsize=REMEMBERED)
def _stages(cell: str) -> tuple[str, ...] | None:
    """The stages of kinds of plants; None where one is not known."""
    kinds = _parts(cell)
    return tuple(sorted({STAGES[kind] for kind in kinds} - {""})) if set(kinds) <= STAGES.keys() else None


@lru_cache(maxsize=REMEMBERED)
def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _place(name: str, where: str, faults: list[Fault]) -> str:
    code = _known_place(name) if name else ""
    if code is not None:
        return code
    try:
        return place(name, where)
    except UnknownName as error:
        faults += error.faults
        return ""


_known_place = lru_cache(maxsize=REMEMBERED)(find_place)


def _degrees(cell: Cell) -> Cell:
    """A coordinate; one that is text with the sign U+2212 before a number is that number below zero."""
    if isinstance(cell, str) and cell.startswith(MINUS):
        try:
            return float(cell.replace(MINUS, "-", 1))
        except ValueError:
            return cell
    return cell


def _minerals(said: Mapping[str, str]) -> dict[str, str]:
    """The minerals of a row, each with the first rank in which it stands."""
    found: dict[str, str] = {}
    for rank, cell in zip(RANKS.values(), _ranked(said), strict=True):
        for mineral in _minerals_of(cell):
            found.setdefault(mineral, rank)
    return found


@lru_cache(maxsize=REMEMBERED)
def _minerals_of(cell: str) -> tuple[str, ...]:
    return tuple(mineral for part in _parts(cell) if (mineral := WORDS.get(fold(part))))


def _far(limit_km: float, code: str, point: tuple[float, float]) -> str | None:
    km = from_centre_km(code, *point)
    if km is None or km <= limit_km:
        return None
    other = nearest_other(code, *point)
    return f"{km:.0f} km from the centre of {code}, nearest to that of {other}" if other else None
