"""Drafts of passports from what documents say: every value with its place, contradictions, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from orepath.custody.document import Document, Unread
from orepath.custody.passports.entry import Entry, Value, entries, products
from orepath.custody.passports.field import fields
from orepath.custody.passports.sums import Excess, excesses
from orepath.vocabulary.terms import fold


@dataclass(frozen=True)
class DraftField:
    """A field of a draft.

    Parameters
    ----------
    entries
        Everything that is said of it, in the order of the documents; none is chosen.
    differs
        Whether two documents say different things of it.
    """

    id: str
    entries: tuple[Entry, ...]
    differs: bool


@dataclass(frozen=True)
class Missing:
    """A field that the passport of a battery needs and the draft has no value of.

    Parameters
    ----------
    unread
        What stands in its place in the documents and could not be taken in.
    """

    id: str
    unread: tuple[Unread, ...]


@dataclass(frozen=True)
class PassportDraft:
    """A draft of the passport of one product.

    Parameters
    ----------
    product
        Its identifier; empty where the document does not say of which product it speaks.
    files
        The documents that say something of it.
    joined
        Those of them that name no product, and were taken to speak of this one because it was asked for.
    fields
        What is said, in the order of ``fields.toml``.
    missing
        Fields that the passport of a battery needs and nobody says so that it can be read.
    excesses
        Parts that one document gives and that are more than the whole.
    """

    product: str
    files: tuple[str, ...]
    joined: tuple[str, ...]
    fields: tuple[DraftField, ...]
    missing: tuple[Missing, ...]
    excesses: tuple[Excess, ...]


def draft(documents: Iterable[Document], one_product: bool = False) -> list[PassportDraft]:
    """A draft for each product of which a document has a passport, by product; documents on its lot count too.

    Parameters
    ----------
    one_product
        Whether documents that name no product speak of the only one that the others name. Else, and where the others
        name none or several, each has a draft of its own.
    """
    every = list(documents)
    named = {product for document in every for product in products(document) if product}
    only = next(iter(named)) if one_product and len(named) == 1 else ""
    said: dict[tuple[str, int], list[Entry]] = {}
    joined: dict[str, list[int]] = {}
    for number, document in enumerate(every):
        for product, entry in entries(document, number):
            if not product and only:
                if number not in joined.setdefault(only, []):
                    joined[only].append(number)
                product = only
            if product in named or not product:
                said.setdefault((product, -1 if product else number), []).append(entry)
    return [
        _draft(product, found, every, joined.get(product, []))
        for (product, _), found in sorted(said.items(), key=lambda each: (not each[0][0], each[0]))
    ]


def _draft(product: str, found: list[Entry], every: list[Document], joined: list[int]) -> PassportDraft:
    by_field: dict[str, list[Entry]] = {}
    for entry in found:
        by_field.setdefault(entry.field, []).append(entry)
    speaking = sorted({entry.document for entry in found})
    unread = [each for number in speaking for each in every[number].unread]
    return PassportDraft(
        product,
        tuple(every[number].file for number in speaking),
        tuple(every[number].file for number in joined),
        tuple(DraftField(id_, tuple(said), _differs(id_, said)) for id_ in fields() if (said := by_field.get(id_, []))),
        tuple(
            Missing(id_, tuple(each for each in unread if each.values.get("to") == id_))
            for id_, field in fields().items()
            if field.needed and id_ not in by_field
        ),
        tuple(excesses(found)),
    )


def _differs(id_: str, said: list[Entry]) -> bool:
    """Whether two documents say different things of the same thing in the same unit."""
    if fields()[id_].many:
        return False
    by_thing: dict[tuple[object, ...], dict[int, set[Value]]] = {}
    for entry in said:
        thing = (entry.unit, *sorted((key, fold(word)) for key, word in entry.of))
        by_thing.setdefault(thing, {}).setdefault(entry.document, set()).add(entry.value)
    return any(len({frozenset(values) for values in each.values()}) > 1 for each in by_thing.values())
