"""Lots that a production line took in: what complies of each, and how many batteries a material makes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal, TypeAlias

from orepath.errors import Fault, InputError, fault
from orepath.qualification.asked import Asked
from orepath.qualification.bounds import Bounds
from orepath.qualification.differing import differing
from orepath.tabular.table import Row

STEPS = ("extraction", "processing", "recycling")
Status: TypeAlias = Literal["no_concern", "concern", "unknown"]


@dataclass(frozen=True)
class Lot:
    """A lot taken in.

    Parameters
    ----------
    looked_at
        The steps that decide, each with who did it by its status then; empty where the compliant mass is stated.
    compliant_kg
        The mass in whose steps no entity of concern took part.
    """

    lot: str
    taken_in_kg: Fraction
    looked_at: Mapping[str, Status]
    compliant_kg: Bounds
    where: str


@dataclass(frozen=True)
class Material:
    """The lots of one mineral in one form for one use, and how much of it a battery needs."""

    mineral: str
    material: str
    used_in: str
    need_kg: Fraction
    lots: tuple[Lot, ...]

    @property
    def chain_id(self) -> str:
        """What it is called in a result."""
        return " / ".join(part for part in (self.mineral, self.material, self.used_in) if part)

    @cached_property
    def compliant_kg(self) -> Bounds:
        """The compliant mass of its lots."""
        low = sum((lot.compliant_kg.low for lot in self.lots), Fraction(0))
        return Bounds(low, sum((lot.compliant_kg.high for lot in self.lots), Fraction(0)))

    @property
    def taken_in_kg(self) -> Fraction:
        """The mass of its lots."""
        return sum((lot.taken_in_kg for lot in self.lots), Fraction(0))

    @cached_property
    def batteries(self) -> Bounds:
        """How many whole batteries its compliant mass makes."""
        low, high = self.compliant_kg.low // self.need_kg, self.compliant_kg.high // self.need_kg
        return Bounds(Fraction(low), Fraction(high))


def materials_of(asked: Asked) -> tuple[Material, ...]:
    """The materials of a table, in the order in which each first occurs.

    Raises
    ------
    InputError
        With every row at odds with itself or with the other rows of its material.
    """
    grouped: dict[tuple[str, str, str], list[Row]] = {}
    for row in asked.table.rows:
        key = (row.text("mineral"), row.text("material"), row.text("used_in"))
        grouped.setdefault(key, []).append(row)
    faults = [each for row in asked.table.rows for each in _row_faults(row)]
    for key, rows in grouped.items():
        faults += differing(rows, "need_kg_per_battery", " / ".join(part for part in key if part))
    for column in ("allocated_batteries", "transition_plan"):
        faults += differing(asked.table.rows, column, asked.table.name)
    if faults:
        raise InputError(faults)
    return tuple(_material(asked, key, rows) for key, rows in grouped.items())


def _row_faults(row: Row) -> Iterator[Fault]:
    taken_in, compliant = row.number("taken_in_kg"), row.number("compliant_kg")
    if row.number("need_kg_per_battery") == 0:
        yield fault("bad_cell", row.where, column="need_kg_per_battery", found=0, allowed="> 0")
    if row.number("allocated_batteries") == 0:
        yield fault("bad_cell", row.where, column="allocated_batteries", found=0, allowed="1, 2, 3, …")
    if compliant is not None and taken_in is not None and compliant > taken_in:
        words = {"part": "compliant_kg", "found": compliant, "whole": "taken_in_kg", "most": taken_in}
        yield fault("qualify_part_above", row.where, **words)
    said = [step for step in STEPS if row.cells.get(step) is not None]
    if said and row.cells.get("compliant_kg") is not None:
        yield fault("qualify_either", row.where, one="compliant_kg", other=", ".join(said))


def _material(asked: Asked, key: tuple[str, str, str], rows: Sequence[Row]) -> Material:
    need = rows[0].number("need_kg_per_battery")
    return Material(*key, need_kg=need or Fraction(1), lots=tuple(_lot(asked, row) for row in rows))


def _lot(asked: Asked, row: Row) -> Lot:
    taken_in = row.number("taken_in_kg") or Fraction(0)
    looked_at = _looked_at(asked, row)
    name = row.text("lot_id") or row.where.rpartition(", ")[2]
    return Lot(name, taken_in, looked_at, _compliant(row, taken_in, looked_at), row.where)


def _looked_at(asked: Asked, row: Row) -> dict[str, Status]:
    """The steps that decide on a lot: of recycled material where its recycling is told, else of virgin material."""
    if all(row.cells.get(step) is None for step in STEPS):
        return {}
    recycled = row.cells.get("recycling") is not None
    looked_at = asked.members("looked_at_recycled" if recycled else "looked_at_virgin")
    return {step: _status(row, step) for step in looked_at}


def _status(row: Row, step: str) -> Status:
    said = row.text(step)
    return "concern" if said == "concern" else "no_concern" if said == "no_concern" else "unknown"


def _compliant(row: Row, taken_in: Fraction, looked_at: Mapping[str, Status]) -> Bounds:
    stated = row.number("compliant_kg")
    if stated is not None:
        return Bounds(stated, stated)
    if "concern" in looked_at.values():
        return Bounds(Fraction(0), Fraction(0))
    known = bool(looked_at) and "unknown" not in looked_at.values()
    return Bounds(taken_in if known else Fraction(0), taken_in)
