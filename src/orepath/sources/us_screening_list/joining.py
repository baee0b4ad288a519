"""Parties of OFAC's primary files, with what the files beside them say of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from orepath.errors import SourceError, fault
from orepath.sources.us_screening_list.legacy import LEGACY, File, Row
from orepath.sources.us_screening_list.party import SOURCE, Party, Tally, excerpt

WEAK = re.compile(r"\b(?P<kind>[afn])\.k\.a\. '(?P<name>.+?)'(?=[;.]|$)")
"""How a remark gives a name OFAC holds for a weak alias: in quotation marks, while the others stand in a file."""
VESSEL = ("call_sign", "vessel_type", "tonnage", "grt", "vessel_flag", "vessel_owner")


def join(files: Sequence[File], tally: Tally) -> None:
    """Add the parties of all lists.

    Raises
    ------
    SourceError
        Where a kind of file is given twice for a list, or a list has no primary file.
    """
    chosen: dict[tuple[str, str], File] = {}
    faults = []
    for file in files:
        first = chosen.setdefault((file.list_id, file.kind), file)
        if first is not file:
            what = f"{LEGACY['lists'][file.list_id]} {file.kind}"
            faults.append(fault("given_twice", file.name, what=what, first=first.name))
    for list_ in sorted({file.list_id for file in files}):
        if (list_, "primary") not in chosen:
            names = ", ".join(file.name for file in files if file.list_id == list_)
            needed = next(f"{name}.csv" for name, known in LEGACY["named"].items() if known == [list_, "primary"])
            faults.append(fault("us_screening_list_primary", names, needed=needed))
    if faults:
        raise SourceError(faults)
    for list_ in sorted({file.list_id for file in files}):
        _join(chosen[list_, "primary"], {kind: file for (of, kind), file in chosen.items() if of == list_}, tally)


def _join(primary: File, beside: dict[str, File], tally: Tally) -> None:
    parties = {row.party: row for row in primary.rows}
    joined = {kind: _by_party(beside.get(kind), kind, primary, parties, tally) for kind in ("alias", "address")}
    comments = _comments(beside.get("comment"), primary, parties, tally)
    aliases, addresses = joined["alias"], joined["address"]
    for number, row in parties.items():
        remarks = row.cells["remarks"] + comments.get(number, "")
        fields = {
            "entity_number": str(number),
            "list_name": SOURCE.publisher.en,
            "type": LEGACY["types"][row.cells["type"]],
            "title": row.cells["title"],
            "programs": row.cells["programs"].split("] ["),
            "aliases": [*(_alias(each, beside["alias"]) for each in aliases.get(number, ())), *_weak(remarks)],
            "addresses": [_address(each, beside["address"], tally) for each in addresses.get(number, ())],
            "vessel": {name: row.cells[name] for name in VESSEL if row.cells[name]},
            "remarks": remarks,
        }
        list_ = LEGACY["lists"][primary.list_id]
        tally.parties.append(Party(list_, str(number), row.cells["name"], fields, None, None, primary.where(row)))
    tally.notes += excerpt(primary.list_id, len(parties), primary.name)


def _by_party(
    file: File | None, kind: str, primary: File, parties: dict[int, Row], tally: Tally
) -> dict[int, list[Row]]:
    """The rows of a file by their party; those of a party that is not here are refused, and what that means is said."""
    found: dict[int, list[Row]] = {}
    if file is None:
        tally.notes.append(SOURCE.says("alone", kind=kind, primary=primary.name))
        return found
    for row in file.rows:
        if row.party in parties:
            found.setdefault(row.party, []).append(row)
        else:
            tally.refuse(row.line, "no_party", where=file.where(row), number=row.party)
    count = sum(map(len, found.values()))
    tally.notes.append(SOURCE.says("joined", file=file.name, joined=count, count=len(file.rows), primary=primary.name))
    tally.notes += _of_other_day(file, primary, parties)
    return found


def _of_other_day(file: File, primary: File, parties: dict[int, Row]) -> Iterator[str]:
    unknown = {row.party for row in file.rows} - set(parties)
    if unknown:
        shown = {"unknown": len(unknown), "last": max(unknown), "newest": max(parties, default=0)}
        yield SOURCE.says("other_day", file=file.name, primary=primary.name, **shown)


def _comments(file: File | None, primary: File, parties: dict[int, Row], tally: Tally) -> dict[int, str]:
    """The rest of remarks that are cut off; of comments of another day none, since they continue other remarks."""
    if file is None:
        return {}
    other = any(row.party not in parties for row in file.rows)
    found = {}
    for row in file.rows:
        if other:
            tally.refuse(row.line, "other_comments", where=file.where(row), primary=primary.name)
        elif len(parties[row.party].cells["remarks"]) < LEGACY["remark_cut"]:
            tally.refuse(row.line, "not_cut", where=file.where(row), number=row.party)
        else:
            found[row.party] = row.cells["remarks"]
    count = len(file.rows)
    tally.notes.append(SOURCE.says("joined", file=file.name, joined=len(found), count=count, primary=primary.name))
    return found


def _alias(row: Row, file: File) -> dict[str, str]:
    said = {"name": row.cells["alt_name"], "kind": row.cells["alt_type"], "quality": "strong"}
    return said | {"remarks": row.cells["alt_remarks"], "where": file.where(row)}


def _weak(remarks: str) -> Iterator[dict[str, str]]:
    """The weak aliases among the remarks.

    >>> [alias["name"] for alias in _weak("DOB 1951; a.k.a. 'MADE UP'; a.k.a. 'D'ALAND'.")]
    ['MADE UP', "D'ALAND"]
    """
    for match in WEAK.finditer(remarks):
        yield {"name": match["name"], "kind": f"{match['kind']}ka", "quality": "weak"}


def _address(row: Row, file: File, tally: Tally) -> dict[str, Any]:
    parts = [row.cells[name] for name in ("address", "city") if row.cells[name]]
    said = row.cells["country"]
    made = {"address": ", ".join(parts), "remarks": row.cells["add_remarks"], "where": file.where(row)}
    code = tally.country(said) if said else None
    made |= {"country_said": said} if said else {}
    return {key: value for key, value in made.items() if value} | ({"country": code} if code else {})
