"""Policies of the tracker as rows of one shape, from the table and from the extract."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from orepath.errors import Fault, SourceError, fault
from orepath.evidence.candidates.cells import one_of
from orepath.evidence.csv_rows import table_rows
from orepath.evidence.files import bounded_file
from orepath.evidence.json_file import called, json_file, json_text
from orepath.evidence.reading import text_of
from orepath.evidence.source import source

SOURCE = source("orepath.sources.iea_policy_tracker")
LANGUAGE = re.compile(r"[^\W\d_]{0,40}")
TEXTS = re.compile(r'\[(?:"[^"]{1,200}"(?:, ?"[^"]{1,200}")*)?\]')
"""A list of texts as JSON writes it."""
FIRST, LAST = date(2000, 1, 1), date(2100, 1, 1)
"""Days between which an entry can have been modified."""


@dataclass(frozen=True)
class Row:
    """A policy as written, its lists unfolded.

    Parameters
    ----------
    modified
        The day on which the tracker last changed the entry; None where the file does not say.
    called
        What the file calls columns by another name.
    """

    where: str
    cells: dict[str, str]
    countries: tuple[str, ...]
    kinds: tuple[str, ...]
    states: tuple[str, ...] = ()
    modified: date | None = None
    called: Mapping[str, str] = field(default_factory=dict)


def of_table(path: Path, faults: list[Fault]) -> list[Row]:
    """The policies of the table (CSV)."""
    content = text_of(bounded_file(path, SOURCE.raw["most_bytes"]), "utf-8")
    if not content.endswith("\n"):
        faults.append(fault("file_truncated", path.name, detail="the last line has no end"))
    rows = []
    for line, cells in table_rows(content, path.name, SOURCE.raw["table"]["columns"], SOURCE.id, faults):
        where = f"{path.name}, row {line}"
        countries = [said for entry in _objects(cells, "countries", where, faults) for said in _texts(entry, ["name"])]
        kinds = [_kind(entry) for entry in _objects(cells, "policyType", where, faults)]
        states = [said for entry in _objects(cells, "states", where, faults) for said in _texts(entry, ["name"])]
        modified = _modified(cells["dateModified"], where, faults)
        _check_unread(cells, where, faults)
        rows.append(Row(where, cells, tuple(countries), tuple(kinds), tuple(states), modified))
    return rows


def of_extract(path: Path, faults: list[Fault]) -> list[Row]:
    """The policies of the extract (JSON)."""
    found = json_file(path, SOURCE.raw["most_bytes"])
    members = set(SOURCE.raw["extract"]["members"])
    if not isinstance(found, list) or not found or not isinstance(found[0], dict) or not members <= found[0].keys():
        detail = "no list of policies"
        raise SourceError(fault("wrong_dataset", path.name, dataset=SOURCE.id, detail=detail))
    rows = []
    for number, entry in enumerate(found, start=1):
        where = f"{path.name}, policy {number}"
        if not isinstance(entry, dict) or entry.keys() != members:
            shown = sorted(entry) if isinstance(entry, dict) else [called(entry)]
            missing, extra = sorted(members - set(shown)), sorted(set(shown) - members)
            values = {"missing": ", ".join(missing) or "-", "extra": ", ".join(extra) or "-"}
            faults.append(fault("wrong_columns", where, dataset=SOURCE.id, **values))
            continue
        cells = {key: value for key, value in entry.items() if isinstance(value, str)}
        lists = {key: value for key, value in entry.items() if isinstance(value, list)}
        wrong = members - cells.keys() - lists.keys() | (lists.keys() ^ LISTS.keys())
        named = [said for said in lists.get("countries", ()) if isinstance(said, str)]
        types = [said for said in lists.get("policyTypes", ()) if _named(said, KIND)]
        wrong |= {"countries"} if len(named) != len(lists.get("countries", ())) else set()
        wrong |= {"policyTypes"} if len(types) != len(lists.get("policyTypes", ())) else set()
        if wrong:
            faults.extend(_wrong(name, entry[name], where, LISTS.get(name, "text")) for name in sorted(wrong))
            continue
        filled = cells["datePromulgated"] == cells["year"]  # the extract writes the year where the tracker has no date
        renamed = {**cells, "learnMore": cells["link"], "yearEnded": ""} | ({"datePromulgated": ""} if filled else {})
        rows.append(Row(where, renamed, tuple(named), tuple(map(_kind, types)), called=CALLED))
    return rows


KIND = ["family", "name"]
FAMILIES = SOURCE.raw["words"]["families"]
KINDS_ALLOWED = f'[{{"family": "{" / ".join(FAMILIES)}", "name": "…"}}, …]'
LISTS = {"countries": '["…"]', "policyTypes": KINDS_ALLOWED}
"""Members of the extract that are lists, and of what."""
CALLED = {"learnMore": "link", "policyType": "policyTypes"}


def _objects(cells: dict[str, str], column: str, where: str, faults: list[Fault]) -> Iterator[dict[str, Any]]:
    """The objects of a cell that holds a list of them; each has its names as text."""
    needed = KIND if column == "policyType" else ["name"]
    try:
        found = json_text(cells[column])
    except ValueError:
        found = None
    if not isinstance(found, list) or not all(_named(one, needed) for one in found):
        allowed = KINDS_ALLOWED if needed == KIND else '[{"name": "…"}, …]'
        faults.append(_wrong(column, cells[column], where, allowed))
        return
    yield from found


def _check_unread(cells: dict[str, str], where: str, faults: list[Fault]) -> None:
    """Add the faults of cells of which nothing is kept: what stands there may belong in another column."""
    one_of(SOURCE.raw["words"]["source"], cells["source"], where, "source", faults)
    if not LANGUAGE.fullmatch(cells["learnMoreLanguage"]):
        faults.append(_wrong("learnMoreLanguage", cells["learnMoreLanguage"], where, "English, Japanese, …"))
    for column in ("technologies", "tags"):
        if not TEXTS.fullmatch(cells[column]):
            faults.append(_wrong(column, cells[column], where, '["…"]'))


def _named(entry: object, keys: list[str]) -> bool:
    """Whether something is an object with some names, a kind of policy among them with a family that is one."""
    return isinstance(entry, dict) and bool(_texts(entry, keys)) and (keys != KIND or entry["family"] in FAMILIES)


def _texts(entry: dict[str, Any], keys: list[str]) -> list[str]:
    """The texts of some members of an object; none where one of them is no text or empty."""
    found = [said.strip() for key in keys if isinstance(said := entry.get(key), str)]
    return found if len(found) == len(keys) and all(found) else []


def _kind(entry: dict[str, Any]) -> str:
    category = entry.get("category")
    return " / ".join([*_texts(entry, KIND), *([category.strip()] if isinstance(category, str) else [])])


def _wrong(column: str, found: object, where: str, allowed: str) -> Fault:
    return fault("bad_cell", where, column=column, found=called(found), allowed=allowed)


def _modified(said: str, where: str, faults: list[Fault]) -> date | None:
    """The day of a number of milliseconds since 1970."""
    if said.isascii() and said.isdigit() and len(said) <= 13:
        day = datetime.fromtimestamp(int(said) / 1000, UTC).date()
        if FIRST <= day < LAST:
            return day
    faults.append(fault("bad_cell", where, column="dateModified", found=said[:60], allowed="1751328000000"))
    return None
