"""Comext files into the table of reported trade."""

from __future__ import annotations

from pathlib import Path

import duckdb

from orepath.errors import Fault, SourceError, fault
from orepath.evidence.delimited import workspace
from orepath.evidence.reading import Reading, Refused, Sink, check_counts, refuse
from orepath.evidence.source import source
from orepath.sources.eurostat_comext import checks, writing
from orepath.sources.eurostat_comext.amounts import amount_faults, code, constant_faults
from orepath.sources.eurostat_comext.codes import label, period
from orepath.sources.eurostat_comext.coding import enumerate_codes
from orepath.sources.eurostat_comext.files import DataFile, described, listed
from orepath.sources.eurostat_comext.loading import file_names, loaded

SOURCE = source("orepath.sources.eurostat_comext")
DATASET = "Comext"


def read(path: Path, sink: Sink) -> Reading:
    """Read a bulk file, an extract, or a folder of files that are of one edition.

    Raises
    ------
    SourceError
        With every fault found.
    """
    files = described(listed(path, DATASET), SOURCE.raw["forms"], DATASET)
    with workspace(sink.folder) as connection:
        tables = loaded(connection, files, sink, DATASET, SOURCE.raw["most_bytes"])
        used = checks.used_codes(connection, path.name)
        refuse(checks.cell_faults(connection, files, tables, used, SOURCE.raw))
        enumerate_codes(connection, [file.path.name for file in files], used, SOURCE.raw)
        options = SOURCE.raw["options"]
        if not code(connection, options):
            both = zip(files, tables, strict=True)
            refuse(each for file, table in both for each in amount_faults(connection, file, table, options))
        connection.execute("drop view cells; " + "; ".join(f"drop table {table.table}" for table in tables))
        doubtful = [
            *constant_faults(connection, files, options, path.name),
            *checks.count_faults(connection, SOURCE, path.name),
        ]
        writing.place(connection, used, SOURCE.raw)
        return _kept(connection, files, path.name, doubtful, sink)


def _kept(
    connection: duckdb.DuckDBPyConnection, files: list[DataFile], where: str, doubtful: list[Fault], sink: Sink
) -> Reading:
    names = file_names([file.path for file in files])
    rows = writing.counted(connection, "coded")
    most = SOURCE.raw["options"]["most_left_out"]
    left_out, not_kept = writing.refused_rows(connection, most)
    if left_out > most:
        raise SourceError(fault("count_above", where, what="rows left out", found=left_out, maximum=most))
    unknown = sum(why == "unknown_place" for *_, why in not_kept) / rows
    share = check_counts(SOURCE, {"share of rows of unknown places": unknown}, where)
    refuse([*doubtful, *share, *checks.key_faults(connection, names)])
    query = writing.query(connection, names, SOURCE.raw["options"]["total_procedure"])
    merged, parts, notes = _summed(connection)
    notes += _notes(connection, rows)
    if any("procedure" not in file.columns for file in files):
        notes.append(SOURCE.says("extract"))
    told = {said: SOURCE.says(said[1], code=said[0]) for said in {(code, why) for _, code, why in not_kept}}
    refused = tuple(Refused(row, told[code, why]) for row, code, why in not_kept)
    kept = rows - len(refused) - merged - parts
    refuse(check_counts(SOURCE, {"figures": kept}, where))
    connection.execute("set threads = 1")  # several write the names of an enumeration in another order each time
    sink.reported_trade(connection, query)
    return Reading(_edition(connection, files), None, rows, kept, refused, tuple(notes))


def _summed(connection: duckdb.DuckDBPyConnection) -> tuple[int, int, list[str]]:
    """How many rows went into the sum of others, how many parts were left out beside their total, and the notes."""
    again = writing.counted(connection, "again")
    if not again:
        return 0, 0, []
    whole = writing.counted(connection, "whole")
    of_several = f"(from whole qualify count(*) over (partition by {checks.KEYED}) > 1)"
    rows = writing.counted(connection, of_several)
    keys = writing.counted(connection, f"(select distinct {checks.KEYED} from {of_several})")
    notes = [SOURCE.says("summed", count=keys, rows=rows)] if keys else []
    notes += [SOURCE.says("parts", count=again - whole)] if again > whole else []
    return rows - keys, again - whole, notes


def _notes(connection: duckdb.DuckDBPyConnection, rows: int) -> list[str]:
    masses, no_value, no_mass = connection.execute("select masses, no_value, no_mass from amounts").fetchall()[0]
    (most,) = connection.execute("select max(rows) from reporters").fetchall()[0]
    found = {
        "unspecified": writing.counted(connection, "placed where partner = 'unknown'"),
        "no_mass": no_mass,
        "no_masses": 0 if masses else rows,
        "no_value": no_value,
        "small": most if most < SOURCE.raw["options"]["complete_from"] else 0,
    }
    return [SOURCE.says(key, count=count) for key, count in found.items() if count]


def _edition(connection: duckdb.DuckDBPyConnection, files: list[DataFile]) -> str:
    """The periods of the files, first to last, and whether any is an extract."""
    found = connection.execute("select code from periods order by from_, until").fetchall()
    labels = list(dict.fromkeys(label(of) for (said,) in found if (of := period(said))))
    span = labels[0] if len(labels) == 1 else f"{labels[0]}-{labels[-1]}"
    return f"{span}-extract" if any("procedure" not in file.columns for file in files) else span
