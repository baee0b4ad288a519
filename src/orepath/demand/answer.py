"""What an answer on demand is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from orepath.demand.ranges import Range
from orepath.demand.settings import Vehicles
from orepath.evidence.store import Statement
from orepath.vocabulary.language import Text


@dataclass(frozen=True)
class Factor:
    """One factor of a product with what it rests on; the first statement is the one its middle is from.

    Parameters
    ----------
    stands_in
        What it is of where it is not of the place and year asked for.
    """

    range: Range
    unit: str
    statements: tuple[Statement, ...]
    stands_in: Text | None = None


@dataclass(frozen=True)
class Counted:
    """Vehicles whose batteries are counted: numbers sold and capacity of each."""

    vehicles: Vehicles
    sales: Factor
    capacity: Factor

    @property
    def energy_kwh(self) -> Range:
        """Sales times capacity."""
        return self.sales.range.times(self.capacity.range)


@dataclass(frozen=True)
class Uncounted:
    """Vehicles sold whose batteries nobody can count: no dataset says how large they are."""

    vehicles: Vehicles
    sales: Factor
    why: Text


@dataclass(frozen=True)
class Mix:
    """Shares of the chemistries in the capacity, 0 to 1; `own` whether of the place itself, else the world's."""

    shares: Mapping[str, float]
    statements: Mapping[str, Statement]
    own: bool
    stands_in: Text | None = None


@dataclass(frozen=True)
class Part:
    """The demand of one chemistry for one mineral, at the share the mix gives it."""

    demand_t: Range
    intensity: Factor
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class MineralDemand:
    """The demand for one mineral in the batteries counted.

    Parameters
    ----------
    demand_t
        Tonnes of contained mineral, its bounds holding every mix where the mix is not the place's own; None unknown.
    at_mix_t
        The same with the mix taken as it stands; its bounds come from the other factors alone.
    by_chemistry
        Parts that add up to `at_mix_t`.
    missing
        What nobody says and would be needed.
    statements
        All it rests on, each once.
    """

    mineral: str
    demand_t: Range | None
    at_mix_t: Range | None
    by_chemistry: Mapping[str, Part]
    missing: tuple[Text, ...] = ()
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class Demand:
    """The demand of a place in a year: what was counted, what could not be, and each mineral."""

    place: str
    year: int
    counted: tuple[Counted, ...]
    uncounted: tuple[Uncounted, ...]
    mix: Mix | None
    minerals: Mapping[str, MineralDemand]

    @property
    def stands_in(self) -> tuple[Text, ...]:
        """What is not of the place and year themselves, each said once."""
        said = [one.capacity.stands_in for one in self.counted] + [self.mix.stands_in if self.mix else None]
        return tuple(dict.fromkeys(each for each in said if each))


@dataclass(frozen=True)
class Expected:
    """A number of vehicles that a publisher expects to be sold, under its scenario."""

    vehicles: Vehicles
    scenario: Text
    year: int
    statement: Statement


@dataclass(frozen=True)
class WorldDemand:
    """The world's demand for a mineral in a year as published: of the past where `scenario` is None."""

    mineral: str
    scenario: Text | None
    year: int
    statement: Statement
