"""Who operates the mines and plants on record, and what is known of them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.control.government import governments_but
from orepath.control.marks import Marks, marks
from orepath.control.recorded import Recorded, recorded
from orepath.evidence.record import Record, current
from orepath.evidence.store import Statement
from orepath.network.assembly.ground import node
from orepath.review.chapters.scene import Scene
from orepath.tracing.facilities import Facility
from orepath.vocabulary.terms import fold

RECORDED = "recorded"
"""The flag of a facility whose operator is on record."""


@dataclass(frozen=True)
class Operations:
    """The facilities of a mineral on record.

    Parameters
    ----------
    statements
        What is recorded of them, of their operators and of those above.
    labour
        Whether any labour finding or case is on record at all; where none is, that of an operator is open.
    """

    facilities: tuple[Facility, ...]
    statements: tuple[Statement, ...]
    labour: bool


def operations(scene: Scene, mineral: str) -> Operations | None:
    """The facilities of a mineral that the registers hold on the day; None where they hold none.

    Raises
    ------
    InputError
        Where the registers of entities and stakes do not fit together.
    """
    key = ("operations",)
    if key not in scene.made:
        scene.made[key] = _Registers(scene)
    found: _Registers = scene.made[key]
    return found.of(mineral)


@cache
def _states() -> Mapping[str, Any]:
    content = files("orepath.review.chapters").joinpath("operations.toml").read_text("utf-8")
    return tomllib.loads(content)


class _Registers:
    """The registers of facilities, entities, stakes and labour cases as they stand on the day."""

    def __init__(self, scene: Scene) -> None:
        every = current(scene.evidence, "facility")
        self.facilities = [record for record in every if record.holds(scene.as_of) is not False]
        operators = {str(record.get("entity_id")) for record in self.facilities}
        self.owned: Recorded | None = recorded(scene.evidence, operators) if self.facilities else None
        self.cases = current(scene.evidence, "labour_case") if self.owned else []
        self.marks = self._marks(scene) if self.owned else {}

    def of(self, mineral: str) -> Operations | None:
        """The facilities of a mineral."""
        records = [record for record in self.facilities if record.get("mineral") == mineral]
        if not records:
            return None
        facilities = tuple(self._facility(record) for record in records)
        labour = any(found.labour_finding is not None for found in self.marks.values())
        return Operations(facilities, self._statements(records), labour)

    def _facility(self, record: Record) -> Facility:
        operator = record.get("entity_id")
        known = self.marks.get(operator, Marks())
        flags = {RECORDED: operator in self.marks, **known.flags()}
        at = node(record.get("stage"), record.get("place"))
        return Facility(record.get("facility_id"), at, record.get("output_t"), flags)

    def _statements(self, records: Sequence[Record]) -> tuple[Statement, ...]:
        operators = {record.get("entity_id") for record in records} & set(self.marks)
        behind = self.owned.behind(operators) if self.owned else ()
        cases = [case.statement for case in self.cases if self._entity(case) in operators]
        every = [*(record.statement for record in records), *behind, *cases]
        return tuple({said.statement_id: said for said in every}.values())

    def _marks(self, scene: Scene) -> dict[str, Marks]:
        """What is known of each operator that is an entity on record."""
        assert self.owned is not None
        ids = self.owned.register.entities.ids
        operators = {record.get("entity_id") for record in self.facilities} & set(ids)
        rule = governments_but(scene.parties)
        return marks(self.owned.register, operators, rule, scene.as_of, cases=self._found() if self.cases else None)

    def _found(self) -> dict[str, bool | None]:
        """By entity, True where a case found a violation that is not remedied, None where one is open."""
        found: dict[str, bool | None] = {}
        for case in self.cases:
            entity, state = self._entity(case), case.get("state")
            if entity is None or state in _states()["closed"]:
                continue
            found[entity] = True if state in _states()["found"] or found.get(entity) else None
        return found

    def _entity(self, case: Record) -> str | None:
        """The entity a case speaks of, by its id or its name exactly; None where it names none on record."""
        assert self.owned is not None
        entities = self.owned.register.entities
        named = fold(case.get("entity", ""))
        both = zip(entities.ids, entities.names, strict=True)
        return next((id_ for id_, name in both if named and named in (fold(id_), fold(name))), None)
