"""Records of GLEIF's files, gathered one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from orepath.control.datasets.gathering import ENTITIES, STAKES, Gathering
from orepath.control.datasets.gleif.files import File
from orepath.control.reading.fields import Fields
from orepath.control.reading.gleif.definitions import definitions, relations
from orepath.control.reading.gleif.entities import entity_of
from orepath.control.reading.gleif.read import kind_of
from orepath.control.reading.gleif.relations import Whom, unnamed_of
from orepath.errors import InputError, fault
from orepath.network.own.columns import Faults

MOST_FAULTS = 1_000
"""Records at fault, past which a file is not read on."""
UNNAMED = pa.schema([("lei", pa.string()), ("number", pa.int64())])
BATCH = 10_000


@dataclass
class Records:
    """What was found in the records of all files, numbered on from one file to the next.

    Parameters
    ----------
    whom
        Relations; entities and exceptions stand in the tables of the gathering.
    counts
        Records by kind.
    """

    gathering: Gathering
    faults: Faults = field(default_factory=Faults)
    whom: Whom = field(default_factory=Whom)
    counts: Counter[str] = field(default_factory=Counter)
    files: list[tuple[int, File]] = field(default_factory=list)
    found: dict[str, list[tuple[object, ...]]] = field(default_factory=lambda: {"entities": [], "unnamed": []})

    def __post_init__(self) -> None:
        self.gathering.connection.execute("create table unnamed (lei text, number bigint)")

    def read(self, file: File) -> int:
        """Add the records of a file, and give their number.

        Raises
        ------
        InputError
            Where the file is broken, or very many of its records are at fault.
        """
        first = self.counts.total() + 1
        self.files.append((first, file))
        self.gathering.begins(first, f"{file.name}, record", "GLEIF")
        count = 0
        for count, value in enumerate(file.records(), start=1):
            where = f"{file.name}, record {count}"
            if isinstance(value, dict):
                self._add(Fields(value, where, "", self.faults), first + count - 1)
            else:
                Fields({}, where, "", self.faults).refuse("", value, "object")
            if len(self.faults.kinds) > MOST_FAULTS:
                raise InputError(self.faults.all())
        self._flush(0)
        return count

    def where(self, number: int) -> str:
        """File and record of a number."""
        first, file = next((first, file) for first, file in reversed(self.files) if first <= number)
        return f"{file.name}, record {number - first + 1}"

    def stakes(self) -> Iterator[tuple[object, ...]]:
        """The stakes of the relations that stand, a metric each."""
        for each in self.whom.standing():
            low, high = each.share
            for metric in relations()[each.type].metrics:
                yield (*each.ends, metric, int(low), int(high), 1, each.from_, each.until, each.number, 0)

    def _add(self, record: Fields, number: int) -> None:
        kind = kind_of(record.of)
        self.counts[kind] += 1
        if kind == "relation":
            self.whom.add(record, number)
        elif kind == "exception":
            lei = unnamed_of(record)
            if lei is None:
                self.whom.left_out[number] = "void"
            else:
                self.found["unnamed"].append((lei, number))
        else:
            entity = entity_of(record)
            if entity is not None:
                lei, (name, kind_, seat, place) = entity
                self.found["entities"].append((lei, name, kind_, seat, place if place != seat else "", "", number))
        self._flush(BATCH)

    def _flush(self, least: int) -> None:
        for table, schema in (("entities", ENTITIES), ("unnamed", UNNAMED)):
            if len(self.found[table]) > least:
                self.gathering.add(table, schema, self.found[table])
                self.found[table] = []


def refuse_repeated(records: Records) -> Iterator[tuple[int, int]]:
    """Keep an entity once: the numbers of records that say it again, each with the first; other contents are faults."""
    connection = records.gathering.connection
    connection.execute(
        "create temp table again as select *, min(number) over (partition by id) as first from entities"
        " where id in (select id from entities group by id having count(*) > 1)"
    )
    columns = {"name": "LegalName", "kind": "EntityCategory", "country": "LegalJurisdiction",
               "headquarters": "HeadquartersAddress"}  # fmt: skip
    differ = ", ".join(f"if(a.{column} <> f.{column}, '{said}', null)" for column, said in columns.items())
    rows = connection.execute(
        f"select a.id, a.number, a.first, concat_ws(', ', {differ}) from again as a join again as f"
        " on a.id = f.id and f.number = a.first where a.number > a.first order by a.number"
    ).fetchall()
    connection.execute("delete from entities where number in (select number from again where number > first)")
    connection.execute("drop table again")
    for lei, number, first, other in rows:
        if other:
            values = {"id": lei, "first": records.where(first), "columns": other}
            records.faults.add(fault("control_id_twice", records.where(number), **values))
        else:
            yield number, first


def add_stakes(records: Records) -> list[tuple[int, str]]:
    """Add the stakes of relations and exceptions; the records that name an LEI level 1 has not, and that LEI."""
    gathering, connection = records.gathering, records.gathering.connection
    gathering.add("stakes", STAKES, records.stakes())
    metrics = ", ".join(f"'{metric}'" for metric in definitions()["exception"]["metrics"])
    known = "select id from entities"
    lost = connection.execute(
        f"""
        with ends as (
            select number, owner as lei from stakes union all select number, owned from stakes
            union all select number, lei from unnamed
        )
        select number, min(lei) from ends where lei not in ({known}) group by number order by number
        """
    ).fetchall()
    connection.execute(f"delete from stakes where owner not in ({known}) or owned not in ({known})")
    connection.execute(
        f"""
        insert into stakes select '', lei, unnest([{metrics}]), 0, 1, 1, {-(2**31)}, {2**31 - 1}, min(number), 0
        from unnamed where lei in ({known}) group by lei
        """
    )
    return [(int(number), str(lei)) for number, lei in lost]
