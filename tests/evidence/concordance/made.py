"""Releases of made-up correspondences and trade. Codes are of chapters that exist; what becomes of them is made up."""

from datetime import date
from pathlib import Path

import duckdb

from orepath.evidence.reading import Reading, Sink
from orepath.evidence.release import Release, describe, publish, staging
from orepath.evidence.source import parse

FROM_2017 = {
    ("260100", "260100"),  # as it was
    ("260201", "260200"),  # two that were one
    ("260202", "260200"),
    ("260301", "260300"),  # two that lie across two
    ("260301", "260400"),
    ("260302", "260400"),
}
FROM_2022 = {
    ("260100", "260100"),
    ("260210", "260200"),
    ("260310", "260300"),
    ("260410", "260400"),
}
TABLES = {
    "HS2017 -> HS2012": FROM_2017,
    "HS2022 -> HS2012": FROM_2022,
    "HS2012 -> HS2012": {(code, code) for code in ("260100", "260200", "260300", "260400", "260500")},
}


def source(dataset):
    return parse(
        {
            "id": dataset,
            "publisher": {"en": "Made-up Office", "ja": "架空統計局"},
            "title": {"en": "Made-up figures", "ja": "架空の数値"},
            "licence": "CC0-1.0",
            "allows": "shipping",
        }
    )


def corresponding(parent: Path, tables=TABLES, edition="made-up", recorded=date(2031, 1, 1)) -> Release:
    """A release of correspondences."""
    with staging(parent) as folder:
        sink = Sink(folder)
        rows = [
            {
                "row_key": f"{table}|{code}|{target}",
                "property": "good_correspondence",
                "item": table,
                "good": code,
                "text": target,
                "status": "reported",
                "original": f"{code} -> {target}",
                "locator": "made-up.csv",
            }
            for table, pairs in tables.items()
            for code, target in sorted(pairs)
        ]
        sink.statements(rows)
        reading = Reading(edition, recorded, len(rows), len(rows))
        described = describe([(source("hs-concordance"), reading, sink)], folder, recorded)
        return publish(folder, parent, described, "hs-concordance")


def flow(good, value, mass, year=2030, exporter="XA", importer="XB"):
    return year, exporter, importer, good, value, mass


def flowing(parent: Path, *rows, edition="HS17-made-up") -> Release:
    """A release of trade."""
    with staging(parent) as folder, duckdb.connect() as connection:
        sink = Sink(folder)
        connection.execute(
            "create table made (year smallint, exporter varchar, importer varchar, good varchar, value_usd double, "
            "mass_t double, file varchar, row integer)"
        )
        for number, row in enumerate(rows, 2):
            connection.execute("insert into made values (?, ?, ?, ?, ?, ?, 'made-up.csv', ?)", [*row, number])
        sink.trade(connection, "select * from made")
        recorded = date(2031, 1, 1)
        reading = Reading(edition, recorded, len(rows), len(rows))
        return publish(folder, parent, describe([(source("baci"), reading, sink)], folder, recorded), "baci")
