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
from orepath.vocabulary.language import Text

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
DEFINING = {"name", "mineral", "codes"}
"""Facts without which nobody knows what a lot is."""
DECIMALS = 6


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
        found[lot], differing = _joined(lot, its)
        violations += [*differing, *_contents(found[lot])]
    return found, violations


def _joined(lot: str, its: list[LotFacts]) -> tuple[LotFacts, list[Violation]]:
    """The facts of several documents on one lot, and what they differ on.

    Where they do not even give it one name, or one kind of goods, nobody knows what it is made of.
    """
    made, differing = its[0], dict[str, list[tuple[object, str]]]()
    for field in COMPARED:
        said: dict[object, LotFacts] = {}
        for each in its:
            if getattr(each, field) not in ("", None):
                said.setdefault(_value(getattr(each, field)), each)
        only = getattr(next(iter(said.values())), field) if len(said) == 1 else _nothing(field)
        made = replace(made, **cast(dict[str, Any], {field: only}))
        if len(said) > 1:
            differing[field] = [(getattr(each, field), each.where) for each in said.values()]
    if headings := _headings(its):
        differing["codes"] = headings
    parts: dict[str, Any] = {
        name: tuple(dict.fromkeys(one for each in its for one in getattr(each, name)))
        for name in ("codes", "materials", "links")
    }
    if differing.keys() & DEFINING:
        parts["materials"] = ()
    batch = next((each.batch for each in its if each.batch), "")
    where = "; ".join(dict.fromkeys(each.where for each in its))
    joined = replace(made, batch=batch, where=where, **parts)
    return joined, [_differ(lot, differing)] if differing else []


def _value(value: object) -> object:
    return value.casefold() if isinstance(value, str) else value


def _nothing(field: str) -> object:
    kind = next(each.type for each in fields(LotFacts) if each.name == field)
    return "" if kind == "str" else None


def _differ(lot: str, differing: dict[str, list[tuple[object, str]]]) -> Violation:
    parts = [
        say(
            "field_values",
            field=say(f"field_{field}"),
            values=Text(
                "; ".join(f"{_shown(one)} ({at})" for one, at in said),
                "、".join(f"{_shown(one)}（{at}）" for one, at in said),
            ),
        )
        for field, said in differing.items()
    ]
    fields_ = Text(". ".join(each.en for each in parts), "。".join(each.ja for each in parts))
    where = tuple(dict.fromkeys(at for said in differing.values() for _, at in said))
    return Violation("documents_differ", (), say("documents_differ", lot=lot, fields=fields_), where, (lot,))


def _headings(its: list[LotFacts]) -> list[tuple[object, str]]:
    """The headings (HS, four digits) under which documents put one lot, where they are several."""
    said: dict[str, str] = {}
    for each in its:
        for code in each.codes:
            if code.startswith("hs:"):
                said.setdefault(code[:7], each.where)
    return list(said.items()) if len(said) > 1 else []


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
    yield from _shares(lot)


def _shares(lot: LotFacts) -> Iterator[Violation]:
    """Materials whose mass and share do not fit each other, as far as their digits go."""
    told: defaultdict[Text, list[str]] = defaultdict(list)
    for each in lot.materials:
        if lot.mass_kg is None or each.share is None or each.mass_kg is None:
            continue
        apart = abs(each.share * Fraction(lot.mass_kg) - Fraction(each.mass_kg))
        if apart > _half(each.share) * Fraction(lot.mass_kg) + _half(Fraction(each.mass_kg)):
            words = say(
                "material_share",
                lot=lot.id,
                material=each.name,
                share=_shown(each.share),
                mass=f"{lot.mass_kg:f} kg",
                reckoned=f"{_shown(each.share * Fraction(lot.mass_kg))} kg",
                said=f"{each.mass_kg:f} kg",
            )
            told[words].append(each.where or lot.where)
    for words, where in told.items():
        yield Violation("documents_differ", (), words, tuple(where), (lot.id,))


def _half(value: Fraction) -> Fraction:
    """Half a unit of the last digit of a number, of which six decimals count.

    >>> _half(Fraction(1, 5)), _half(Fraction(10))
    (Fraction(1, 20), Fraction(1, 2))
    """
    decimals = next((count for count in range(DECIMALS) if (value * 10**count).denominator == 1), DECIMALS)
    return Fraction(1, 2 * 10**decimals)


def _shown(value: object) -> str:
    if isinstance(value, Fraction):
        found = Decimal(value.numerator) / Decimal(value.denominator)
        return f"{found.normalize():f}"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
