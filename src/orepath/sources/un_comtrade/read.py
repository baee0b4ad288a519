"""UN Comtrade files, of any of their forms, into the table of reported trade."""

from __future__ import annotations

from pathlib import Path

import duckdb

from orepath.evidence.delimited import workspace
from orepath.evidence.reading import Reading, Sink, check_counts, refuse
from orepath.evidence.source import source
from orepath.sources.un_comtrade import account, pairs
from orepath.sources.un_comtrade.checks import cell_faults
from orepath.sources.un_comtrade.figures import choose
from orepath.sources.un_comtrade.forms import Form, loaded

SOURCE = source("orepath.sources.un_comtrade")


def read(path: Path, sink: Sink) -> Reading:
    """Read one file, as it is or packed with gzip.

    Raises
    ------
    SourceError
        With every fault found.
    """
    with workspace(sink.folder) as connection:
        form = loaded(connection, path, SOURCE.raw, sink.folder)
        sink.found_columns(path.name, form.file.columns)
        refuse(cell_faults(connection, form, SOURCE.raw))
        refuse(choose(connection, form, SOURCE.raw))
        pairs.make_places(connection, SOURCE.raw)
        reading = _reading(connection, form)
        sink.reported_trade(connection, pairs.query(form, SOURCE.raw["flows"]))
        size = path.stat().st_size
        sink.progress(size, size)
        return reading


def _reading(connection: duckdb.DuckDBPyConnection, form: Form) -> Reading:
    rows, name = form.file.rows, form.file.name
    untold, unknown = account.doubtful(connection)
    shares = account.shares(connection)
    shares |= {
        "share of rows whose total cannot be told": untold / rows,
        "share of rows with an unknown code of an area": unknown / rows,
    }
    refuse(check_counts(SOURCE, shares, name))
    refused = [*account.refused_for_codes(connection, SOURCE), *account.refused_totals(connection, SOURCE)]
    counted = account.counts(connection, untold)
    gone = counted.further + counted.world + sum(count for *_, count in counted.left_out) + len(refused)
    kept = rows - gone - counted.members + counted.merged
    refuse(check_counts(SOURCE, {"figures": kept}, name))
    notes = account.notes(connection, form, SOURCE, counted)
    return Reading(_edition(connection), None, rows, kept, tuple(refused), tuple(notes))


def _edition(connection: duckdb.DuckDBPyConnection) -> str:
    """Period and nomenclature: the same figures of two files have one edition, and the later release is taken."""
    lengths, nomenclatures = connection.execute(
        "select list(distinct if(period > 9999, 'monthly', 'annual')), list(distinct coalesce(nomenclature, 'HS')) "
        "from figures"
    ).fetchall()[0]
    named = nomenclatures[0] if len(nomenclatures or ()) == 1 else "HS-mixed"
    return "-".join([*sorted(lengths or ["empty"]), named])
