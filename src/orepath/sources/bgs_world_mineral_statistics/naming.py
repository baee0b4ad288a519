"""Which place a row is of, from the name and the two codes of its country."""

from __future__ import annotations

from typing import NamedTuple

import duckdb

from orepath.errors import Fault
from orepath.evidence.delimited import Delimited, bad_cells, literal
from orepath.sources.bgs_world_mineral_statistics.tables import ALL, SOURCE
from orepath.vocabulary.places import find_place, places

STATES = SOURCE.raw["states"]
COLUMNS = ("country_trans", "country_iso2_code", "country_iso3_code")
NAMED = "named"
"""The table of all countries as the files name and code them, each with its ``place``."""


class Country(NamedTuple):
    """A country as the files name and code it."""

    name: str
    alpha2: str | None
    alpha3: str | None

    @property
    def place(self) -> str | None:
        """The place it is; None where the name is not known, or a code is that of another place."""
        if self.name in STATES:
            known = STATES[self.name]
            return str(known["place"]) if (self.alpha2 or "") == known["alpha2"] else None
        name = SOURCE.raw["places"].get(self.name) or find_place(self.name)
        alpha2 = self.alpha2 if self.alpha2 in places() else None
        alpha3 = next((code for code, place in places().items() if place.alpha3 == self.alpha3), None)
        return name if {code for code in (alpha2, alpha3) if code} <= {name} else None


def name_places(connection: duckdb.DuckDBPyConnection, parts: list[Delimited]) -> list[Fault]:
    """Make the table `NAMED`; the faults of the countries whose place cannot be told."""
    rows = connection.execute(f"select distinct {', '.join(COLUMNS)} from {ALL} where country_trans is not null")
    countries = [Country(*row) for row in rows.fetchall()]
    connection.execute(f"create table {NAMED} ({', '.join(f'{column} varchar' for column in (*COLUMNS, 'place'))})")
    found = [(*country, country.place) for country in countries]
    connection.executemany(f"insert into {NAMED} values (?, ?, ?, ?)", [*found, (None, None, None, None)])
    faults = []
    for country in countries:
        if country.place is None:
            same = (_same(column, cell) for column, cell in zip(COLUMNS, country, strict=True))
            wrong = " and ".join(same)
            codes = f"{country.alpha2 or '-'}, {country.alpha3 or '-'}"
            allowed = f"the name of a country with its own ISO codes (here: {codes})"
            for part in parts:
                faults += bad_cells(connection, part, "country_trans", wrong, allowed)
    return faults


def _same(column: str, cell: str | None) -> str:
    return f"{column} is not distinct from {'null' if cell is None else literal(cell)}"
