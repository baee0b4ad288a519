"""Filled-in reporting templates as documents."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from orepath.custody.declarations.company import Form
from orepath.custody.declarations.declaration import CompanyDeclaration, MineDeclaration, SmelterDeclaration
from orepath.custody.declarations.heads import head
from orepath.custody.declarations.labels import Labels
from orepath.custody.declarations.look_up import NEEDED as LOOK_UP_NEEDED
from orepath.custody.declarations.look_up import LookUp, look_up
from orepath.custody.declarations.mine_list import mine_list
from orepath.custody.declarations.places_said import Places
from orepath.custody.declarations.sheets import Book, open_book
from orepath.custody.declarations.smelter_list import NEEDED as LIST_NEEDED
from orepath.custody.declarations.smelter_list import SmelterList
from orepath.custody.declarations.table import note
from orepath.custody.declarations.template import is_declaration, template
from orepath.custody.document import Document, Site, Unread
from orepath.errors import Fault, InputError, fault

__all__ = ["is_declaration", "known_smelters", "read", "summary"]

FORMAT = "rmi-declaration"
"""The name of the format in ``formats.toml``."""


def read(path: Path) -> Document:
    """What a filled-in template declares: the company's part first, then each row of its lists, as plain data.

    Each declaration has a ``kind``: ``declaration``, ``smelter`` or ``mine``, with the fields of the classes in
    `orepath.custody.declarations.declaration`. What could not be read is in ``unread``, cell by cell.

    Raises
    ------
    InputError
        With every fault: not a workbook, not safe to open, no template that is read, sheets or headings missing.
    """
    faults: list[Fault] = []
    unread: list[Unread] = []
    with open_book(path) as book:
        name, version = template(book, faults, unread)
        labels, places = Labels(book), Places(book)
        company = _company(book, labels, name, version, faults, unread)
        smelters = _smelters(book, labels, places, faults, unread)
        mines = _mines(book, labels, places, faults, unread)
        if faults or company is None:
            raise InputError(faults)
    rows: list[CompanyDeclaration | SmelterDeclaration | MineDeclaration] = [company, *smelters, *mines]
    return Document(
        file=path.name,
        format=FORMAT,
        sites=_sites(smelters, unread),
        declarations=tuple(asdict(row) for row in rows),
        unread=tuple(unread),
    )


def known_smelters(path: Path) -> LookUp:
    """The list of known smelters that a workbook carries.

    Raises
    ------
    InputError
        As `read`.
    """
    faults: list[Fault] = []
    with open_book(path) as book:
        known = _known(book, Labels(book), Places(book), faults)
        if faults:
            raise InputError(faults)
    return known


def summary(document: Document) -> dict[str, dict[str, int]]:
    """How many smelters are declared, by metal: rows, those listed, not listed, not identified, and without a place.

    A row of which nobody can tell whether it is listed counts in ``rows`` alone; a row without a metal counts under the
    empty name.
    """
    found: dict[str, dict[str, int]] = {}
    for row in document.declarations:
        if row.get("kind") != "smelter":
            continue
        keys = ("rows", "listed", "not_listed", "not_identified", "unknown_place")
        counts = found.setdefault(str(row["metal"]), dict.fromkeys(keys, 0))
        counts["rows"] += 1
        counts["listed"] += row["listed"] is True
        counts["not_listed"] += row["listed"] is False and row["identified"] is True
        counts["not_identified"] += row["identified"] is False
        counts["unknown_place"] += row["place"] == ""
    return found


def _company(
    book: Book, labels: Labels, name: str, version: str, faults: list[Fault], unread: list[Unread]
) -> CompanyDeclaration | None:
    sheet = book.sheet("declaration")
    return Form(sheet, labels, unread).read(name, version, faults) if sheet else None


def _known(book: Book, labels: Labels, places: Places, faults: list[Fault]) -> LookUp:
    sheet = book.sheet("look_up")
    heads = head(sheet, "list", LOOK_UP_NEEDED, labels, faults) if sheet else None
    return look_up(sheet, heads, labels, places, faults) if sheet and heads else LookUp([])


def _smelters(
    book: Book, labels: Labels, places: Places, faults: list[Fault], unread: list[Unread]
) -> list[SmelterDeclaration]:
    known, sheet = _known(book, labels, places, faults), book.sheet("smelters")
    heads = head(sheet, "list", LIST_NEEDED, labels, faults) if sheet else None
    if sheet is None or heads is None:
        return []
    return SmelterList(sheet, heads, labels, places, known, unread).rows(faults)


def _mines(
    book: Book, labels: Labels, places: Places, faults: list[Fault], unread: list[Unread]
) -> list[MineDeclaration]:
    sheet = book.sheet("mines")
    return mine_list(sheet, labels, places, faults, unread) if sheet else []


def _sites(smelters: list[SmelterDeclaration], unread: list[Unread]) -> tuple[Site, ...]:
    """The smelters with an identification as sites; one that rows put in different places has none."""
    by_id: dict[str, list[SmelterDeclaration]] = {}
    for row in smelters:
        if row.id:
            by_id.setdefault(row.id, []).append(row)
    sites = []
    for id_, rows in by_id.items():
        places = {row.place for row in rows} - {""}
        if len(places) > 1:
            numbers, said = ", ".join(row.where.rsplit(" ", 1)[-1] for row in rows), ", ".join(sorted(places))
            where = rows[0].where.rsplit(", ", 1)[0]
            code = "custody_declaration_two_places"
            unread.append(note(fault(code, where, rows=numbers[:80], found=id_, allowed=said)))
        name = next((row.name for row in rows if row.name), "")
        place = places.pop() if len(places) == 1 else ""
        sites.append(Site(id=f"cid:{id_}", name=name, place=place, where=rows[0].where))
    return tuple(sites)
