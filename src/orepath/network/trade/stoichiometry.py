"""What share of a compound's mass one of its elements makes, from atomic weights."""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache
from importlib.resources import files

PART = re.compile(r"([A-Z][a-z]?)(\d*)|(\()|(\))(\d*)|\.(\d*)")


@cache
def atomic_weights() -> dict[str, float]:
    """Weights in g/mol, by symbol.

    References
    ----------
    IUPAC, Atomic weights of the elements 2021, abridged (``atomic_weights.csv``).
    """
    lines = files("orepath.network.trade").joinpath("atomic_weights.csv").read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return {row["symbol"]: float(row["weight"]) for row in rows}


def atoms(formula: str) -> Counter[str]:
    """How many atoms of each element a formula has; a point divides the parts, as in a hydrate.

    >>> sorted(atoms("NaOH.2H2O").items())
    [('H', 5), ('Na', 1), ('O', 3)]
    """
    total: Counter[str] = Counter()
    for part in formula.split("."):
        times, body = re.fullmatch(r"(\d*)(.*)", part).groups()  # type: ignore[union-attr]
        stack: list[Counter[str]] = [Counter()]
        for found in PART.finditer(body):
            symbol, number, opened, closed, repeated, _ = found.groups()
            if symbol:
                stack[-1][symbol] += int(number or 1)
            elif opened:
                stack.append(Counter())
            elif closed:
                inner = stack.pop()
                stack[-1].update({key: count * int(repeated or 1) for key, count in inner.items()})
        total.update({key: count * int(times or 1) for key, count in stack[0].items()})
    return total


def molar_mass(formula: str) -> float:
    """Grams a mole."""
    return sum(atomic_weights()[symbol] * count for symbol, count in sorted(atoms(formula).items()))


def content(formula: str, measured_as: str) -> float:
    """Tonnes of a substance that a tonne of a compound yields, atom for atom of the element the substance begins with.

    The share is above 1 where the substance is heavier than what it is won from, as an oxide is than its metal.

    >>> round(content("H2O", "O"), 3)
    0.888
    """
    element = next(iter(atoms(measured_as)))
    moles = atoms(formula)[element] / atoms(measured_as)[element]
    return moles * molar_mass(measured_as) / molar_mass(formula)
