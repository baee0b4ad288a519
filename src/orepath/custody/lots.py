"""The lots of a ledger, a line each: what it held, and what documents say of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from orepath.custody.books.columns import DIMENSIONS
from orepath.custody.books.exact import decimal
from orepath.custody.books.ledger import Ledger
from orepath.custody.document import LotFacts
from orepath.custody.graph.minerals import How
from orepath.custody.graph.network import mineral_of
from orepath.custody.units import base_unit

Begins: TypeAlias = Literal["within", "outside", "documents"]
"""Whether a lot was made within the record, came from outside it, or is told of by documents and no event."""


@dataclass(frozen=True)
class LotLine:
    """A lot.

    Parameters
    ----------
    unit
        Of its amounts: kg, m3, …; empty for pieces, and where no amount is said.
    made, taken, left
        None where not all amounts are said.
    mineral_told
        How its mineral was told: ``stated``, by a goods ``code``, by its ``name``.
    """

    lot: str
    name: str
    batch: str
    mineral: str
    mineral_told: How
    stage: str
    unit: str
    made: Decimal | None
    taken: Decimal | None
    left: Decimal | None
    begins: Begins
    origin: str
    made_in: str
    site: str
    maker: str


def lot_lines(ledger: Ledger) -> Iterator[LotLine]:
    """Every lot, by identifier: those of events, and those that documents alone tell of."""
    number = {name: place for place, name in enumerate(ledger.columns.lots)}
    for lot in sorted({*number, *ledger.facts}):
        yield _line(ledger, lot, number.get(lot, -1), ledger.facts.get(lot) or LotFacts(lot))


def _line(ledger: Ledger, lot: str, number: int, facts: LotFacts) -> LotLine:
    made, taken, unit = facts.mass_kg, None, base_unit("mass") if facts.mass_kg is not None else ""
    begins: Begins = "documents"
    if number >= 0:
        held, dimension = ledger.held, int(ledger.held.dimension[number])
        begins = "within" if held.within[number] else "outside"
        if held.measured[number] and dimension >= 0:
            made, taken = decimal(int(held.made[number])), decimal(int(held.taken[number]))
            unit = base_unit(DIMENSIONS[dimension])
    kind = mineral_of(facts)
    return LotLine(
        lot=lot,
        name=facts.name,
        batch=facts.batch,
        mineral=kind.mineral,
        mineral_told=kind.how,
        stage=kind.stage,
        unit=unit,
        made=made,
        taken=taken,
        left=made - taken if made is not None and taken is not None else None,
        begins=begins,
        origin=facts.origin,
        made_in=facts.made_in,
        site=facts.site,
        maker=facts.maker,
    )
