"""What the rows of the plain table say of their lots, and where two rows contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from orepath.custody.document import LotFacts
from orepath.custody.identity.digital_link import canonical
from orepath.custody.reading.template_events import EXACT, number
from orepath.custody.reading.template_lines import Line
from orepath.errors import Fault, fault
from orepath.tabular.quantity import decimal

OF_LOT = ("material", "mineral", "stage", "value_usd", "recycled")
"""The columns that say something of the lot, whatever happens to it."""


def by_lot(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """The rows of each lot, by its identifier."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.id, []).append(line)
    return found


def facts(lines: Iterable[Line], sites: Mapping[str, str], faults: list[Fault]) -> Iterator[LotFacts]:
    """What is said of each lot; where two rows say different things, a fault with both.

    Parameters
    ----------
    sites
        Where each event happened, as typed.
    """
    for lot, said in by_lot(lines).items():
        yield _facts(lot, said, sites, faults)


def _facts(lot: str, lines: list[Line], sites: Mapping[str, str], faults: list[Fault]) -> LotFacts:
    said: dict[str, tuple[object, Line]] = {}
    links: dict[tuple[str, str], None] = {}
    for line in lines:
        for name, value in _said(line):
            before, first = said.setdefault(name, (value, line))
            if value != before:
                column = "country" if name in line.activity.country.values() else name
                shown = {"column": column, "found": _shown(value), "said": _shown(before), "first": first.number}
                faults.append(fault("custody_table_lot_differs", line.row.where, lot=line.lot, **shown))
        if evidence := line.row.text("evidence"):
            links["evidence", evidence] = None
    made = [line for line in lines if line.role in line.activity.makes]
    only = made[0] if len({line.event for line in made}) == 1 else None
    value, recycled = (said.get(name, (None,))[0] for name in ("value_usd", "recycled"))
    texts = {name: str(value) for name, (value, _) in said.items()}
    return LotFacts(
        id=lot,
        name=texts.get("material", ""),
        batch=lines[0].lot,
        mineral=texts.get("mineral", ""),
        stage=texts.get("stage", ""),
        origin=texts.get("origin", ""),
        made_in=texts.get("made_in", ""),
        made_on=only.time[:10] if only is not None and only.role == "out" else "",
        site=canonical(sites.get(only.event, "")) if only is not None else "",
        mass_kg=_mass_kg(only),
        value_usd=value if isinstance(value, Fraction) else None,
        recycled=recycled if isinstance(recycled, Fraction) else None,
        links=tuple(links),
        where=next((line for _, line in said.values()), lines[0]).row.where,
    )


def _said(line: Line) -> Iterator[tuple[str, object]]:
    """What a row says of its lot; that nobody knows is not said to be anything."""
    row = line.row
    for name in OF_LOT:
        value = row.text(name) or row.number(name)
        if value is not None and value != "":
            yield name, value
    about = line.activity.country.get(line.role)
    if about and row.text("country"):
        yield about, row.text("country")


def _shown(value: object) -> str:
    return decimal(value) if isinstance(value, Fraction) else str(value)


def _mass_kg(line: Line | None) -> Decimal | None:
    """The mass that a lot is made with; None where it is not said, or not as a mass."""
    if line is None or line.amount is None or line.unit is None or line.unit.dimension != "mass":
        return None
    return EXACT.multiply(Decimal(number(line.amount)), line.unit.factor)
