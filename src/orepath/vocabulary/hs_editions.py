"""Editions of the Harmonized System, by the one name each has here."""

from __future__ import annotations

import re

from orepath.errors import UnknownName

YEARS = (1988, 1992, 1996, 2002, 2007, 2012, 2017, 2022)
"""The years on whose first of January the World Customs Organization's editions came into force."""
HS_EDITIONS = tuple(f"HS{year}" for year in YEARS[1:])
"""Those that trade is kept in."""

_WRITTEN = re.compile(r"HS[ _-]?(\d{4}|\d{2})", re.ASCII | re.IGNORECASE)


def in_force(year: int) -> int | None:
    """The year of the edition that was in force in a year; None before the first.

    >>> in_force(2024), in_force(2017), in_force(1987)
    (2022, 2017, None)
    """
    return max((begun for begun in YEARS if begun <= year), default=None)


def find_hs_edition(name: str) -> str | None:
    """The name of an edition however it is written; None where it is none.

    >>> find_hs_edition("HS17"), find_hs_edition("HS 2017"), find_hs_edition("hs1992"), find_hs_edition("HS2018")
    ('HS2017', 'HS2017', 'HS1992', None)
    """
    written = _WRITTEN.fullmatch(name.strip())
    if not written:
        return None
    return next((known for known in HS_EDITIONS if known[-len(written[1]) :] == written[1]), None)


def hs_edition(name: str, where: str = "") -> str:
    """The name of an edition however it is written.

    Raises
    ------
    UnknownName
        Where there is no such edition.
    """
    found = find_hs_edition(name)
    if found is None:
        raise UnknownName("HS edition", name, HS_EDITIONS, where)
    return found
