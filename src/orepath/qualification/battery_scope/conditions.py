"""The conditions under which a battery is in scope, each true, false or not known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from orepath.qualification.asked import Asked
from orepath.qualification.figures import figure, listed, of_rule, word_of
from orepath.qualification.result import Figure
from orepath.tabular.quantity import decimal
from orepath.tabular.table import Row
from orepath.vocabulary.language import Text
from orepath.vocabulary.terms import minerals

TRUTHS: dict[bool | None, str] = {True: "yes", False: "no", None: "open"}
"""How a condition is answered, by the words of a rule's file."""
EUR, KWH = "EUR", "kWh"
NONE = "none"
"""The word of a cell that says that there is nothing: no mineral, no group."""


@dataclass(frozen=True)
class Condition:
    """A condition, what it says, the figures it rests on, and whether it holds; None where that is not known."""

    name: str
    said: Text
    uses: tuple[Figure, ...]
    holds: bool | None


def conditions(asked: Asked, row: Row) -> Iterator[Condition]:
    """The conditions the rule's file sets for a battery, in order; those it does not set are left out."""
    for each in (_category, _capacity, _minerals, _operator, _second_life):
        found = each(asked, row)
        if found is not None:
            yield found


def together(found: list[Condition]) -> bool | None:
    """Whether all conditions hold: false where one does not, else not known where one is not known."""
    every = [each.holds for each in found]
    if False in every:
        return False
    return None if None in every else True


def battery(row: Row) -> str:
    """What a battery is called."""
    return row.text("battery_id")


def _category(asked: Asked, row: Row) -> Condition:
    category = row.text("category")
    name = word_of(asked, "category", category) if category else asked.rule.said("unknown_category")
    covered = asked.members("categories")
    used = Figure(asked.rule.said("is_category"), category or None, "", row.where, _how_sure(asked, "categories"))
    holds = category in covered if category else None
    return Condition("category", _said(asked, row, "category", holds, category=name), (used,), holds)


def _capacity(asked: Asked, row: Row) -> Condition | None:
    above = asked.value("capacity_above", row.text("category"))
    if above is None:
        return None
    capacity = row.number("capacity_kwh")
    used = figure(asked.rule.said("is_capacity"), capacity, KWH, row.where)
    limit = of_rule(asked.rule.said("is_limit"), above, asked.rule.id)
    holds = None if capacity is None else capacity > above.value
    said = _said(asked, row, "capacity", holds, limit=decimal(above.value))
    return Condition("capacity", said, (used, limit), holds)


def _minerals(asked: Asked, row: Row) -> Condition | None:
    if "minerals" not in asked.rule.sets:
        return None
    covered, contained = asked.members("minerals"), row.many("minerals")
    told = bool(contained) or row.word("minerals") == NONE
    holds = any(each in covered for each in contained) if told else None
    said = _said(asked, row, "minerals", holds, covered=listed([minerals()[each].name for each in covered]))
    shown = ", ".join(contained) if contained else NONE if told else None
    used = Figure(asked.rule.said("is_minerals"), shown, "", row.where, _how_sure(asked, "minerals"))
    return Condition("minerals", said, (used,), holds)


def _operator(asked: Asked, row: Row) -> Condition | None:
    """An operator is covered unless both it and its group are small; one that belongs to no group stands alone."""
    below = asked.value("turnover_below")
    if below is None:
        return None
    own, group = row.number("turnover_eur"), row.number("group_turnover_eur")
    alone = row.word("group_turnover_eur") == NONE
    large = None if own is None else own >= below.value
    large_group = False if alone else None if group is None else group > below.value
    holds = True if large or large_group else None if None in (large, large_group) else False
    of_group = figure(asked.rule.said("is_group_turnover"), NONE if alone else group, "" if alone else EUR, row.where)
    uses = (
        figure(asked.rule.said("is_turnover"), own, EUR, row.where),
        of_group,
        of_rule(asked.rule.said("is_limit"), below, asked.rule.id),
    )
    return Condition("operator", _said(asked, row, "operator", holds, limit=decimal(below.value)), uses, holds)


def _second_life(asked: Asked, row: Row) -> Condition | None:
    if not asked.rule.settings.get("second_life_out"):
        return None
    again = row.truth("second_life")
    shown = {True: "yes", False: "no", None: None}[again]
    used = Figure(asked.rule.said("is_second_life"), shown, "", row.where)
    holds = None if again is None else not again
    return Condition("second_life", _said(asked, row, "second_life", holds), (used,), holds)


def _said(asked: Asked, row: Row, name: str, holds: bool | None, **words: object) -> Text:
    return asked.rule.said(name, battery=battery(row), answer=asked.rule.said(TRUTHS[holds]), **words)


def _how_sure(asked: Asked, name: str) -> str:
    """How sure the members of a set are, where all of them are equally so."""
    labels = {member.reference.how_sure for member in asked.members(name).values()}
    return labels.pop() if len(labels) == 1 else ""
