"""What is known of entities that operate facilities: whether a rule finds them controlled, and labour findings."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from orepath.control.answer import Answer
from orepath.control.judge import judged
from orepath.control.on_day import on_day
from orepath.control.register import KINDS, Register
from orepath.control.rule import Rule
from orepath.vocabulary.terms import fold

CONTROLLED, LABOUR, EITHER = "controlled", "labour_finding", "either"
FLAGS = (CONTROLLED, LABOUR, EITHER)
"""A rule finds the entity controlled; a labour finding is recorded of it; one or both."""


@dataclass(frozen=True)
class Marks:
    """What is known of one entity; None where that is open."""

    controlled: bool | None = None
    labour_finding: bool | None = None

    @property
    def either(self) -> bool | None:
        """One or both: True where one is, None where one may be."""
        both = (self.controlled, self.labour_finding)
        return True if True in both else (None if None in both else False)

    def flags(self) -> dict[str, bool | None]:
        """By flag, whether the entity carries it."""
        return {CONTROLLED: self.controlled, LABOUR: self.labour_finding, EITHER: self.either}


def marks(
    register: Register,
    entities: Iterable[str],
    rule: Rule,
    as_of: date,
    *,
    open_world: bool = False,
    cases: Mapping[str, bool | None] | None = None,
) -> dict[str, Marks]:
    """What is known of some entities of a register on a day, by id, in order.

    Who controls a company is open where no stake in it is recorded at all, and whether a labour finding is recorded is
    open where none is recorded of anybody: then nobody looked.

    Parameters
    ----------
    cases
        Labour cases by entity: True where one found a violation, None where it is open; None where nobody looked for
        any.
    """
    listed, known = labour_listed(register), cases or {}
    none = False if listed or cases is not None else None
    silent, day = _without_owners(register), on_day(register, as_of)
    found = {}
    for entity in sorted(set(entities)):
        controlled = answered(judged(day, entity, rule, open_world))
        if controlled is False and entity in silent:
            controlled = None
        found[entity] = Marks(controlled, True if entity in listed else known.get(entity, none))
    return found


def answered(answer: Answer) -> bool | None:
    """Whether an entity is controlled; None where it is open, or the rule has no words for the day."""
    return answer.controlled if answer.applies else None


def _without_owners(register: Register) -> frozenset[str]:
    """The companies in which no stake is recorded, by id."""
    entities, owned = register.entities, set(np.unique(register.stakes.owned).tolist())
    company = KINDS.index("company")
    kinds = zip(entities.ids, entities.kind.tolist(), strict=True)
    return frozenset(id_ for number, (id_, kind) in enumerate(kinds) if kind == company and number not in owned)


def labour_listed(register: Register) -> frozenset[str]:
    """The entities of a register that are on a list of labour findings, by id."""
    entities = register.entities
    return frozenset(
        entities.ids[number] for number, lists in entities.listed.items() if any(map(is_labour_list, lists))
    )


def is_labour_list(name: str) -> bool:
    """Whether a list, by the name a register gives it, is one of labour findings.

    >>> is_labour_list("UFLPA"), is_labour_list("labour-made-up"), is_labour_list("ofac-sdn")
    (True, True, False)
    """
    return fold(name) in _lists() or fold(name).startswith(_settings()["prefix"])


@cache
def _settings() -> dict[str, Any]:
    return tomllib.loads(files("orepath.control").joinpath("marks.toml").read_text("utf-8"))


@cache
def _lists() -> frozenset[str]:
    return frozenset(fold(name) for entry in _settings()["list"] for name in entry["names"])
