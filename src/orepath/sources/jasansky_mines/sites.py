"""The sheets of sites and of their parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from orepath.errors import Fault, UnknownName, fault
from orepath.evidence.sites import Site, coordinates, nearer_exchanged, site_rows
from orepath.sources.jasansky_mines.materials import mineral_of
from orepath.sources.jasansky_mines.sheets import REMEMBERED, SOURCE, Row
from orepath.vocabulary.places import find_place, place

KINDS, GROUPS = SOURCE.raw["kinds"], SOURCE.raw["groups"]["kinds"]
NAMED = "a name of the sheet general"
POINT = ("latitude", "longitude")
USED = {"mine_fac", "sub_site", "country", "mine_or_processing", "commodities_products", *POINT}
LISTED = re.compile(r"[,;]")


@dataclass
class Sites:
    """The places of all sites by name, the names of the parts, and the statements of both."""

    places: dict[str, str] = field(default_factory=dict)
    parts: set[str] = field(default_factory=set)
    rows: list[dict[str, Any]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: {"site": 0, "site_part": 0, "site_group": 0})
    exchanged: int = 0
    located: int = 0


def name_of(row: Row) -> str:
    """How a site is told from others: its name, and that of a part of it behind a slash."""
    return " / ".join(row.filled(("mine_fac", "sub_site")))


def sites_of(general: Iterable[Row], parts: Iterable[Row], ids: Mapping[str, str], faults: list[Fault]) -> Sites:
    """The sites of both sheets, each name once.

    Parameters
    ----------
    ids
        Facility ids by name, where the authors' list of them was given.
    """
    sites = Sites()
    first: dict[str, int] = {}
    for row in general:
        name = row.text("mine_fac")
        if _named(row, name, ("mine_fac",), first, faults):
            sites.places[name] = _place(row.text("country"), row.where, faults)
            _add(row, name, ids, sites, faults, is_part=False)
    for row in parts:
        name = name_of(row)
        if _named(row, name, ("mine_fac", "sub_site"), first, faults) and _known(row, sites, faults):
            sites.parts.add(name)
            _add(row, name, ids, sites, faults, is_part=True)
    return sites


def _known(row: Row, sites: Sites, faults: list[Fault]) -> bool:
    known = row.text("mine_fac") in sites.places
    if not known:
        faults.append(fault("bad_cell", row.where, column="mine_fac", found=row.text("mine_fac")[:80], allowed=NAMED))
    return known


def _named(row: Row, name: str, columns: tuple[str, ...], first: dict[str, int], faults: list[Fault]) -> bool:
    missing = [fault("required_cell", row.where, column=column) for column in columns if not row.text(column)]
    faults += missing
    if not missing and first.setdefault(name, row.number) != row.number:
        faults.append(fault("duplicate_key", row.where, key=name[:80], first=first[name]))
        return False
    return not missing


def _place(name: str, where: str, faults: list[Fault]) -> str:
    if not name:
        faults.append(fault("required_cell", where, column="country"))
        return ""
    try:
        return str(SOURCE.raw["places"].get(name) or _known_place(name) or place(name, where))
    except UnknownName as error:
        faults += error.faults
        return ""


_known_place = lru_cache(maxsize=REMEMBERED)(find_place)


def _add(row: Row, name: str, ids: Mapping[str, str], sites: Sites, faults: list[Fault], is_part: bool) -> None:
    before = len(faults)
    kinds = _parts(row.text("mine_or_processing"))
    for kind in kinds:
        if kind not in KINDS and kind not in GROUPS:
            allowed = ", ".join([*KINDS, *GROUPS])
            faults.append(fault("bad_cell", row.where, column="mine_or_processing", found=kind[:80], allowed=allowed))
    latitude, longitude = (row.cells.get(column, "") for column in POINT)
    point = coordinates((latitude, longitude), POINT, row.where, faults)
    if len(faults) > before:
        return
    commodities = _parts(row.text("commodities_products"))
    located = sites.places[row.text("mine_fac")]
    identified = {"facility_id": ids[name]} if name in ids else {}
    group = any(kind in GROUPS for kind in kinds)
    site = Site(
        id=name,
        name=row.text("sub_site") if is_part else name,
        place=located,
        stages=tuple(sorted({KINDS[kind] for kind in kinds if KINDS.get(kind)})),
        minerals={mineral: "listed" for word in commodities if (mineral := mineral_of(word))},
        record={
            **identified,
            **({"part_of": row.text("mine_fac")} if is_part else {"country": row.text("country")}),
            "asset_types": kinds,
            **(dict(zip(POINT, point, strict=True)) if point else {}),
            "commodities": commodities,
            **row.rest(USED),
        },
        original=row.text("commodities_products"),
        locator=row.where,
        property="site_part" if is_part else "site_group" if group else "site",
    )
    sites.counts[site.property] += 1
    sites.rows += site_rows(site)
    if point and located:
        sites.located += 1
        sites.exchanged += nearer_exchanged(located, *point)


@lru_cache(maxsize=REMEMBERED)
def _parts(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, LISTED.split(cell))))
