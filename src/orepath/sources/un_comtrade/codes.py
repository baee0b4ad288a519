"""The publisher's codes of areas: ISO 3166 numbers, but for those listed beside this file."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from orepath.vocabulary.places import places

Kind = Literal["iso", "country", "former", "rest", "bloc", "world"]
WORLD = 0


@dataclass(frozen=True)
class Area:
    """A code of the publisher: the place it stands for, of what kind it is, and how sure that is.

    Parameters
    ----------
    sure
        ``iso``: the ISO 3166 number; ``data``: seen with figures or a name in files of the publisher; ``second hand``:
        from a list that others copied; ``recalled``.
    """

    code: int
    place: str
    kind: Kind
    sure: str
    note: str


@cache
def areas() -> dict[int, Area]:
    """All areas by code."""
    known = {
        int(place.numeric): Area(int(place.numeric), alpha2, "iso", "iso", "")
        for alpha2, place in places().items()
        if place.numeric
    }
    text = files(__package__ or "").joinpath("codes.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        code = int(row["code"])
        known[code] = Area(code, row["place"], row["kind"], row["sure"], row["note"])  # type: ignore[arg-type]
    return known


@cache
def places_by_alpha3() -> dict[str, str]:
    """Places by ISO 3166 alpha-3 code; the publisher's own codes (W00, S19, ``_X``) are not among them."""
    return {place.alpha3: code for code, place in places().items()}
