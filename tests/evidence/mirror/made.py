"""A release of made-up trade as made-up places report it."""

from datetime import date
from pathlib import Path

import duckdb

from orepath.evidence.reading import Reading, Sink
from orepath.evidence.release import Release, describe, publish, staging
from orepath.evidence.schema import REPORTED_TRADE
from orepath.evidence.source import parse

ORE = "260500"
"""A code that exists; all figures and places are made up."""


def row(reporter, partner, flow, value, mass=None, good=ORE, currency="USD", year=2030, **more):
    """A row of reported trade; an import is cif and an export fob unless it is said otherwise."""
    made = {
        "from_": date(year, 1, 1),
        "until": date(year + 1, 1, 1),
        "reporter": reporter,
        "partner": partner,
        "flow": flow,
        "nomenclature": "HS2022",
        "good": good,
        "value": value,
        "currency": currency,
        "valuation": "cif" if flow == "import" else "fob",
        "mass_t": mass,
    }
    return made | more


def reported(parent: Path, *rows: dict, dataset="comtrade", edition="1", recorded=date(2031, 1, 1)) -> Release:
    """A release of made-up rows, under the id of a dataset whose figures they are not."""
    source = parse(
        {
            "id": dataset,
            "publisher": {"en": "Made-up Office", "ja": "架空統計局"},
            "title": {"en": "Made-up figures", "ja": "架空の数値"},
            "licence": "CC0-1.0",
            "allows": "shipping",
        }
    )
    with staging(parent) as folder, duckdb.connect() as connection:
        sink = Sink(folder)
        columns = [*REPORTED_TRADE.names[:-2]]
        connection.execute(
            "create table made (from_ date, until date, reporter varchar, partner varchar, flow varchar, "
            "nomenclature varchar, good varchar, value double, currency varchar, valuation varchar, mass_t double, "
            "file varchar, row integer)"
        )
        for number, each in enumerate(rows, 2):
            given = [*(each[column] for column in columns), "made-up.csv", number]
            connection.execute(f"insert into made values ({', '.join('?' * len(given))})", given)
        sink.reported_trade(connection, "select * from made")
        reading = Reading(edition, recorded, len(rows), len(rows))
        return publish(folder, parent, describe([(source, reading, sink)], folder, recorded), dataset)
