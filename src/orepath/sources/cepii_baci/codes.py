"""Codes of countries and goods: the compiled lists beside this file, and the publisher's own lists where they are."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from orepath.errors import Fault, fault
from orepath.evidence.reading import text_of
from orepath.vocabulary.places import is_country, places

NUMBER = ("country_code", "code")
ALPHA2 = ("country_iso2", "iso_2digit_alpha", "iso2")


@dataclass(frozen=True)
class Country:
    """A publisher's code for a country: the place it stands for, and why where that is not plain.

    ``joint`` marks an area that is not, or is no longer, one country.
    """

    code: str
    alpha3: str
    place: str
    joint: str
    note: str


@cache
def _shipped(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(files(__package__ or "").joinpath(name).read_text("utf-8").splitlines()))


@cache
def countries() -> dict[str, Country]:
    """All countries by the publisher's number."""
    return {row["code"]: Country(**row) for row in _shipped("country_codes.csv")}


def places_by_number() -> dict[str, str]:
    """Places by the publisher's numbers."""
    return {code: country.place for code, country in countries().items()}


def places_by_alpha3() -> dict[str, str]:
    """Places by alpha-3 code, the publisher's own (S19) among them."""
    known = {country.alpha3: country.place for country in countries().values() if country.alpha3}
    return known | {place.alpha3: code for code, place in places().items()}


def goods_of(hs: str) -> frozenset[str]:
    """The product codes of an HS edition; empty where no list of it is at hand."""
    column = hs.casefold()
    return frozenset(row["code"] for row in _shipped("product_codes.csv") if row.get(column) == "1")


def listed_places(paths: list[Path], known: dict[str, str], most_bytes: int) -> tuple[dict[str, str], list[Fault]]:
    """Places by number that the publisher's country lists add to the known ones, and where the lists contradict them.

    A list that leaves Namibia's code ``NA`` blank adds nothing and contradicts nothing.
    """
    added: dict[str, str] = {}
    faults: list[Fault] = []
    for path in paths:
        if not path.name.casefold().startswith("country_codes"):
            continue
        rows = list(csv.reader(io.StringIO(text_of(path, "utf-8-sig", most_bytes))))
        header = [cell.strip() for cell in rows[0]]
        number, alpha2 = _column(header, NUMBER), _column(header, ALPHA2)
        if number is None or alpha2 is None:
            missing = f"{NUMBER[0]}, {ALPHA2[0]}"
            faults.append(
                fault("wrong_columns", f"{path.name}, row 1", dataset="BACI", missing=missing, extra=", ".join(header))
            )
            continue
        for line, row in enumerate(rows[1:], start=2):
            if len(row) <= max(number, alpha2):
                continue
            code, place = row[number].strip(), row[alpha2].strip()
            if not is_country(place):
                continue
            if code not in known:
                added[code] = place
            elif is_country(known[code]) and known[code] != place:
                where = f"{path.name}, row {line}"
                faults.append(fault("bad_cell", where, column=header[alpha2], found=place, allowed=known[code]))
    return added, faults


def _column(header: list[str], names: tuple[str, ...]) -> int | None:
    return next((header.index(name) for name in names if name in header), None)
