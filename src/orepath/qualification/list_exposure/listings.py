"""Listings of a list: who, on what legal ground, from which day until which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from orepath.errors import Fault, InputError, fault
from orepath.qualification.asked import Asked
from orepath.qualification.list_exposure.names import same
from orepath.tabular.table import Row
from orepath.vocabulary.language import Text
from orepath.vocabulary.terms import fold

LIST = "list"
"""The name of the table beside."""
Effect: TypeAlias = Literal["presumed", "detained", "listed"]
EFFECTS: dict[str, Effect] = {"presuming_lists": "presumed", "detaining_lists": "detained"}
"""By the sets of lists that a rule knows, what follows from a listing."""
ROMAN = re.compile(r"(?:^|\()\s*([ivx]+)\s*\)?$")


@dataclass(frozen=True)
class Listing:
    """One listing. `effect` says what follows from it in law, as far as the rule knows its list."""

    name: str
    entity_id: str
    list: str
    prong: str
    effective: date
    removed: date | None
    effect: Effect
    where: str

    def in_force(self, on: date) -> bool:
        """Whether it stands on a day; the day of removal no longer counts."""
        return self.effective <= on and (self.removed is None or on < self.removed)


def listings_of(asked: Asked) -> tuple[Listing, ...] | None:
    """The listings in force on the day, in the order of the file; None where no list was given.

    Raises
    ------
    InputError
        With every row that names nobody, or ends before it begins.
    """
    table = asked.beside.get(LIST)
    if table is None:
        return None
    faults = [each for row in table.rows for each in _faults(row)]
    if faults:
        raise InputError(faults)
    return tuple(each for each in (_listing(asked, row) for row in table.rows) if each.in_force(asked.on))


def _faults(row: Row) -> Iterator[Fault]:
    begins, ends = row.day("effective"), row.day("removed")
    if not row.text("name") and not row.text("entity_id"):
        yield fault("required_cell", row.where, column="name, entity_id")
    if begins is not None and ends is not None and ends <= begins:
        yield fault("period_reversed", row.where, begins=begins, ends=ends)


def _listing(asked: Asked, row: Row) -> Listing:
    return Listing(
        name=row.text("name"),
        entity_id=row.text("entity_id"),
        list=row.text("list"),
        prong=row.text("prong"),
        effective=row.day("effective") or date.min,
        removed=row.day("removed"),
        effect=_effect(asked, row.text("list")),
        where=row.where,
    )


def _effect(asked: Asked, name: str) -> Effect:
    for known, effect in EFFECTS.items():
        if fold(name) in {fold(item) for item in asked.members(known)}:
            return effect
    return "listed"


def prong_text(asked: Asked, listing: Listing) -> Text:
    """The legal ground of a listing: in words where the rule knows it, else as the list writes it."""
    if not listing.prong:
        return asked.rule.said("prong_untold")
    found = ROMAN.search(same(listing.prong))
    if listing.effect == "presumed" and found and found[1] in asked.members("prongs"):
        return asked.rule.said(f"prong_{found[1]}")
    return Text(listing.prong, listing.prong)


def prong_how_sure(asked: Asked, listing: Listing) -> str:
    """How sure the words of a legal ground are; empty where the list's own stand."""
    found = ROMAN.search(same(listing.prong))
    member = asked.members("prongs").get(found[1]) if found else None
    return member.reference.how_sure if member and listing.effect == "presumed" else ""
