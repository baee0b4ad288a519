"""Parties of the Consolidated Screening List."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from orepath.errors import fault
from orepath.sources.us_screening_list.consolidated_rows import FORM, SEVERAL, SINGLE, VESSEL, Row, rows_of
from orepath.sources.us_screening_list.party import NOT_SAID, SOURCE, Party, Tally
from orepath.vocabulary.places import is_country

LIST = re.compile(r".+ \((?P<id>[A-Z][A-Z-]+)(?: List)?\)(?: List)? - .+")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_list(path: Path, columns: dict[str, list[str]], tally: Tally) -> None:
    """Add the parties of a file; `columns` takes the columns found."""
    found = []
    for where, number, row in rows_of(path, columns, tally):
        tally.read += 1
        party = _party(row, where, tally)
        if party is not None:
            found.append((number, party))
    _told_apart(found, tally)


def _party(row: Row, where: str, tally: Tally) -> Party | None:
    before = len(tally.faults)
    row = {key: str(value) if isinstance(value, int) else value for key, value in row.items()}
    for key in ("source", "name"):
        if not row[key]:
            tally.faults.append(fault("required_cell", where, column=key))
    listed = LIST.fullmatch(str(row["source"]))
    allowed = {"type": FORM["types"], "standard_order": FORM["standard_orders"]}
    wrong = {key: ", ".join(each or "-" for each in words) for key, words in allowed.items() if row[key] not in words}
    if row["source"] and not listed:
        wrong["source"] = "Name (SHORT) - Agency"
    if row["entity_number"] and not str(row["entity_number"]).isdecimal():
        wrong["entity_number"] = "1234"
    days = {key: _day(str(row[key])) for key in ("start_date", "end_date")}
    wrong |= {key: "YYYY-MM-DD" for key, day in days.items() if row[key] and day is None}
    tally.faults += [
        fault("bad_cell", where, column=key, found=str(row[key])[:60], allowed=said) for key, said in wrong.items()
    ]
    begins, ends = days["start_date"], days["end_date"]
    if begins and ends and ends < begins:
        tally.faults.append(fault("period_reversed", where, begins=begins, ends=ends))
    if len(tally.faults) > before or listed is None:
        return None
    list_ = listed["id"]
    fields = {
        **{key: row[key] for key in SINGLE if key not in ("source", "name")},
        **{key: _several(row[key]) for key in SEVERAL},
        "id": row.get("_id") or row.get("id") or "",
        "list_name": row["source"],
        "aliases": [{"name": name, "kind": NOT_SAID, "quality": NOT_SAID} for name in _several(row["alt_names"])],
        "addresses": [_address(address, list_, tally) for address in _several(row["addresses"])],
        "vessel": {key: row[key] for key in VESSEL if row[key]},
    }
    key = str(row["entity_number"]) or "|".join((row["name"], row["start_date"], row["federal_register_notice"]))
    return Party(list_, key, row["name"], fields, begins, ends, where)


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said) if DAY.fullmatch(said) else None
    except ValueError:
        return None


def _several(said: Any) -> list[Any]:  # noqa: ANN401 - a cell of texts, or JSON's list
    if isinstance(said, str):
        said = said.split("; ")
    return [part.strip() if isinstance(part, str) else part for part in said if part and part != " "]


def _address(said: Any, list_: str, tally: Tally) -> dict[str, str]:  # noqa: ANN401 - a text, or JSON's object
    """An address as written, with the country it states: its last part, where that can be nothing but one."""
    if isinstance(said, dict):
        parts = [str(part) for part in (said.get(key) for key in ("address", "city", "state", "postal_code")) if part]
        country = str(said.get("country") or "")
        made = {"address": ", ".join(parts)}
        code = tally.country(country) if country else None
        return made | ({"country": code} if code else {"country_said": country} if country else {})
    last = said.rpartition(",")[2].strip()
    rules = SOURCE.raw["addresses"]
    state = list_ in rules["without_country"] and last in rules["states"]
    if not (len(last) == 2 and last.isupper() and is_country(last)) or state:
        return {"address": said}
    tally.countries += 1
    return {"address": said, "country": last}


def _told_apart(found: list[tuple[int, Party]], tally: Tally) -> None:
    """The parties, each with a key of its own; one that says again what another says is refused."""
    often = Counter((party.list_id, party.key) for _, party in found)
    first: dict[tuple[str, str], tuple[int, Party, str]] = {}
    apart = 0
    for number, party in found:
        said = json.dumps({**party.fields, "name": party.name, "id": ""}, sort_keys=True)
        if often[party.list_id, party.key] > 1 and not party.fields["entity_number"]:
            apart += 1
            party = replace(party, key=f"{party.key}|{sha256(said.encode()).hexdigest()[:8]}")
        earlier, before, then = first.setdefault((party.list_id, party.key), (number, party, said))
        if before is party:
            tally.parties.append(party)
        elif then == said:
            tally.refuse(number, "repeats", where=party.where, first=before.where)
        else:
            tally.faults.append(fault("duplicate_key", party.where, key=party.key, first=earlier))
    if apart:
        tally.notes.append(SOURCE.says("same_key", count=apart))
