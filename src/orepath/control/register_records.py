"""Records of the registers `entity` and `ownership_stake` in the evidence, and whose word stands."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date

from orepath.evidence.record import Record, records
from orepath.evidence.store import Evidence

ENTITIES, STAKES = "entity", "ownership_stake"
"""The registers of entities and of the stakes between them."""
UNKNOWN = "unknown"
PUBLISHED = ("bods", "gleif")
"""Datasets of publishers."""
OWNERS = """
select distinct json_extract_string(fields, '$.owner') as owner from statements
where property = ? and dataset || ' ' || edition in (select unnest(?))
    and json_extract_string(fields, '$.owned') in (select unnest(?))
"""
SAID = """
property = ? and dataset || ' ' || edition in (select unnest(?))
    and json_extract_string(fields, ?) in (select unnest(?)) order by dataset, edition, row_key
"""


def records_of(evidence: Evidence, above: Collection[str] | None) -> tuple[list[Record], list[Record]]:
    """The records of entities and of stakes: all, or what is said of some entities and of all above them."""
    if above is None:
        return _every(evidence, ENTITIES), _every(evidence, STAKES)
    every, waiting, newest = set(above), set(above), _newest(evidence, STAKES)
    while waiting:
        rows = evidence.rows(OWNERS, [STAKES, newest, sorted(waiting)])
        waiting = {row["owner"] for row in rows} - every
        every |= waiting
    return _said_of(evidence, ENTITIES, "entity_id", every), _said_of(evidence, STAKES, "owned", every)


def by_dataset(records: list[Record]) -> list[list[Record]]:
    """The records of each dataset, those that people keep before a publisher's."""
    found: dict[str, list[Record]] = {}
    for record in records:
        found.setdefault(record.statement.dataset, []).append(record)
    return [found[dataset] for dataset in sorted(found, key=lambda dataset: (dataset in PUBLISHED, dataset))]


def first_told(stakes: list[Record]) -> list[Record]:
    """The stakes without those that a dataset before tells of the same known owner, entity and metric."""
    teller: dict[tuple[str, ...], str] = {}
    kept = []
    for record in (record for told in by_dataset(stakes) for record in told):
        ends = tuple(str(record.get(name, "")) for name in ("owner", "owned", "metric"))
        dataset = record.statement.dataset
        if ends[0] == UNKNOWN or teller.setdefault(ends, dataset) == dataset:
            kept.append(record)
    return kept


def _every(evidence: Evidence, register: str) -> list[Record]:
    newest = set(_newest(evidence, register))
    found = records(evidence, register)
    return [record for record in found if f"{record.statement.dataset} {record.statement.edition}" in newest]


def _said_of(evidence: Evidence, register: str, cell: str, wanted: set[str]) -> list[Record]:
    found = evidence.statements_where(SAID, [register, _newest(evidence, register), f"$.{cell}", sorted(wanted)])
    return [Record(said, json.loads(said.fields or "{}")) for said in found]


def _newest(evidence: Evidence, register: str) -> list[str]:
    """The newest edition of each dataset that has records of a register; a publisher's two registers are of one."""
    known = {(file.dataset, file.edition): (file.recorded, file.edition) for file in evidence.editions}
    query = "select distinct dataset, edition, property from statements where property in (?, ?)"
    latest: dict[str, tuple[date, str]] = {}
    for row in evidence.rows(query, [ENTITIES, STAKES]):
        dataset = row["dataset"]
        if row["property"] == register or dataset in PUBLISHED:
            latest[dataset] = max(latest.get(dataset, (date.min, "")), known[dataset, row["edition"]])
    return [f"{dataset} {edition}" for dataset, (_, edition) in latest.items()]
