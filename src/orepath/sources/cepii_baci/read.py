"""BACI files, as CSV, value-only CSV or Parquet, into the trade table."""

from __future__ import annotations

import calendar
from datetime import date
from pathlib import Path

import duckdb

from orepath.errors import Fault, SourceError
from orepath.evidence.delimited import workspace
from orepath.evidence.reading import Reading, Refused, Sink, check_counts, refuse
from orepath.evidence.source import source
from orepath.sources.cepii_baci import checks, codes, writing
from orepath.sources.cepii_baci.files import DataFile, described, faults_between, listed
from orepath.sources.cepii_baci.loading import load

SOURCE = source("orepath.sources.cepii_baci")


def read(path: Path, sink: Sink) -> Reading:
    """Read a yearly file or a folder of them, with the publisher's code lists where they stand beside it.

    Raises
    ------
    SourceError
        With every fault found.
    """
    data, lists = listed(path)
    files = _described(data)
    refuse(faults_between(files))
    places = codes.places_by_number() if files[0].form == "flows" else codes.places_by_alpha3()
    with workspace(sink.folder) as connection:
        refuse(load(connection, files, sink.progress))
        if files[0].form == "flows":
            added, faults = codes.listed_places(lists, places, SOURCE.raw["most_bytes_of_a_list"])
            refuse(faults)
            places = places | added
        return _kept(connection, files, places, sink)


def _described(paths: list[Path]) -> list[DataFile]:
    files: list[DataFile] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            files.append(described(path, SOURCE.raw))
        except SourceError as error:
            faults += error.faults
    refuse(faults)
    return files


def _kept(connection: duckdb.DuckDBPyConnection, files: list[DataFile], places: dict[str, str], sink: Sink) -> Reading:
    faults = [*checks.year_faults(connection, files, SOURCE), *checks.cell_faults(connection, files, SOURCE)]
    bad_goods, five = checks.good_faults(connection, files)
    refuse([*faults, *checks.place_faults(connection, files), *bad_goods])
    cut_off, small = checks.complete(connection, SOURCE)
    unknown = writing.prepare(connection, places)
    (read_rows,) = writing.counted(connection, "true")
    not_kept = writing.refused_rows(connection, unknown)
    strange = sum(1 for _, _, same in not_kept if not same)
    share = {"unknown_places_share": strange / read_rows} if read_rows else {}
    refuse([*checks.key_faults(connection, files, five), *cut_off, *check_counts(SOURCE, share, files[0].path.name)])
    sink.found_columns(files[0].form, files[0].columns)
    query, keys, summed = writing.query(connection, files, SOURCE.raw["forms"][files[0].form]["usd"], five)
    notes = _notes(connection, files, places, five)
    sink.trade(connection, query)
    sizes = 2 * sum(file.path.stat().st_size for file in files)
    sink.progress(sizes, sizes)
    if keys:
        notes.append(SOURCE.says("summed", count=keys, rows=summed))
    notes += [SOURCE.says("small", year=year, count=count) for year, count in small.items()]
    refused = tuple(
        Refused(row, SOURCE.says("same_place" if same else "unknown_place", code=code)) for row, code, same in not_kept
    )
    kept = read_rows - len(refused) - summed + keys
    return Reading(files[0].edition, _recorded(files[0].edition), read_rows, kept, refused, tuple(notes))


def _notes(
    connection: duckdb.DuckDBPyConnection, files: list[DataFile], places: dict[str, str], five: list[str]
) -> list[str]:
    used = [row[0] for row in connection.execute("select code::varchar from codes order by code").fetchall()]
    joint = [codes.countries()[code] for code in used if code in codes.countries() and codes.countries()[code].joint]
    of_joint = (f"i = {country.code} or j = {country.code}" for country in joint)
    blank, short, total, *counts = writing.counted(connection, "q is null", "length(k) = 5", "true", *of_joint)
    notes = []
    if files[0].form == "values":
        notes.append(SOURCE.says("values_only", count=total))
    elif blank:
        notes.append(SOURCE.says("blank_quantity", count=blank))
    if five:
        shown = ", ".join(checks.restored(code) for code in five[:8]) + (" …" if len(five) > 8 else "")
        notes.append(SOURCE.says("zeros_restored", count=short, codes=shown))
    if not codes.goods_of(files[0].hs):
        notes.append(SOURCE.says("unlisted_edition", hs=files[0].hs))
    for country, count in zip(joint, counts, strict=True):
        said = SOURCE.says("joint_code", code=country.code, count=count, place=places[country.code], note=country.note)
        notes.append(said)
    return notes


def _recorded(edition: str) -> date | None:
    """The day an edition was public at the latest: as stated in ``source.toml``, else the last of its month."""
    stated = SOURCE.raw["recorded"].get(edition)
    vintage = edition.rpartition("-V")[2][:6]
    if stated or not vintage.isdecimal():
        return stated if isinstance(stated, date) else None
    year, month = int(vintage[:4]), int(vintage[4:])
    if not 1 <= month <= 12:
        return None
    return date(year, month, calendar.monthrange(year, month)[1])
