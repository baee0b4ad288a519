"""Tables of releases written for somebody else: CSV with provenance, and the licence of every dataset beside it."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pyarrow.csv as pc

from orepath.errors import Fault, InputError, UnknownName, fault
from orepath.evidence.placing import placing
from orepath.evidence.release import Release
from orepath.evidence.source import Source
from orepath.evidence.store import Evidence
from orepath.vocabulary.terms import mineral as mineral_of
from orepath.vocabulary.terms import properties

VIEWS = {"statements": "statement_id", "trade": "file, row", "reported_trade": "file, row"}
"""The views that are written, with what orders their rows after dataset and edition."""
LICENCES = (
    "dataset",
    "publisher",
    "title",
    "url",
    "licence",
    "licence_url",
    "licence_basis",
    "allows",
)


def export(
    releases: Sequence[Release],
    datasets: Sequence[str],
    out: Path,
    property_: str | None = None,
    mineral: str | None = None,
    own_use: bool = False,
) -> list[Path]:
    """Write some datasets as CSV, a file a table as far as there are rows, with ``licences.csv``; the paths written.

    Parameters
    ----------
    property_, mineral
        Only statements of it; trade is written where none is named.
    own_use
        Whether datasets whose licence allows no more than one's own use are written too.

    Raises
    ------
    UnknownName
        Where a dataset is in none of the releases, or a property or mineral is not known.
    InputError
        Where a licence forbids that a dataset is handed on; the message names each.
    """
    evidence = Evidence(releases)
    wanted = list(dict.fromkeys(datasets))
    for dataset in wanted:
        if dataset not in evidence.sources:
            raise UnknownName("dataset", dataset, list(evidence.sources))
    if property_ and property_ not in properties():
        raise UnknownName("property", property_, list(properties()))
    _refuse_forbidden([evidence.sources[dataset] for dataset in wanted], own_use)
    asked = {"property": property_, "mineral": mineral_of(mineral) if mineral else None}
    where = " and ".join(["list_contains(?, dataset)", *(f"{column} = ?" for column, value in asked.items() if value)])
    values: list[object] = [wanted, *(value for value in asked.values() if value)]
    narrowed = any(asked.values())
    with placing(out) as beside:
        for view, order in VIEWS.items():
            if narrowed and view != "statements":
                continue
            query = f"select * from {view} where {where} order by dataset, edition, {order}"
            table = evidence.table(query, values)
            if table.num_rows:
                pc.write_csv(table, beside / f"{view}.csv")
        _write_licences([evidence.sources[dataset] for dataset in wanted], beside / "licences.csv")
        names = sorted(path.name for path in beside.iterdir())
    return [out / name for name in names]


def _refuse_forbidden(sources: Sequence[Source], own_use: bool) -> None:
    faults: list[Fault] = [
        fault("export_forbidden", source.id, licence=source.licence, basis=source.licence_basis)
        for source in sources
        if source.allows == "own_use" and not own_use
    ]
    if faults:
        raise InputError(faults)


def _write_licences(sources: Sequence[Source], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(LICENCES)
        for source in sources:
            writer.writerow(
                [
                    source.id,
                    source.publisher.en,
                    source.title.en,
                    source.url,
                    source.licence,
                    source.licence_url,
                    source.licence_basis,
                    source.allows,
                ]
            )
