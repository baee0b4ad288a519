"""What the publisher's codes of places, goods and periods mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from orepath.vocabulary.periods import Period, year, years
from orepath.vocabulary.places import is_country

USERS_OWN = re.compile(r"AA|Q[M-Z]|X[A-Z]|ZZ")
"""The codes that ISO 3166-1 leaves to its users: another publisher means something else by them."""
GOOD = re.compile(r"[0-9]{8}")
SECRET = re.compile(r"(?=.*[A-Z])[0-9]{2}[0-9A-Z]{1,6}")
TOTAL = "TOTAL"
PERIOD = re.compile(r"((?:19|20)[0-9]{2})(0[1-9]|1[0-2]|52)?")
WHOLE_YEAR = "52"


class Coded(NamedTuple):
    """A place for a code, and whether the code stands for a part of it; else why the rows of the code are left out."""

    place: str | None
    part: bool = False
    why: str = ""


def coded(code: str, raw: Mapping[str, Any]) -> Coded:
    """What a code of a reporter or partner means."""
    if code in raw["left_out"]:
        return Coded(None, why=raw["left_out"][code])
    if code in raw["places"]:
        return Coded(raw["places"][code], code in raw["part"]["codes"])
    known = is_country(code) and not USERS_OWN.fullmatch(code)
    return Coded(code) if known else Coded(None, why="unknown_place")


def why_no_good(code: str) -> str:
    """Why rows of a product code are left out; empty for an eight-digit code, and for what is no code at all.

    >>> why_no_good("26050000"), why_no_good("28XXXXXX"), why_no_good("TOTAL"), why_no_good("2605"), why_no_good("DE")
    ('', 'secret_good', 'total_of_goods', '', '')
    """
    if code == TOTAL:
        return "total_of_goods"
    return "secret_good" if SECRET.fullmatch(code) else ""


def period(code: str) -> Period | None:
    """The period of a code ``yyyy``, ``yyyy52`` (the year) or ``yyyymm``; None for any other.

    >>> period("202452") == period("2024"), period("202412").from_.isoformat(), period("202413")
    (True, '2024-12-01', None)
    """
    found = PERIOD.fullmatch(code)
    if not found:
        return None
    whole, month = year(int(found[1])), found[2]
    if month in (None, WHOLE_YEAR):
        return whole
    from_ = whole.from_.replace(month=int(month))
    until = whole.until if month == "12" else from_.replace(month=int(month) + 1)
    return Period(from_, until)


def label(of: Period) -> str:
    """A period as the publisher writes it.

    >>> label(period("202412")), label(period("202452"))
    ('2024M12', '2024')
    """
    return str(of.from_.year) if of == years(of.from_.year, of.from_.year) else f"{of.from_:%YM%m}"
