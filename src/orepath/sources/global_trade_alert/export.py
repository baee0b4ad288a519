"""The publisher's export of interventions (CSV)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from orepath.errors import Fault, fault
from orepath.evidence.candidates.candidate import Candidate
from orepath.evidence.candidates.cells import address, day, in_order, one_of, short
from orepath.evidence.candidates.names import places_of
from orepath.evidence.csv_rows import table_rows
from orepath.evidence.reading import text_of
from orepath.sources.global_trade_alert.tally import MOST_DIGITS, SOURCE, Found, Tally, digits

EXPORT = SOURCE.raw["export"]
MORE = tuple(EXPORT["more"].items())
DATES = ("Date Announced", "Date Implemented", "Date Removed")
WORDS = tuple(EXPORT["words"].items())
ADDRESSES = tuple(EXPORT["addresses"].items())
SECTORS = re.compile(r"(?:[0-9]{1,4}(?:, [0-9]{1,4})*)?")
NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .'’&()-]){2,59}")
"""How a place may be called that has no code today."""
LENGTHS, USUAL = frozenset(range(4, 11)), 6
"""Digits that a code of a product can have, and those that most have; the others are counted."""


def read_export(path: Path, tally: Tally) -> Iterator[Found]:
    """The interventions of an export, row by row; faults are added to the tally."""
    content = text_of(path, "utf-8")
    if not content.endswith("\n"):
        tally.faults.append(fault("file_truncated", path.name, detail="the last line has no end"))
    for line, cells in table_rows(content, path.name, EXPORT["columns"], SOURCE.id, tally.faults):
        where = f"{path.name}, row {line}"
        yield Found(_candidate(cells, where, tally), where, cells["State Act Title"])
    tally.columns[path.name] = EXPORT["columns"]


def _candidate(cells: dict[str, str], where: str, tally: Tally) -> Candidate:
    faults = tally.faults
    implementers, affected = listed(cells["Implementing Jurisdictions"]), listed(cells["Affected Jurisdictions"])
    if not implementers:
        faults.append(fault("required_cell", where, column="Implementing Jurisdictions"))
    announced, implemented, removed = (day(cells[name], where, name, faults) for name in DATES)
    if not announced:
        faults.append(fault("required_cell", where, column="Date Announced"))
    in_order(implemented, removed, where, faults)
    _check_words(cells, where, faults)
    kind = short(cells["Intervention Type"], where, "Intervention Type", faults)
    instrument = SOURCE.raw["instruments"].get(kind)
    places, unknown = tally.known_places.of(implementers)
    known, nowhere = tally.known_places.of(affected)
    if nowhere:
        _add_nowhere(nowhere, where, tally)
    return Candidate(
        key=digits(cells["Intervention ID"], where, "Intervention ID", faults),
        title=short(cells["State Act Title"], where, "State Act Title", faults),
        kinds=(kind,),
        instruments=(instrument,) if instrument else (),
        implementers=implementers,
        places=places if not unknown else places_of(unknown, {}, where, faults),
        affected=affected,
        affected_places=known,
        products=_products(cells["Affected Products"], where, tally.counts, faults),
        announced=announced,
        implemented=implemented,
        removed=removed,
        status=f"Is In Force: {cells['Is In Force']}",
        link=address(cells["Intervention URL"], where, "Intervention URL", faults),
        more=tuple((name, said) for name, column in MORE if (said := cells[column].strip())),
    )


def _check_words(cells: dict[str, str], where: str, faults: list[Fault]) -> None:
    """Add the faults of cells that do not hold what their column always holds: what stands in the wrong column."""
    for column, words in WORDS:
        if cells[column] not in words:
            one_of(words, cells[column], where, column, faults)
    for column, number in ADDRESSES:
        if cells[column].rpartition("/")[2] != cells[number].strip():
            allowed = f"https://…/{cells[number].strip()[:MOST_DIGITS]}"
            faults.append(fault("bad_cell", where, column=column, found=cells[column][:200], allowed=allowed))
    if not SECTORS.fullmatch(cells["Affected Sectors"]):
        found = cells["Affected Sectors"][:200]
        faults.append(fault("bad_cell", where, column="Affected Sectors", found=found, allowed="342, 374, …"))


def _add_nowhere(names: list[str], where: str, tally: Tally) -> None:
    tally.nowhere.update(names)
    for name in names:
        if not NAME.fullmatch(name):
            found = name[:60]
            tally.faults.append(
                fault("bad_cell", where, column="Affected Jurisdictions", found=found, allowed="Chile, Peru, …")
            )


def listed(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds several, each once.

    >>> listed("Boria, Aland, Boria")
    ('Boria', 'Aland')
    """
    return tuple(dict.fromkeys(_parts(cell)))


def _products(cell: str, where: str, counts: Counter[str], faults: list[Fault]) -> tuple[str, ...]:
    codes, wrong, repeated, odd = _codes(cell)
    if wrong:
        faults.append(fault("bad_cell", where, column="Affected Products", found=wrong, allowed="260900, …"))
    counts["repeated"] += repeated
    counts["codes"] += odd
    return codes


@lru_cache(maxsize=1_000)  # interventions of one act name the same products
def _codes(cell: str) -> tuple[tuple[str, ...], str, int, int]:
    """The codes of a cell, those that are none, and how many repeat another or have not `USUAL` digits."""
    parts = list(_parts(cell))
    codes = tuple(dict.fromkeys(parts))
    lengths = Counter(map(len, codes))
    joined = "".join(codes)
    wrong: list[str] = []
    if codes and not (joined.isascii() and joined.isdigit() and lengths.keys() <= LENGTHS):
        wrong = [code for code in codes if not (code.isascii() and code.isdigit() and len(code) in LENGTHS)]
    return codes, ", ".join(wrong[:5])[:200], len(parts) - len(codes), len(codes) - lengths[USUAL]


def _parts(cell: str) -> Iterator[str]:
    return filter(None, map(str.strip, cell.split(",")))
