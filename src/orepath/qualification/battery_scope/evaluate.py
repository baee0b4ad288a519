"""Evaluates rules of the kind ``battery-scope``: whether a duty covers a battery and its operator on a day.

The rule's file names the ``categories`` and, where it looks at them, the ``minerals`` (sets), the capacity above which
a category is covered (``capacity_above``), the turnover below which an operator is not (``turnover_below``), and
whether batteries of a second life are out (``second_life_out``). `passes` answers "is something in scope?".
"""

from __future__ import annotations

from collections.abc import Iterator

from orepath.errors import Fault, InputError, fault
from orepath.qualification.asked import Asked
from orepath.qualification.battery_scope.conditions import TRUTHS, Condition, battery, conditions, together
from orepath.qualification.result import Figure, Missing, OfChain, Proved, Result
from orepath.qualification.rule import Dated
from orepath.tabular.table import Row

ANSWERS: dict[bool | None, str] = {True: "in_scope", False: "not_in_scope", None: "undetermined"}
NOT_YET = "not_yet"


def evaluate(asked: Asked) -> Result:
    """The result of a rule of this kind for the batteries of a table.

    Raises
    ------
    InputError
        For a battery that occurs twice.
    """
    _once(asked)
    found = {row.where: list(conditions(asked, row)) for row in asked.table.rows}
    answers = {where: together(each) for where, each in found.items()}
    standing, whole = asked.standing(), _any(list(answers.values()))
    return asked.result(
        applies=standing.applies,
        passes=whole,
        chains=tuple(_of_battery(asked, row, found[row.where]) for row in asked.table.rows),
        steps=tuple(_proof(asked, found, whole)),
        missing=(*standing.open, *_missing(asked, found, answers)),
        used=_used(asked),
        outcome=ANSWERS[whole] if standing.applies else NOT_YET,
        details={ANSWERS[answer]: sum(each is answer for each in answers.values()) for answer in (True, False, None)},
    )


def _once(asked: Asked) -> None:
    first: dict[str, str] = {}
    faults: list[Fault] = []
    for row in asked.table.rows:
        if battery(row) in first:
            faults.append(fault("duplicate_key", row.where, key=battery(row), first=first[battery(row)]))
        first.setdefault(battery(row), row.where.rpartition(" ")[2])
    if faults:
        raise InputError(faults)


def _any(answers: list[bool | None]) -> bool | None:
    """Whether something is in scope: true where one is, else not known where one is not known."""
    if True in answers:
        return True
    return None if None in answers else False


def _of_battery(asked: Asked, row: Row, found: list[Condition]) -> OfChain:
    answer = ANSWERS[together(found)]
    conditions_of = {each.name: each.holds for each in found}
    details = {"answer": answer, "said": asked.rule.said(answer), "conditions": conditions_of}
    return OfChain(battery(row), "", None, None, None, details)


def _proof(asked: Asked, found: dict[str, list[Condition]], whole: bool | None) -> Iterator[Proved]:
    for row in asked.table.rows:
        for each in found[row.where]:
            gives = Figure(asked.rule.said("condition"), _truth(each.holds), "", row.where)
            yield Proved(each.name, battery(row), each.said, each.uses, gives)
    gives = Figure(asked.rule.said("answer"), None if whole is None else ANSWERS[whole], "", asked.table.name)
    yield Proved("whole", "", asked.rule.said("whole", answer=asked.rule.said(ANSWERS[whole])), (), gives)


def _truth(holds: bool | None) -> str | None:
    return None if holds is None else TRUTHS[holds]


def _missing(asked: Asked, found: dict[str, list[Condition]], answers: dict[str, bool | None]) -> Iterator[Missing]:
    """What nobody said, of the batteries whose answer it could change."""
    for row in asked.table.rows:
        if answers[row.where] is None:
            for each in found[row.where]:
                if each.holds is None:
                    yield Missing(row.where, asked.rule.said(f"missing_{each.name}", battery=battery(row)))


def _used(asked: Asked) -> tuple[Dated, ...]:
    values = [each for each in asked.rule.values if each.holds(asked.on, asked.test)]
    return (*values, *(member for name in asked.rule.sets for member in asked.members(name).values()))
