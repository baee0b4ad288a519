"""What lots, sites and parties of UNTP documents are called: canonical identifiers."""

from __future__ import annotations

from urllib.parse import quote

from orepath.custody.identity.digital_link import canonical
from orepath.custody.reading.field import Part
from orepath.custody.reading.untp.names import table

GS1 = "https://id.gs1.org/"
"""The resolver of GS1, and the beginning of its canonical Digital Links."""
PRODUCTS, PLACES = f"{GS1}01/", f"{GS1}414/"
"""Keys of the GS1 General Specifications: GTIN of a product, GLN of a physical location."""
BATCH, SERIAL = "10", "21"
"""Qualifiers of a GTIN in the same specifications."""


def identifier(part: Part) -> str:
    """The canonical identifier of a party or product; empty where it has none that is unique in the world.

    Its own identifier, else the number in its register after the address of the register.
    """
    own, number, scheme = _said(part)
    if own:
        return canonical(own)
    return canonical(f"{scheme}{number}") if scheme and number else ""


def site_identifier(part: Part) -> str:
    """The canonical identifier of a facility: its Global Location Number where its register is that of GS1.

    The pilot calls one mine by its location number in one document and by the serial number of a product in another,
    with the location number beside it.
    """
    own, number, scheme = _said(part)
    if scheme == PLACES and number.isdigit():
        return canonical(f"{PLACES}{number}")
    return canonical(own) if own else identifier(part)


def lot_identifier(product: Part, granularity: str) -> str:
    """The canonical identifier of what a passport is about.

    A Global Trade Item Number alone stands for all products of its kind: the batch, or the serial number where the
    passport is about a single item, is put to it.
    """
    of = table("product")
    found = identifier(product)
    if not found.startswith(PRODUCTS) or "/" in found.removeprefix(PRODUCTS):
        return found
    batch, serial = product.text(of["batch"]), product.text(of["serial"])
    if serial and (granularity == "item" or not batch):
        return canonical(f"{found}/{SERIAL}/{quote(serial, safe='')}")
    return canonical(f"{found}/{BATCH}/{quote(batch, safe='')}") if batch else found


def codes(product: Part) -> tuple[str, ...]:
    """The goods codes of a product, each with its list before it, each once."""
    return codes_of(product, table("product")["category"])


def codes_of(part: Part, names: list[str]) -> tuple[str, ...]:
    """The goods codes of a list of classifications, each once."""
    found = (code(each) for each in part.each(names))
    return tuple(dict.fromkeys(each for each in found if each))


def code(classification: Part) -> str:
    """A goods code with its list before it; empty where there is none, or its list is not known."""
    of = table("classification")
    said = classification.text(of["code"])
    if not said:
        return ""
    address = (classification.text(of["list"]) or classification.text(of["own"])).lower()
    found = next((name for piece, name in table("lists").items() if piece in address), "")
    if not found:
        classification.note("custody_untp_list", found=said)
        return ""
    return f"{found}:{said}"


def _said(part: Part) -> tuple[str, str, str]:
    of = table("party")
    return part.text(of["id"]), part.text(of["registered"]), part.text(of["scheme"])
