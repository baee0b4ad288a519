"""Ratifications, from the app's country profiles and from the workbook, as records of the register of ratifications."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from xml.etree.ElementTree import Element

from orepath.errors import fault
from orepath.evidence.reading import Refused, check_counts
from orepath.evidence.workbook.opening import Workbook
from orepath.sources.us_dol_labour.kinds import SOURCE, Opened
from orepath.sources.us_dol_labour.tally import Tally
from orepath.sources.us_dol_labour.workbook import sheet_rows
from orepath.sources.us_dol_labour.xml_tree import line, said

OPENING = re.compile(r"In (20[0-9]{2})\b")


def add(file: Opened, tally: Tally) -> None:
    """Add the ratifications of a file; a workbook may have none."""
    if isinstance(file.content, Element):
        _from_xml(file.content, file.path.name, tally)
    elif SOURCE.raw["sheets"]["ratifications"]["name"] in file.content.sheets:
        _from_workbook(file.content, tally)


def _from_xml(root: Element, file: str, tally: Tally) -> None:
    """Add the ratifications of the country profiles; the year of the report is the one most of them open with."""
    profiles = root.findall("Country")
    matches = (OPENING.match(said(profile, "Description")) for profile in profiles)
    opened = [match[1] for match in matches if match]
    year, count = Counter(opened).most_common(1)[0] if opened else ("", 0)
    if 2 * count < len(profiles):
        year = ""
        tally.notes.append(f"{file}: no year that most profiles open with; read without a period")
    before, others = len(tally.statements), 0
    for profile in profiles:
        name = said(profile, "Name")
        flags = {str(flag.tag): flag for flag in profile.findall("Conventions/*")}
        tally.read += max(len(flags), 1)
        if not flags:
            tally.refused.append(
                Refused(int(line(profile)), f"{file}: profile of {name} says nothing of ratifications")
            )
        others += len(set(flags) - set(SOURCE.raw["conventions"]))
        for tag, convention in SOURCE.raw["conventions"].items():
            if tag in flags:
                where = f"{file}, row {line(flags[tag])}"
                _add(name, convention, " ".join((flags[tag].text or "").split()), year, where, tally)
    _close(file, year, before, others, tally)


def _from_workbook(workbook: Workbook, tally: Tally) -> None:
    """Add the ratifications of the workbook, each with the year of its row."""
    sheet, file = SOURCE.raw["sheets"]["ratifications"], workbook.path.name
    before, years, others = len(tally.statements), set(), 0
    for number, row in sheet_rows(workbook, sheet["name"], sheet["columns"], tally):
        tally.read += 1
        convention = SOURCE.raw["conventions"].get(row["Convention"])
        where = f"{file}, sheet {sheet['name']}, cell E{number}"
        if not re.fullmatch("20[0-9]{2}", row["Year"]):
            at = f"{file}, sheet {sheet['name']}, row {number}"
            tally.faults.append(fault("bad_cell", at, column="Year", found=row["Year"], allowed="YYYY"))
        elif convention:
            years.add(row["Year"])
            _add(row["Country"], convention, row["Ratification"], row["Year"], where, tally)
        else:
            others += 1
    _close(file, max(years, default=""), before, others, tally)


def _close(file: str, year: str, before: int, others: int, tally: Tally) -> None:
    tally.notes.append(f"{file}: {others} entries on instruments other than fundamental labour conventions; left out")
    tally.editions.append(f"findings {year or 'undated'}")
    tally.faults += check_counts(SOURCE, {"ratifications": len(tally.statements) - before}, file)


def _add(country: str, convention: str, mark: str, year: str, where: str, tally: Tally) -> None:
    known = SOURCE.raw["ratified"].get(mark)
    place = tally.place_of(country, where)
    if known is None:
        allowed = ", ".join(SOURCE.raw["ratified"])
        tally.faults.append(fault("bad_cell", where, column="Ratification", found=mark, allowed=allowed))
        return
    published = SOURCE.raw["findings"].get(year)
    fields = {
        "ratification_id": f"{place}-{convention}",
        "place": place,
        "convention": convention,
        "status": known["status"],
        "how_sure": "F",
        "source": f"{SOURCE.raw['report']}{f' {year}' if year else ''}, {where}",
        **({"recorded": published.isoformat()} if published else {}),
    }
    begins, ends = _period(known["status"], year)
    tally.statements.append(
        {
            "row_key": f"findings {year}|{country}|{convention}",
            "property": "ratification",
            "place": place,
            "from_": begins,
            "until": ends,
            "status": "reported",
            "text": known["text"],
            "fields": json.dumps(fields, ensure_ascii=False, sort_keys=True),
            "original": mark,
            "locator": where,
            "recorded": published,
        }
    )


def _period(status: str, year: str) -> tuple[date | None, date | None]:
    """What a yearly report bears out: a ratification from the end of its year on, any other status in its year."""
    if not year:
        return None, None
    begins, ends = date(int(year), 1, 1), date(int(year) + 1, 1, 1)
    return (ends, None) if status == "ratified" else (begins, ends)
