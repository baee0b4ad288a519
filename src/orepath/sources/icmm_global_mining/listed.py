"""One row of the list: a site, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

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
NEEDED = ("ICMMID", "Confidence Factor", "Mine Name", "Asset Type", "Country or Region", "Primary Commodity", *POINT)


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


def listed(row: Mapping[str, Cell], where: str, faults: list[Fault]) -> Listed | None:
    """The site of a row; None with its faults where something is wrong."""
    before = len(faults)
    said = {name: text_of_cell(cell) for name, cell in row.items()}
    faults += [fault("required_cell", where, column=name) for name in NEEDED if not said[name]]
    _check_texts(row, said, where, faults)
    _check_allowed(said["Confidence Factor"], "Confidence Factor", CONFIDENCE, where, faults)
    kinds = _parts(said["Asset Type"])
    for kind in kinds:
        _check_allowed(kind, "Asset Type", STAGES, where, faults)
    code = _place(said["Country or Region"], where, faults)
    point = coordinates((_degrees(row[POINT[0]]), _degrees(row[POINT[1]])), POINT, where, faults)
    if len(faults) > before or point is None:
        return None
    far = _far(SOURCE.raw["far_km"], code, point)
    sign = any(MINUS in said[name] for name in POINT)
    stages = {STAGES[kind] for kind in kinds} - {""}
    site = Site(
        id=said["ICMMID"],
        name=said["Mine Name"],
        place=code,
        stages=tuple(sorted(stages)),
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
        original="; ".join(filter(None, (said[name] for name in RANKS))),
        locator=where,
        note=far,
    )
    new = {fold(part) for name in RANKS for part in _parts(said[name])} - WORDS.keys() - OTHERS
    return Listed(site, point, far is not None, sign, frozenset(new))


def _check_texts(row: Mapping[str, Cell], said: Mapping[str, str], where: str, faults: list[Fault]) -> None:
    """Add the faults of an id that is none, of texts that are none, and of commodities without a word."""
    if said["ICMMID"] and not ID.fullmatch(said["ICMMID"]):
        faults.append(fault("bad_cell", where, column="ICMMID", found=said["ICMMID"][:80], allowed="ICMM00026"))
    for name, cell in row.items():
        if name not in POINT and (not isinstance(cell, str) or is_failed(cell)):
            faults.append(fault("bad_cell", where, column=name, found=said[name][:80], allowed="a text"))
    for column in RANKS:
        for part in _parts(said[column]):
            if not COMMODITY.fullmatch(part):
                faults.append(fault("bad_cell", where, column=column, found=part[:80], allowed="copper; gold; …"))


def _check_allowed(found: str, column: str, allowed: Iterable[str], where: str, faults: list[Fault]) -> None:
    if found and found not in allowed:
        faults.append(fault("bad_cell", where, column=column, found=found[:80], allowed=", ".join(allowed)))


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


@lru_cache(maxsize=REMEMBERED)
def _mineral(word: str) -> str | None:
    return WORDS.get(fold(word))


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
    for column, rank in RANKS.items():
        for part in _parts(said[column]):
            if mineral := _mineral(part):
                found.setdefault(mineral, rank)
    return found


def _far(limit_km: float, code: str, point: tuple[float, float]) -> str | None:
    km = from_centre_km(code, *point)
    if km is None or km <= limit_km:
        return None
    other = nearest_other(code, *point)
    return f"{km:.0f} km from the centre of {code}, nearest to that of {other}" if other else None
