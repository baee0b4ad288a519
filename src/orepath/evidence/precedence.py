"""Which of several statements is preferred, with the recorded reason; the others stay beside it."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from orepath.evidence.store import Statement
from orepath.vocabulary.language import Text


@dataclass(frozen=True)
class Rule:
    """An order of datasets (and editions, by how their names begin) for a property, and why."""

    property: str
    stage: str | None
    datasets: tuple[str, ...]
    editions: tuple[str, ...]
    reason: Text


@dataclass(frozen=True)
class Preferred:
    """The preferred statement, those that stand beside it, and the reason."""

    statement: Statement
    others: tuple[Statement, ...]
    reason: Text


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of ``precedence.toml``, in order."""
    raw = tomllib.loads(files("orepath.evidence").joinpath("precedence.toml").read_text("utf-8"))
    return tuple(
        Rule(
            entry["property"],
            entry.get("stage"),
            tuple(entry["datasets"]),
            tuple(entry.get("editions", ())),
            Text(entry["en"], entry["ja"]),
        )
        for entry in raw["rule"]
    )


def rule(property_: str, stage: str | None = None) -> Rule:
    """The first rule that fits."""
    return next(r for r in rules() if r.property in (property_, "*") and r.stage in (None, stage))


def _rank(order: tuple[str, ...], name: str) -> int:
    return next((place for place, start in enumerate(order) if name.startswith(start)), len(order))


def prefer(statements: Sequence[Statement]) -> Preferred:
    """The preferred of some statements about the same subject and period.

    Raises
    ------
    ValueError
        Where there is none to choose from.
    """
    if not statements:
        raise ValueError("no statement to choose from")
    chosen = rule(statements[0].property, statements[0].stage)

    def rank(statement: Statement) -> tuple[int, int, int, str]:
        newest = -statement.recorded.toordinal()
        return (
            _rank(chosen.datasets, statement.dataset),
            _rank(chosen.editions, statement.edition),
            newest,
            statement.statement_id,
        )

    ordered = sorted(statements, key=rank)
    return Preferred(ordered[0], tuple(ordered[1:]), chosen.reason)
