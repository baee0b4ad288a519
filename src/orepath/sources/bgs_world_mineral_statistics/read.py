"""World Mineral Statistics from CSV into statements of production."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from orepath.evidence.delimited import workspace
from orepath.evidence.reading import Reading, Refused, Sink, refuse
from orepath.sources.bgs_world_mineral_statistics.checks import WORDS, faults
from orepath.sources.bgs_world_mineral_statistics.naming import COLUMNS, NAMED, name_places
from orepath.sources.bgs_world_mineral_statistics.statement import Row, statement_of
from orepath.sources.bgs_world_mineral_statistics.subject import Subject
from orepath.sources.bgs_world_mineral_statistics.tables import ALL, SOURCE, join, load_all

__all__ = ["SOURCE", "read"]

BATCH = 10_000
# Of several rows of one place and year the one with a figure stays; a state that is no more is told from the others.
PLACED = f"""create table placed as
select figures.*, left(figures.year, 4)::int as in_year, place,
    count(quantity) over w as figures_there, row_number() over (w order by quantity is null, file, row) as nth
from {ALL} as figures join {NAMED} on {" and ".join(f"figures.{c} is not distinct from {NAMED}.{c}" for c in COLUMNS)}
window w as (partition by bgs_statistic_type_trans, bgs_commodity_trans, bgs_sub_commodity_trans, units, figures.year,
    place, if(place = 'other', figures.country_trans, ''))"""
ROWS = """select file, row, bgs_statistic_type_trans, bgs_commodity_trans, bgs_sub_commodity_trans, units, in_year,
    country_trans, place, quantity, quantity_in_book_style, sdmx_code, data_precision_description,
    concat_figure_notes_text, concat_table_notes_text, nth = 1 and figures_there < 2 as alone
from placed order by file, row"""


@dataclass
class Tally:
    """What is counted while rows become statements."""

    kept: int = 0
    refused: list[Refused] = field(default_factory=list)
    other_year: int = 0
    no_stage: int = 0
    states: Counter[str] = field(default_factory=Counter)
    apart: Counter[str] = field(default_factory=Counter)
    unlisted: Counter[str] = field(default_factory=Counter)

    def keep(self, row: Row, about: Subject) -> None:
        """Count a row that became a statement."""
        self.kept += 1
        self.other_year += any(note.startswith(WORDS["other_year"]) for note in row.notes)
        self.no_stage += about.stage is None
        if row.place == "other":
            self.states[row.country] += 1
        if about.apart:
            self.apart[about.apart] += 1
        if not about.listed:
            self.unlisted[about.item] += 1

    def notes(self) -> Iterator[str]:
        """What an import says of it."""
        if self.other_year:
            yield SOURCE.says("other_year", count=self.other_year)
        if self.no_stage:
            yield SOURCE.says("no_stage", count=self.no_stage, kept=self.kept)
        for key, counted in (("states", self.states), ("apart", self.apart), ("unlisted", self.unlisted)):
            if counted:
                yield SOURCE.says(key, count=counted.total(), names=", ".join(sorted(counted)[:12]))


def read(path: Path, sink: Sink) -> Reading:
    """Read a file of the API, or a folder of them.

    Raises
    ------
    SourceError
        With every fault found.
    """
    with workspace(sink.folder) as connection:
        parts = load_all(connection, path, sink.folder)
        for part in parts:
            sink.found_columns(part.name, part.columns)
        join(connection, parts)
        refuse([*faults(connection, parts), *name_places(connection, parts)])
        connection.execute(PLACED)
        rows, last = connection.execute("select count(*), max(in_year) from placed").fetchall()[0]
        tally = Tally()
        sink.statement_batches(_statements(connection, tally))
        sink.progress(rows, rows)
    return Reading(str(last), None, rows, tally.kept, tuple(tally.refused), tuple(tally.notes()))


def _statements(connection: duckdb.DuckDBPyConnection, tally: Tally) -> Iterator[list[dict[str, Any]]]:
    found = connection.execute(ROWS)
    while batch := found.fetchmany(BATCH):
        made = []
        for *cells, alone in batch:
            row = Row(*cells)
            if alone:
                about = row.subject
                tally.keep(row, about)
                made.append(statement_of(row, about))
            else:
                said = {"file": row.file, "country": row.country, "commodity": row.commodity, "place": row.place}
                tally.refused.append(Refused(row.row, SOURCE.says("twice", year=row.year, **said)))
        yield made
