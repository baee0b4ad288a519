"""Procurement chains: where, by whom and with what value a battery's minerals were extracted, processed or recycled."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

Activity: TypeAlias = Literal["extraction", "processing", "recycling"]
ACTIVITIES: tuple[Activity, ...] = ("extraction", "processing", "recycling")


@dataclass(frozen=True)
class Step:
    """One row of a chains file.

    Parameters
    ----------
    country
        The alpha-2 code of the place where it was done; None where the cell says that this is unknown.
    value_added_usd
        None where the cell says that this is unknown.
    where
        File and row.
    """

    activity: Activity
    country: str | None
    entity_id: str | None
    value_added_usd: Fraction | None
    mass_kg: Fraction | None
    evidence: str
    where: str


@dataclass(frozen=True)
class Chain:
    """A procurement chain of one mineral with its total value.

    Parameters
    ----------
    value_usd
        None where the cell says that this is unknown: it may then be anything from 0 on. What its steps added is no
        bound of it, for neither the table nor the rule says that the steps of a chain are all of its value.
    """

    chain_id: str
    mineral: str
    value_usd: Fraction | None
    steps: tuple[Step, ...]
