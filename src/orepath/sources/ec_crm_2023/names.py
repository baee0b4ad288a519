"""What the study's names of materials and countries stand for."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from orepath.vocabulary.places import find_place
from orepath.vocabulary.terms import fold


@cache
def _materials() -> dict[tuple[str, str], str | None]:
    text = files("orepath.sources.ec_crm_2023").joinpath("materials.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {(fold(row["material"]), row["stage"]): row["mineral"] or None for row in rows}


def is_material(name: str) -> bool:
    """Whether the study is known to name a material so."""
    return (fold(name), "") in _materials()


def mineral_of(name: str, stage: str = "") -> str | None:
    """The mineral a material stands for at a stage of the study (``E``, ``P``), or None where it is none.

    >>> mineral_of("Natural  Graphite"), mineral_of("Aluminium", "E"), mineral_of("Sapele wood")
    ('graphite', 'bauxite', None)
    """
    known = _materials()
    return known.get((fold(name), stage), known.get((fold(name), "")))


def place_of(name: str, spellings: dict[str, str]) -> str | None:
    """The place a country name stands for, by this study's own spellings or the general ones."""
    return spellings.get(name) or find_place(name)
