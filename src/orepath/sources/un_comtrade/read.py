"""UN Comtrade files, of any of their forms, into the table of reported trade."""

from __future__ import annotations

from pathlib import Path

import duckdb

from orepath.evidence.delimited import workspace
from orepath.evidence.reading import Reading, Sink, check_counts, existing_file, refuse
from orepath.evidence.source import source
from orepath.sources.un_comtrade import account, pairs
from orepath.sources.un_comtrade.again import told_once
from orepath.sources.un_comtrade.checks import cell_faults
from orepath.sources.un_comtrade.figures import choose
from orepath.sources.un_comtrade.files import listed
from orepath.sources.un_comtrade.forms import Forms, loaded

SOURCE = source("orepath.sources.un_comtrade")


def read(path: Path, sink: Sink) -> Reading:
    """Read one file, as it is or packed with gzip, or a folder of them.

    Raises
    ------
    SourceError
        With every fault found.
    """
    paths, beside = listed(path, SOURCE.raw)
    sizes = sum(each.stat().st_size for each in map(existing_file, paths))
    with workspace(sink.folder) as connection:
        forms = loaded(connection, paths, path.name, SOURCE.raw, sink.folder)
        sink.progress(sizes // 2, sizes)
        for form in forms.each:
            sink.found_columns(form.file.name, form.file.columns)
        refuse(each for form in forms.each for each in cell_faults(connection, form, SOURCE.raw))
        refuse(choose(connection, forms, SOURCE.raw))
        refuse(told_once(connection, forms))
        pairs.make_places(connection, forms, SOURCE.raw)
        reading = _reading(connection, forms, beside)
        connection.execute("set threads = 1")  # several write the names of an enumeration in another order each time
        sink.reported_trade(connection, pairs.query(connection, forms, SOURCE.raw["flows"]))
        sink.progress(sizes, sizes)
        return reading


def _reading(connection: duckdb.DuckDBPyConnection, forms: Forms, beside: list[str]) -> Reading:
    rows = forms.rows
    untold, unknown = account.doubtful(connection, forms)
    shares = account.shares(connection)
    shares |= {
        "share of rows whose total cannot be told": untold / rows,
        "share of rows with an unknown code of an area": unknown / rows,
    }
    refuse(check_counts(SOURCE, shares, forms.where))
    refused = [
        *account.refused_for_codes(connection, forms, SOURCE),
        *account.refused_totals(connection, forms, SOURCE),
    ]
    counted = account.counts(connection)
    left_out = sum(count for *_, count in counted.left_out) + counted.repeated
    gone = counted.further + counted.world + left_out + len(refused)
    kept = rows - gone - counted.members + counted.merged
    refuse(check_counts(SOURCE, {"figures": kept}, forms.where))
    notes = account.notes(connection, forms, SOURCE, counted)
    if beside:
        notes.append(SOURCE.says("beside", names=", ".join(beside)))
    return Reading(_edition(connection), None, rows, kept, tuple(refused), tuple(notes))


def _edition(connection: duckdb.DuckDBPyConnection) -> str:
    """Period and nomenclature: the same figures of two files have one edition, and the later release is taken."""
    lengths, nomenclatures = connection.execute(
        "select list(distinct if(period > 9999, 'monthly', 'annual')), list(distinct coalesce(nomenclature, 'HS')) "
        "from figures"
    ).fetchall()[0]
    named = nomenclatures[0] if len(nomenclatures or ()) == 1 else "HS-mixed"
    return "-".join([*sorted(lengths or ["empty"]), named])
