"""What documents say of lots, put together: and where they cannot all be right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

from orepath.custody.books.violation import Violation, say
from orepath.custody.document import LotFacts

COMPARED = (
    "name",
    "mineral",
    "stage",
    "origin",
    "made_in",
    "made_on",
    "site",
    "maker",
    "mass_kg",
    "value_usd",
    "recycled",
)
"""Facts of which there can be only one; names are compared without case."""


def together(facts: Iterable[LotFacts]) -> tuple[dict[str, LotFacts], list[Violation]]:
    """The facts on each lot, and a violation wherever documents differ.

    What documents differ on is left empty: it is not known.
    """
    by_lot: defaultdict[str, list[LotFacts]] = defaultdict(list)
    for each in facts:
        by_lot[each.id].append(each)
    found: dict[str, LotFacts] = {}
    violations: list[Violation] = []
    for lot, unsorted in sorted(by_lot.items()):
        its = sorted(unsorted, key=lambda each: (each.where, repr(each))) if len(unsorted) > 1 else unsorted
        made = its[0]
        for field in COMPARED:
            said: dict[object, LotFacts] = {}
            for each in its:
                if getattr(each, field) not in ("", None):
                    said.setdefault(_value(getattr(each, field)), each)
            only = getattr(next(iter(said.values())), field) if len(said) == 1 else _nothing(field)
            made = replace(made, **cast(dict[str, Any], {field: only}))
            if len(said) > 1:
                violations.append(_differ(lot, field, [getattr(each, field) for each in said.values()], said.values()))
        joined: dict[str, Any] = {
            name: tuple(dict.fromkeys(one for each in its for one in getattr(each, name)))
            for name in ("codes", "materials", "links")
        }
        batch = next((each.batch for each in its if each.batch), "")
        found[lot] = replace(made, batch=batch, where="; ".join(dict.fromkeys(each.where for each in its)), **joined)
        violations += _contents(found[lot])
        violations += _codes(lot, its)
    return found, violations


def _value(value: object) -> object:
    return value.casefold() if isinstance(value, str) else value


def _nothing(field: str) -> object:
    kind = next(each.type for each in fields(LotFacts) if each.name == field)
    return "" if kind == "str" else None


def _differ(lot: str, field: str, values: list[object], facts: Iterable[LotFacts]) -> Violation:
    said = "; ".join(f"{_shown(value)} ({each.where})" for value, each in zip(values, facts, strict=True))
    where = tuple(each.where for each in facts)
    words = say("documents_differ", field=say(f"field_{field}"), lot=lot, values=said)
    return Violation("documents_differ", (), words, where, (lot,))


def _codes(lot: str, its: list[LotFacts]) -> Iterator[Violation]:
    """Documents that put one lot under different headings (HS, four digits)."""
    said: dict[str, LotFacts] = {}
    for each in its:
        for code in each.codes:
            if code.startswith("hs:"):
                said.setdefault(code[:7], each)
    if len(said) > 1:
        yield _differ(lot, "codes", list(said), list(said.values()))


def _contents(lot: LotFacts) -> Iterator[Violation]:
    """Materials that come to more than the lot holds, or whose mass and share do not fit each other."""
    whole = lot.mass_kg
    masses = [each.mass_kg for each in lot.materials if each.mass_kg is not None]
    if whole is not None and sum(masses, Decimal(0)) > whole:
        total = sum(masses, Decimal(0))
        words = say("contents_exceed", lot=lot.id, materials=f"{total:f} kg", mass=f"{whole:f} kg")
        yield Violation("contents_exceed", (), words, (lot.where,), (lot.id,))
    shares = [each.share for each in lot.materials if each.share is not None]
    if sum(shares, Fraction(0)) > 1:
        words = say("contents_exceed", lot=lot.id, materials=_shown(sum(shares, Fraction(0))), mass="1")
        yield Violation("contents_exceed", (), words, (lot.where,), (lot.id,))
    for each in lot.materials:
        if whole is None or each.share is None or each.mass_kg is None:
            continue
        reckoned = each.share * Fraction(whole)
        if reckoned != Fraction(each.mass_kg):
            words = say(
                "material_share",
                lot=lot.id,
                material=each.name,
                share=_shown(each.share),
                mass=f"{whole:f} kg",
                reckoned=f"{_shown(reckoned)} kg",
                said=f"{each.mass_kg:f} kg",
            )
            yield Violation("documents_differ", (), words, (each.where or lot.where,), (lot.id,))


def _shown(value: object) -> str:
    if isinstance(value, Fraction):
        found = Decimal(value.numerator) / Decimal(value.denominator)
        return f"{found.normalize():f}"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
