"""An option: what would replace a chain, and what that costs."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from orepath.qualification.chains import Chain


@dataclass(frozen=True)
class Option:
    """What replaces a chain as a whole.

    Parameters
    ----------
    replaces
        The id of the chain.
    cost_usd
        What the change costs; below zero where it saves.
    what
        The change in a person's words; empty where none were given.
    chains
        What comes instead: a chain, or several among which the mineral is parted.
    where
        File and first row.
    """

    option_id: str
    replaces: str
    cost_usd: Fraction
    what: str
    chains: tuple[Chain, ...]
    where: str
