"""The evidence of some releases, open for questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pyarrow as pa

from orepath.errors import InputError, fault
from orepath.evidence.database import opened
from orepath.evidence.release import Release, TableFile
from orepath.evidence.source import Source, parse
from orepath.evidence.tables import files_in_use, reported_rows, statement_rows, trade_rows
from orepath.vocabulary.language import Lang
from orepath.vocabulary.places import place_name

ID = "'st-' || left(sha256(concat_ws('|', dataset, edition, row_key, property, {value})), 16)"
"""How the id of a statement is derived: from dataset, edition, row key, property and value, never stored."""

STATEMENT_ID = ID.format(value="coalesce(cast(value as varchar), original, status)")

STATEMENT = """
select statement_id(dataset, edition, row_key, property, value, original, status) as statement_id, *
    exclude (recorded, edition_recorded, priority), coalesce(recorded, edition_recorded) as recorded
"""

VIEWS = f"""
create macro statement_id(dataset, edition, row_key, property, value, original, status) as {STATEMENT_ID};
create table held_statements as
{STATEMENT}
from (
    select * from held_rows
    qualify priority = max(priority) over (partition by dataset, edition, row_key, property)
)
qualify row_number() over (partition by statement_id order by priority desc, locator) = 1;
create view bulk_statements as {STATEMENT} from bulk_rows;
create view statements as select * from held_statements union all select * from bulk_statements;
create view trade as select * exclude (priority) from trade_rows;
create view trade_statements as
select statement_id(dataset, edition, row_key, property, value, null, status) as statement_id, *
from (
    select dataset, edition, licence, recorded, row_key, property, good, exporter as place,
        importer as partner, year, value, unit, if(value is null, 'not_available', 'reported') as status,
        file || ', row ' || row as locator
    from (
        select *, concat_ws('-', year, exporter, importer, good) as row_key,
            unnest(['trade_value', 'trade_mass']) as property,
            unnest([value_usd, mass_t]) as value,
            unnest(['usd', 't']) as unit
        from trade_rows
    )
);
create view reported_trade as select * exclude (priority) from reported_rows;
create view reported_statements as
select statement_id(dataset, edition, row_key, property, value, null, status) as statement_id, *
from (
    select dataset, edition, licence, recorded, row_key, property, good, reporter as place, partner, from_, until,
        value, unit, if(value is null, 'not_available', 'reported') as status,
        concat_ws('; ', flow, valuation, nomenclature) as note, file || ', row ' || row as locator
    from (
        select * exclude (value), concat_ws('-', from_, until, reporter, partner, flow, good) as row_key,
            unnest(['reported_trade_value', 'reported_trade_mass']) as property,
            unnest([value, mass_t]) as value,
            unnest([lower(currency), 't']) as unit
        from reported_rows
    )
);
"""


@dataclass(frozen=True)
class Statement:
    """One statement with its provenance. `value` None means that no value is known; `status` says of what kind."""

    statement_id: str
    dataset: str
    edition: str
    licence: str
    recorded: date
    property: str
    mineral: str | None
    stage: str | None
    item: str | None
    place: str | None
    partner: str | None
    good: str | None
    from_: date | None
    until: date | None
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    status: str
    text: str | None
    fields: str | None
    original: str | None
    locator: str | None
    note: str | None


COLUMNS = ", ".join(Statement.__dataclass_fields__)
OF_HELD, OF_BULK = (
    f"select {COLUMNS} from {table} where statement_id in (select unnest(?))"
    for table in ("held_statements", "bulk_statements")
)
_OF_TRADE = """select statement_id, dataset, edition, licence, recorded, property, null as mineral, null as stage,
    null as item, place, partner, good, {days}, value, null as low, null as high, unit, status, null as text,
    null as fields, null as original, locator, {note}
from {view} where statement_id in (select unnest(?))"""
OF_TRADE = _OF_TRADE.format(
    days="make_date(year, 1, 1) as from_, make_date(year + 1, 1, 1) as until",
    note="null as note",
    view="trade_statements",
)
OF_REPORTED = _OF_TRADE.format(days="from_, until", note="note", view="reported_statements")


class Evidence:
    """Statements of one or more releases, as known on a day.

    Parameters
    ----------
    releases
        The later ones take precedence: where several hold one edition, what they say of one row is taken from the last.
    known_on
        Only statements recorded until this day (included); None takes all.
    """

    def __init__(self, releases: Sequence[Release], known_on: date | None = None) -> None:
        self.releases = tuple(releases)
        self.known_on = known_on
        self._connection = opened()
        self._connection.execute("set timezone = 'UTC'; set threads = 2")
        files = files_in_use(releases)
        kept, trade = trade_rows(files, known_on)
        held, bulk = statement_rows(files, known_on)
        self._connection.execute(f"create view held_rows as {held}; create view bulk_rows as {bulk}")
        self._connection.execute(f"create {kept} trade_rows as {trade}")
        kept, reported = reported_rows(files, known_on)
        self._connection.execute(f"create {kept} reported_rows as {reported}")
        self._connection.execute(VIEWS)

    def rows(self, query: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
        """The rows of a query over ``statements``, ``trade``, ``reported_trade`` and the statements of both."""
        cursor = self._connection.execute(query, list(parameters))
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def table(self, query: str, parameters: Sequence[object] = ()) -> pa.Table:
        """The same as an Arrow table."""
        return self._connection.sql(query, params=list(parameters)).to_arrow_table()

    def statements(
        self, property_: str, *, true_on: date | None = None, **subject: str | int | None
    ) -> list[Statement]:
        """Statements about one property, ordered by subject, period, dataset and edition.

        Parameters
        ----------
        true_on
            Only statements whose period holds this day.
        subject
            Equal to a column each: ``mineral``, ``stage``, ``place``, ``partner``, ``good``, ``dataset``, ``edition``,
            ``item``; or ``year``, the calendar year the period starts in. None matches null.
        """
        where, values = ["property = ?"], [property_]
        for column, wanted in subject.items():
            expression = "year(from_)" if column == "year" else column
            where.append(f"{expression} is not distinct from ?")
            values.append(wanted)  # type: ignore[arg-type]
        if true_on:
            where.append("coalesce(from_, date '0001-01-01') <= ? and coalesce(until, date '9999-12-31') > ?")
            values += [true_on, true_on]  # type: ignore[list-item]
        order = "mineral, stage, item, place, partner, from_, dataset, edition, row_key"
        return self.statements_where(f"{' and '.join(where)} order by {order}", values)

    def statements_where(self, condition: str, values: Sequence[object]) -> list[Statement]:
        """The statements for which a condition of SQL holds, in the order it asks for."""
        return [Statement(**row) for row in self.rows(f"select {COLUMNS} from statements where {condition}", values)]

    def statement(self, statement_id: str) -> Statement:
        """The statement of an id.

        Raises
        ------
        InputError
            Where no release in use has it.
        """
        found = self.statements_with([statement_id])
        if not found:
            raise InputError(fault("statement_missing", found=statement_id))
        return found[0]

    def statements_with(self, ids: Sequence[str]) -> list[Statement]:
        """The statements of some ids, of trade too, in the order of the ids; an id that no release has is left out."""
        found: list[dict[str, Any]] = []
        for query in (OF_HELD, OF_TRADE, OF_REPORTED, OF_BULK):  # the quickest to search first
            missing = set(ids) - {row["statement_id"] for row in found}
            found += self.rows(query, [sorted(missing)]) if missing else []
        known = {row["statement_id"]: Statement(**row) for row in found}
        return [known[key] for key in ids if key in known]

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The sources of all datasets in use, by dataset id."""
        found: dict[str, Source] = {}
        for release in self.releases:
            found.update({key: parse(raw) for key, raw in release.sources.items()})
        return dict(sorted(found.items()))

    @cached_property
    def editions(self) -> list[TableFile]:
        """The files in use of which anything was known on the day, by dataset, edition and table.

        An edition may hold records that were public before it was: it counts from the first of them on.
        """
        tables = files_in_use(self.releases)
        early = self.rows("select distinct dataset, edition from statements")
        known = {(row["dataset"], row["edition"], "statements") for row in early}
        return [
            file
            for file in tables
            if not self.known_on or file.recorded <= self.known_on or (file.dataset, file.edition, file.table) in known
        ]

    def place_name(self, code: str, lang: Lang, datasets: Iterable[str] = ()) -> str:
        """The name of a place as shown beside figures of some datasets (a publisher may report it otherwise)."""
        for dataset in datasets:
            label = self.sources[dataset].place_labels.get(code) if dataset in self.sources else None
            if label:
                return label.in_(lang)
        return place_name(code, lang)
