"""The list of goods, from the app's XML and from the workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from python_calamine import CalamineWorkbook

from orepath.errors import Fault, fault
from orepath.evidence.reading import Refused, check_counts
from orepath.sources.us_dol_labour.kinds import SOURCE
from orepath.sources.us_dol_labour.tally import Tally, mineral_of
from orepath.sources.us_dol_labour.workbook import sheet_rows
from orepath.sources.us_dol_labour.xml_tree import line, said

MARKS = {"Yes": True, "No": False, "1": True, "": False}
XML_MARKS = {"child": "Child_Labor", "forced": "Forced_Labor", "forced_child": "Forced_Child_Labor"}
SHEET_MARKS = {"child": "Child Labor", "forced": "Forced Labor", "forced_child": "CL & FL"}
MINING = {"Mining", "mine"}


@dataclass(frozen=True)
class Entry:
    """One place and good of the list, as written."""

    good: str
    sector: str
    country: str
    marks: dict[str, str]
    where: str


def from_xml(root: Element, file: str, tally: Tally) -> None:
    """Add the list of an XML file."""
    entries = []
    for good in root.findall("Good"):
        name = said(good, "Good_Name")
        countries = good.findall("Countries/Country")
        if not countries:
            tally.read += 1
            tally.refused.append(Refused(int(line(good)), f"{file}: good '{name}' names no place"))
        for country in countries:
            marks = {kind: said(country, tag) for kind, tag in XML_MARKS.items()}
            where = f"{file}, row {line(country)}"
            entries.append(Entry(name, said(good, "Good_Sector"), said(country, "Country_Name"), marks, where))
    _add(entries, file, tally)


def from_workbook(workbook: CalamineWorkbook, file: str, tally: Tally) -> None:
    """Add the list of the workbook."""
    sheet = SOURCE.raw["sheets"]["goods"]
    entries = []
    for number, row in sheet_rows(workbook, file, sheet["name"], sheet["columns"], tally.faults):
        marks = {kind: row[column] for kind, column in SHEET_MARKS.items()}
        where = f"{file}, sheet {sheet['name']}, cell B{number}"
        entries.append(Entry(row["Good"], row["Sector"], row["Country"], marks, where))
    _add(entries, file, tally)


def _add(entries: list[Entry], file: str, tally: Tally) -> None:
    tally.faults += check_counts(SOURCE, {"entries of the list": len(entries)}, file)
    known = next((one for one in SOURCE.raw["list"] if one["entries"] == len(entries)), None)
    edition = known["edition"] if known else f"{len(entries)} entries"
    tally.editions.append(f"goods {edition}")
    if not known:
        tally.notes.append(f"{file}: a list of {len(entries)} entries is of no edition known here; read without a date")
    first: dict[str, str] = {}
    for entry in entries:
        tally.read += 1
        statement = _statement(entry, edition, known or {}, tally)
        key = statement["row_key"]
        if first.setdefault(key, entry.where) != entry.where:
            tally.refused.append(Refused(tally.read, f"{entry.where}: repeats {first[key]}"))
        else:
            tally.statements.append(statement)


def _statement(entry: Entry, edition: str, known: dict[str, Any], tally: Tally) -> dict[str, Any]:
    tally.faults += _faults(entry)
    mineral = mineral_of(entry.good)
    kinds = [kind for kind, mark in entry.marks.items() if MARKS.get(mark)]
    return {
        "row_key": f"goods {edition}|{entry.country}|{entry.good}",
        "property": "listed_good",
        "mineral": mineral,
        "stage": "mine" if mineral and entry.sector in MINING else None,
        "item": entry.good,
        "place": tally.place_of(entry.country, entry.where),
        "from_": known.get("published"),
        "until": known.get("until"),
        "status": "reported",
        "text": ";".join(kinds),
        "original": "; ".join(f"{kind}: {mark or '-'}" for kind, mark in entry.marks.items()),
        "locator": entry.where,
        "note": f"sector: {entry.sector}",
        "recorded": known.get("published"),
    }


def _faults(entry: Entry) -> Iterator[Fault]:
    if not entry.good:
        yield fault("required_cell", entry.where, column="Good")
    for kind, mark in entry.marks.items():
        if mark not in MARKS:
            yield fault("bad_cell", entry.where, column=kind, found=mark, allowed="Yes, No; 1, -")
