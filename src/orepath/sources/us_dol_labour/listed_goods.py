"""Goods listed by the department: its list of goods in XML and workbooks, and the list of Executive Order 13126."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from orepath.errors import Fault, fault
from orepath.evidence.reading import Refused, check_counts
from orepath.evidence.workbook.opening import Workbook
from orepath.sources.us_dol_labour.kinds import SOURCE, Opened
from orepath.sources.us_dol_labour.tally import Tally, mineral_of
from orepath.sources.us_dol_labour.workbook import sheet_rows
from orepath.sources.us_dol_labour.xml_tree import line, said
from orepath.vocabulary.terms import fold


@dataclass(frozen=True)
class Marks:
    """How a form of the list marks kinds of labour: in which columns, and with what; and its words for sectors."""

    columns: dict[str, str]
    yes: str
    no: str
    sectors: tuple[str, ...] = ()


XML_COLUMNS = {"child": "Child_Labor", "forced": "Forced_Labor", "forced_child": "Forced_Child_Labor"}
SHEET_COLUMNS = {"child": "Child Labor", "forced": "Forced Labor", "forced_child": "CL & FL"}
IN_XML = Marks(XML_COLUMNS, "Yes", "No", tuple(SOURCE.raw["sectors"]["xml"]))
IN_SHEET = Marks(SHEET_COLUMNS, "1", "", tuple(SOURCE.raw["sectors"]["sheet"]))
IN_TABLE = Marks({"child": "Child Labor", "forced": "Forced Labor"}, "X", "")
NOWHERE = Marks({}, "", "")
MINING = {"Mining", "mine"}
WORD = re.compile(r"[^\W\d_]{2}")
"""Two letters, which no figure has."""
MOST_LETTERS = 200
"""Letters of a good; the longest at hand has thirty."""
GOOD = f"a word, such as Gold, and at most {MOST_LETTERS} letters"


@dataclass(frozen=True)
class Entry:
    """One place and good of a list, as written.

    Parameters
    ----------
    marked
        How ``marks`` are written in its file.
    row, where
        The row it stands in, and the cell of the good.
    """

    good: str
    sector: str
    country: str
    marks: dict[str, str]
    marked: Marks
    row: str
    where: str


def add(file: Opened, tally: Tally) -> None:
    """Add the goods of a file."""
    if isinstance(file.content, Element):
        _add(_from_xml(file.content, file.path.name, tally), file.path.name, tally)
    elif file.kind == "procurement_list":
        _add_procurement(file, file.content, tally)
    elif file.kind == "published_list":
        table = SOURCE.raw["tables"][file.kind]
        _add(_from_sheet(file.content, file.sheet, table["columns"], IN_TABLE, tally), file.path.name, tally)
    elif (sheet := SOURCE.raw["sheets"]["goods"])["name"] in file.content.sheets:
        entries = _from_sheet(file.content, sheet["name"], sheet["columns"], IN_SHEET, tally)
        _add(entries, file.path.name, tally)


def _from_xml(root: Element, file: str, tally: Tally) -> list[Entry]:
    entries = []
    for good in root.findall("Good"):
        name = said(good, "Good_Name")
        countries = good.findall("Countries/Country")
        if not countries:
            tally.read += 1
            tally.refused.append(Refused(int(line(good)), f"{file}: good '{name}' names no place"))
        for country in countries:
            marks = {kind: said(country, tag) for kind, tag in IN_XML.columns.items()}
            sector, place, row = (
                said(good, "Good_Sector"),
                said(country, "Country_Name"),
                f"{file}, row {line(country)}",
            )
            entries.append(Entry(name, sector, place, marks, IN_XML, row, row))
    return entries


def _from_sheet(workbook: Workbook, sheet: str, columns: list[str], marked: Marks, tally: Tally) -> list[Entry]:
    entries = []
    for number, row in sheet_rows(workbook, sheet, columns, tally):
        marks = {kind: row[column] for kind, column in marked.columns.items()}
        where = f"{workbook.path.name}, sheet {sheet}"
        places = f"{where}, row {number}", f"{where}, cell B{number}"
        entries.append(Entry(row["Good"], row.get("Sector", ""), row["Country"], marks, marked, *places))
    return entries


def _add(entries: list[Entry], file: str, tally: Tally) -> None:
    tally.faults += check_counts(SOURCE, {"entries of the list": len(entries)}, file)
    known = next((one for one in SOURCE.raw["list"] if one["entries"] == len(entries)), None)
    edition = known["edition"] if known else f"{len(entries)} entries"
    tally.editions.append(f"goods {edition}")
    if not known:
        tally.notes.append(f"{file}: a list of {len(entries)} entries is of no edition known here; read without a date")
    for entry in entries:
        tally.faults += _faults(entry)
        _keep(entry, _statement(entry, edition, known or {}, tally), tally)


def _add_procurement(file: Opened, workbook: Workbook, tally: Tally) -> None:
    """Add the list of the Executive Order, which marks no kinds of labour: every entry is of the kind it is about."""
    table = SOURCE.raw["tables"][file.kind]
    entries = _from_sheet(workbook, file.sheet, table["columns"], NOWHERE, tally)
    tally.faults += check_counts(SOURCE, {"entries of the procurement list": len(entries)}, file.path.name)
    known = table["entries"] == len(entries)
    edition = f"{table['prefix']} {table['edition'] if known else f'{len(entries)} entries'}"
    tally.editions.append(edition)
    for entry in entries:
        tally.faults += _faults(entry)
        mineral = mineral_of(entry.good)
        statement = {
            "row_key": f"{edition}|{entry.country}|{entry.good}",
            "property": "listed_good",
            "mineral": mineral,
            "item": entry.good,
            "place": tally.place_of(entry.country, entry.row),
            "status": "reported",
            "text": table["text"],
            "original": entry.good,
            "locator": entry.where,
            "note": table["note"],
        }
        _keep(entry, statement, tally)


def _keep(entry: Entry, statement: dict[str, Any], tally: Tally) -> None:
    """Add a statement, unless the same edition has the place and good already: that entry is refused, and said."""
    tally.read += 1
    edition = statement["row_key"].partition("|")[0]
    key = (edition, statement["place"] or entry.country, fold(entry.good))
    first = tally.entries.setdefault(key, statement)
    if first is statement:
        tally.statements.append(statement)
        return
    why = f"{entry.where}: repeats {first['locator']}"
    if set(first["text"].split(";")) - {"forced_child"} != set(statement["text"].split(";")) - {"forced_child"}:
        why += f", which says '{first['text']}' where this says '{statement['text']}'"
    tally.refused.append(Refused(tally.read, why))


def _statement(entry: Entry, edition: str, known: dict[str, Any], tally: Tally) -> dict[str, Any]:
    mineral = mineral_of(entry.good)
    kinds = [kind for kind, mark in entry.marks.items() if mark == entry.marked.yes]
    return {
        "row_key": f"goods {edition}|{entry.country}|{entry.good}",
        "property": "listed_good",
        "mineral": mineral,
        "stage": "mine" if mineral and entry.sector in MINING else None,
        "item": entry.good,
        "place": tally.place_of(entry.country, entry.row),
        "from_": known.get("published"),
        "until": known.get("until"),
        "status": "reported",
        "text": ";".join(kinds),
        "original": "; ".join(f"{kind}: {mark or '-'}" for kind, mark in entry.marks.items()),
        "locator": entry.where,
        "note": f"sector: {entry.sector}" if entry.sector else None,
        "recorded": known.get("published"),
    }


def _faults(entry: Entry) -> Iterator[Fault]:
    marked = entry.marked
    if not entry.good:
        yield fault("required_cell", entry.row, column="Good")
    elif len(entry.good) > MOST_LETTERS or not WORD.search(entry.good):
        yield fault("bad_cell", entry.row, column="Good", found=entry.good[:60], allowed=GOOD)
    if marked.sectors and entry.sector not in marked.sectors:
        allowed = ", ".join(marked.sectors)
        yield fault("bad_cell", entry.row, column="Sector", found=entry.sector[:60], allowed=allowed)
    for kind, mark in entry.marks.items():
        if mark not in (marked.yes, marked.no):
            allowed = f"{marked.yes}, {marked.no or '(empty)'}"
            yield fault("bad_cell", entry.row, column=marked.columns[kind], found=mark[:60], allowed=allowed)
