"""What documents say of products, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from orepath.custody.document import Document, LotFacts
from orepath.custody.passports.field import own

Value: TypeAlias = "str | bool | Decimal | Fraction"


SAID_OF_A_LOT = ("passport", "lot")
"""Kinds of what readers keep for a draft: a passport of a product, and what another document says of a lot."""


class Entry(NamedTuple):
    """What one document says of one field.

    Parameters
    ----------
    of
        What it is said of, besides the product: material, part, stage of life.
    where
        File and place in it.
    document
        Which of the documents, in their order.
    """

    field: str
    value: Value
    unit: str
    of: tuple[tuple[str, str], ...]
    where: str
    document: int


def entries(document: Document, number: int) -> Iterator[tuple[str, Entry]]:
    """What a document says of products: the product (empty where it names none), and an entry.

    Of lots it says something only where it has a passport, or another document has one; see
    `orepath.custody.passports.draft`.
    """
    whole, said = set(), set()
    for passport in document.passports:
        product = _product(passport)
        if passport.get("kind") == "passport" and "model" in passport:
            whole.add(product)
        for entry in _passport(passport, number):
            said.add((product, entry.field, entry.value, entry.of))
            yield product, entry
    for lot in document.lots:
        if lot.id not in whole:
            for entry in _facts(lot, number):
                if entry.of or (lot.id, entry.field, entry.value, entry.of) not in said:
                    yield lot.id, entry


def _passport(passport: Mapping[str, object], number: int) -> Iterator[Entry]:
    kind = passport.get("kind")
    if kind in SAID_OF_A_LOT:
        for said in (*_mappings(passport.get("fields")), *_mappings(passport.get("statements"))):
            yield from _entry(said, number)
        for said in _mappings(passport.get("claims")):
            yield from _claim(said, number)
    elif kind == "conformity" and passport.get("about") == "lot":
        yield from _assessment(passport, number)


def products(document: Document) -> set[str]:
    """The products that a document has a passport of; an empty name where it does not say of which."""
    return {_product(each) for each in document.passports if each.get("kind") == "passport"}


def _product(passport: Mapping[str, object]) -> str:
    return str(passport.get("lot") or passport.get("subject") or "")


def _mappings(said: object) -> list[Mapping[str, object]]:
    return [each for each in said if isinstance(each, Mapping)] if isinstance(said, list | tuple) else []


def _entry(said: Mapping[str, object], number: int) -> Iterator[Entry]:
    name = str(said.get("field", ""))
    field, unit = own(name, str(said.get("unit", "")))
    value, of = said.get("value"), said.get("of", {})
    if name and isinstance(value, str | bool | Decimal | Fraction | int):
        value = Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value
        told_apart = tuple((str(key), str(word)) for key, word in of.items()) if isinstance(of, Mapping) else ()
        told_apart += (("name", name),) if field == "other" else ()
        yield Entry(field, value, unit, told_apart, str(said.get("where", "")), number)


def _claim(said: Mapping[str, object], number: int) -> Iterator[Entry]:
    """A claim of a passport: the standard or regulation that it names, and its evidence."""
    where, of = str(said.get("where", "")), _about(said)
    named = said.get("standard") or said.get("regulation")
    if named:
        yield Entry("conformity_statement", str(named), "", of, where, number)
    if said.get("evidence"):
        yield Entry("conformity_certificate", str(said["evidence"]), "", of, where, number)


def _assessment(said: Mapping[str, object], number: int) -> Iterator[Entry]:
    """An assessment of a product: the scheme, and the certificate."""
    where, of = str(said.get("where", "")), _about(said)
    named = said.get("scheme") or said.get("name")
    if named:
        yield Entry("conformity_statement", str(named), "", of, where, number)
    if said.get("certificate"):
        yield Entry("conformity_certificate", str(said["certificate"]), "", of, where, number)


def _about(said: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    of = [("topic", str(said["topic"]))] if said.get("topic") else []
    if isinstance(said.get("conformance"), bool):
        of.append(("conforms", "yes" if said["conformance"] else "no"))
    return tuple(of)


def _facts(lot: LotFacts, number: int) -> Iterator[Entry]:
    said: list[tuple[str, Value | None, str]] = [
        ("product_id", lot.id, ""),
        ("product_name", lot.name, ""),
        ("batch_number", lot.batch, ""),
        ("made_in", lot.made_in, ""),
        ("made_on", lot.made_on, ""),
        ("site", lot.site, ""),
        ("manufacturer_id", lot.maker, ""),
        ("mass", lot.mass_kg, "kg"),
        ("recycled_share", lot.recycled, "share"),
        *(("goods_code", code, "") for code in lot.codes),
    ]
    yield from _stated(said, (), lot.where, number)
    for what, address in lot.links:
        yield Entry("product_document", address, "", (("title", what),), lot.where, number)
    for material in lot.materials:
        of = (("material", material.name),) if material.name else ()
        facts: list[tuple[str, Value | None, str]] = [
            ("material_mass", material.mass_kg, "kg"),
            ("material_share", material.share, "share"),
            ("material_recycled", material.recycled, "share"),
            ("material_origin", material.origin, ""),
            ("material_code", material.code, ""),
        ]
        yield from _stated(facts, of, material.where or lot.where, number)


def _stated(
    facts: Iterable[tuple[str, Value | None, str]], of: tuple[tuple[str, str], ...], where: str, number: int
) -> Iterator[Entry]:
    """An entry for each fact that is stated."""
    for field, value, unit in facts:
        if value is not None and value != "":
            yield Entry(field, value, unit, of, where, number)
