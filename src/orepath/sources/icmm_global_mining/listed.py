"""The sites of the list, column by column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from json.encoder import encode_basestring

import numpy as np
import pyarrow as pa

from orepath.evidence.reading import statement_table
from orepath.evidence.sites import from_centre_km, nearer_exchanged, nearest_other
from orepath.evidence.workbook.columns import joined, spread
from orepath.sources.icmm_global_mining.cells import POINT, RANKS, REMEMBERED, SOURCE, STAGES, Columns, degrees, parts
from orepath.sources.icmm_global_mining.distances import suspect
from orepath.vocabulary.places import place
from orepath.vocabulary.terms import fold

WORDS = {word: mineral for mineral, words in SOURCE.raw["minerals"].items() for word in words}
KNOWN = WORDS.keys() | set(SOURCE.raw["others"]["words"])
NONE = ((None, "}"),)
"""What stands for the minerals of a site that names none: no mineral, and no rank at the end of its record."""
TEXTS = ("ICMMID", "Mine Name", "Primary Commodity", "Secondary Commodity", "Confidence Factor", "Country or Region")
LISTS = ("Asset Type", "Other Commodities", "Group Names")


@dataclass(frozen=True)
class Sites:
    """The sites of a list in which nothing is wrong.

    Parameters
    ----------
    ids, places, notes
        Of each; a note says of a site that it lies far off.
    signs
        The ids of those of whose point a sign was read as a minus.
    nameless
        How many name no mineral.
    new
        The words for commodities that are not known here.
    exchanged
        How many are nearer to the centre of their place with latitude and longitude exchanged.
    statements
        One for each mineral of each.
    """

    ids: Sequence[str]
    places: Sequence[str]
    notes: Sequence[str | None]
    signs: list[str]
    nameless: int
    new: set[str]
    exchanged: int
    statements: pa.Table


def listed(columns: Columns, numbers: Sequence[int], where: str) -> Sites:
    """The sites of rows in which nothing is wrong, with the numbers of the rows and the sheet they stand in."""
    ids = columns["ICMMID"]
    places = list(map(cache(place), columns["Country or Region"]))
    written, at = (columns[name] for name in POINT), degrees(columns)
    points = list(zip(*at.tolist(), strict=True))
    far, exchanged = suspect(places, at, SOURCE.raw["far_km"])
    notes: list[str | None] = [None] * len(ids)
    for one in far:
        notes[one] = _far(places[one], points[one])
    commodities = [columns[name] for name in RANKS]
    minerals = list(map(cache(_minerals), *commodities))
    stages = list(map(cache(_stages), columns["Asset Type"]))
    site = np.repeat(np.arange(len(ids)), [len(some) or 1 for some in minerals])
    every = [one for some in minerals for one in some or NONE]
    of_site = {
        "stage": [some[0] if len(some) == 1 else None for some in stages],
        "item": ids,
        "place": places,
        "text": columns["Mine Name"],
        "fields": _records(columns, points, stages),
        "original": ["; ".join(filter(None, said)) for said in zip(*commodities, strict=True)],
        "note": notes,
    }
    table = {name: spread(values, site) for name, values in of_site.items()}
    table |= {
        "row_key": joined(table["item"], pa.array([f"|{mineral or ''}" for mineral, _ in every])),
        "locator": joined(f"{where}, row ", pa.array(numbers).cast(pa.string()).take(pa.array(site))),
        "mineral": pa.array([mineral for mineral, _ in every], pa.string()),
        "fields": joined(table["fields"], pa.array([end for _, end in every])),
    }
    return Sites(
        ids,
        places,
        notes,
        signs=[key for key, north, east in zip(ids, *written, strict=True) if str in (type(north), type(east))],
        nameless=sum(not some for some in minerals),
        new={_folded(part) for cells in commodities for cell in set(cells) for part in parts(cell)} - KNOWN,
        exchanged=sum(nearer_exchanged(places[one], *points[one]) for one in exchanged),
        statements=statement_table({**table, "property": "site", "status": "reported"}, len(every)),
    )


def _records(columns: Columns, points: Iterable[tuple[float, float]], stages: Sequence[tuple[str, ...]]) -> list[str]:
    """What is kept of each site as JSON, but for the rank of a mineral and the end."""
    texts = (map(encode_basestring, columns[name]) for name in TEXTS)
    lists = (map(cache(lambda cell: _list(parts(cell))), columns[name]) for name in LISTS)
    return [
        f'{{"id": {key}, "name": {name}, "asset_types": {kinds}, "latitude": {north!r}, "longitude": {east!r}, '
        f'"primary_commodity": {primary}, "secondary_commodity": {secondary}, "other_commodities": {others}, '
        f'"group_names": {groups}, "confidence": {confidence}, "country": {country}, "stages": {stage}'
        for key, name, primary, secondary, confidence, country, kinds, others, groups, (north, east), stage in zip(
            *texts, *lists, points, map(cache(_list), stages), strict=True
        )
    ]


def _list(some: Iterable[str]) -> str:
    return f"[{', '.join(map(encode_basestring, some))}]"


_folded = lru_cache(maxsize=REMEMBERED)(fold)


def _stages(cell: str) -> tuple[str, ...]:
    """The stages of kinds of plants."""
    return tuple(sorted({STAGES[kind] for kind in parts(cell)} - {""}))


def _minerals(*commodities: str) -> tuple[tuple[str, str], ...]:
    """The minerals of a site, each with the first rank in which it stands, as the end of a record."""
    found: dict[str, str] = {}
    for rank, cell in zip(RANKS.values(), commodities, strict=True):
        for part in parts(cell):
            if mineral := WORDS.get(_folded(part)):
                found.setdefault(mineral, f', "rank": "{rank}"}}')
    return tuple(found.items())


def _far(code: str, point: tuple[float, float]) -> str | None:
    km = from_centre_km(code, *point)
    if km is None or km <= SOURCE.raw["far_km"]:
        return None
    other = nearest_other(code, *point)
    return f"{km:.0f} km from the centre of {code}, nearest to that of {other}" if other else None
