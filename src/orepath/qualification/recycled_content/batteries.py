"""Batteries and their metals, and whether a rule sets a minimum for such a battery on the day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from orepath.errors import Fault, InputError, fault
from orepath.qualification.asked import Asked
from orepath.qualification.bounds import Bounds
from orepath.qualification.differing import differing
from orepath.tabular.table import Row, Table

Why: TypeAlias = Literal["", "category_taken", "out_of_scope", "small", "open"]
"""Why a battery is in scope or not: nothing to say, no category given, another category, too small, not known."""


@dataclass(frozen=True)
class Metal:
    """A metal of a battery. `recycled_kg` is what was recovered from waste, within bounds where nobody knows."""

    metal: str
    mass_kg: Fraction
    recycled_kg: Bounds
    where: str

    @property
    def share(self) -> Bounds | None:
        """The part recovered from waste; None where the battery holds none of the metal."""
        if not self.mass_kg:
            return None
        return Bounds(self.recycled_kg.low / self.mass_kg, self.recycled_kg.high / self.mass_kg)


@dataclass(frozen=True)
class Battery:
    """A battery (a model, a plant, a year) and its metals. `category` is ``unknown`` or empty where it is not told."""

    battery_id: str
    category: str
    capacity_kwh: Fraction | None
    metals: tuple[Metal, ...]
    where: str


@dataclass(frozen=True)
class Scope:
    """Whether a minimum is set for a battery at all; None where that is not known."""

    inside: bool | None
    why: Why


def batteries_of(table: Table) -> tuple[Battery, ...]:
    """The batteries of a table, in the order in which each first occurs.

    Raises
    ------
    InputError
        With every row at odds with itself or with the other rows of its battery.
    """
    grouped: dict[str, list[Row]] = {}
    for row in table.rows:
        grouped.setdefault(row.text("battery_id"), []).append(row)
    faults: list[Fault] = []
    for battery, rows in grouped.items():
        for column in ("category", "capacity_kwh"):
            faults += differing(rows, column, battery or table.name)
        faults += _faults(battery, rows)
    if faults:
        raise InputError(faults)
    return tuple(_battery(battery, rows) for battery, rows in grouped.items())


def _faults(battery: str, rows: Sequence[Row]) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for row in rows:
        metal, mass, recycled = row.text("metal"), row.number("mass_kg"), row.number("recycled_kg")
        if metal in first:
            key = " / ".join(part for part in (battery, metal) if part)
            yield fault("duplicate_key", row.where, key=key, first=first[metal])
        first.setdefault(metal, row.where.rpartition(" ")[2])
        if mass is not None and recycled is not None and recycled > mass:
            yield fault("qualify_part_above", row.where, part="recycled_kg", found=recycled, whole="mass_kg", most=mass)


def _battery(battery: str, rows: Sequence[Row]) -> Battery:
    first = rows[0]
    category = "unknown" if first.unknown("category") else first.text("category")
    return Battery(battery, category, first.number("capacity_kwh"), tuple(map(_metal, rows)), first.where)


def _metal(row: Row) -> Metal:
    mass, recycled = row.number("mass_kg") or Fraction(0), row.number("recycled_kg")
    bounds = Bounds(Fraction(0), mass) if recycled is None else Bounds(recycled, recycled)
    return Metal(row.text("metal"), mass, bounds, row.where)


def scope(asked: Asked, battery: Battery) -> Scope:
    """Whether the rule sets a minimum for a battery on the day. Without a category it is taken to do so."""
    if not battery.category:
        return Scope(True, "category_taken")
    if battery.category == "unknown":
        return Scope(None, "open")
    if battery.category not in asked.members("categories"):
        return Scope(False, "out_of_scope")
    above = asked.value("capacity_above", battery.category)
    if above is None:
        return Scope(True, "")
    if battery.capacity_kwh is None:
        return Scope(None, "open")
    return Scope(True, "") if battery.capacity_kwh > above.value else Scope(False, "small")
