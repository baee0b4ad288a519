"""Editions of the Harmonized System, by the one name each has here."""

from __future__ import annotations

import re

from orepath.errors import UnknownName

HS_EDITIONS = ("HS1992", "HS1996", "HS2002", "HS2007", "HS2012", "HS2017", "HS2022")
"""Those that trade is kept in."""

_WRITTEN = re.compile(r"HS[ _-]?(\d{4}|\d{2})", re.ASCII | re.IGNORECASE)


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
