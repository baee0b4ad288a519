"""From the tracker's policies to candidates."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path

from orepath.errors import Fault, fault
from orepath.evidence.candidates.candidate import Candidate
from orepath.evidence.candidates.cells import address, day, in_order, one_of, prose, short, year
from orepath.evidence.candidates.names import places_of
from orepath.evidence.faults import Faults
from orepath.evidence.files import bounded_file
from orepath.evidence.json_file import is_json
from orepath.evidence.reading import Reading, Sink, check_counts, refuse
from orepath.sources.iea_policy_tracker.rows import SOURCE, Row, of_extract, of_table
from orepath.vocabulary.terms import fold

__all__ = ["SOURCE", "read"]

DAY_FIRST = re.compile(r"([0-9]{2})-([0-9]{2})-([0-9]{4})")


def read(path: Path, sink: Sink) -> Reading:
    """Read the tracker's table of policies (CSV), or an extract of it (JSON).

    Raises
    ------
    SourceError
        With every fault found.
    """
    faults = Faults()
    extract = is_json(bounded_file(path, SOURCE.raw["most_bytes"]))
    rows = of_extract(path, faults) if extract else of_table(path, faults)
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    statements = []
    for row in rows:
        candidate = _candidate(row, counts, faults)
        if first.setdefault(candidate.key, row.where) != row.where:
            before = first[candidate.key].rpartition(" ")[2]
            key = f"{candidate.key}: {candidate.title}"
            faults.append(fault("duplicate_key", row.where, key=key, first=before))
        statements.append(candidate.statement(row.where, row.cells["title"], row.modified))
    refuse(faults)
    part = "extract" if extract else "table"
    refuse(check_counts(SOURCE, {f"policies of the {part}": len(rows)}, path.name))
    sink.found_columns(path.name, SOURCE.raw[part]["members" if extract else "columns"])
    sink.statements(statements)
    sink.progress(1, 1)
    modified = max((row.modified for row in rows if row.modified), default=None)
    edition = modified.isoformat() if modified else f"extract of {len(rows)} policies"
    notes = [SOURCE.says("index")]
    notes += [SOURCE.says(key, count=counts[key]) for key in ("days", "apart", "without_link", "cut") if counts[key]]
    return Reading(edition, modified, len(rows), len(statements), (), tuple(notes))


def _candidate(row: Row, counts: Counter[str], faults: list[Fault]) -> Candidate:
    cells, where = row.cells, row.where
    title = short(cells["title"], where, "title", faults)
    began = year(cells["year"], where, "year", faults)
    if not cells["year"].strip():
        faults.append(fault("required_cell", where, column="year"))
    dates = {"announced": _promulgated(cells["datePromulgated"], where, counts, faults), "implemented": ""}
    counts["apart"] += bool(dates["announced"]) and dates["announced"][:4] != began
    role = SOURCE.raw["statuses"].get(cells["status"])
    if role is None:
        allowed = ", ".join(SOURCE.raw["statuses"])
        faults.append(fault("bad_cell", where, column="status", found=cells["status"][:200], allowed=allowed))
    else:
        dates[role] = dates[role] or began
    removed = year(cells["yearEnded"], where, "yearEnded", faults)
    in_order(dates["implemented"], removed, where, faults)
    one_of(SOURCE.raw["words"]["jurisdiction"], cells["jurisdiction"], where, "jurisdiction", faults)
    kinds_in, link_in = (row.called.get(column, column) for column in ("policyType", "learnMore"))
    for column, values in (("countries", row.countries), (kinds_in, row.kinds)):
        if not values:
            faults.append(fault("required_cell", where, column=column))
    for kind in row.kinds:
        short(kind, where, kinds_in, faults)
    places = places_of(row.countries, SOURCE.raw["places"], where, faults)
    link = address(cells["learnMore"], where, link_in, faults)
    counts["without_link"] += not link
    counts["cut"] += cells["description"].rstrip().endswith("…")
    named = {SOURCE.raw["instruments"].get(" / ".join(kind.split(" / ")[:2])) for kind in row.kinds}
    more = {"jurisdiction": cells["jurisdiction"], "year": began, "states": ", ".join(row.states)}
    return Candidate(
        key=_key(began, places, title),
        title=title,
        kinds=row.kinds,
        instruments=tuple(sorted(each for each in named if each)),
        implementers=row.countries,
        places=places,
        announced=dates["announced"],
        implemented=dates["implemented"],
        removed=removed,
        status=cells["status"],
        link=link,
        description=prose(cells["description"], where, "description", faults),
        more=tuple((name, said) for name, said in more.items() if said),
    )


def _promulgated(said: str, where: str, counts: Counter[str], faults: list[Fault]) -> str:
    """When a policy was promulgated: a day, in either of the ways it is written, or a year."""
    found, wrong = said.strip(), list[Fault]()
    if turned := DAY_FIRST.fullmatch(found):
        found = "-".join(reversed(turned.groups()))
        counts["days"] += 1
    made = (year if len(found) == 4 else day)(found, where, "datePromulgated", wrong)
    if wrong:
        allowed = "YYYY-MM-DD, DD-MM-YYYY, YYYY"
        faults.append(fault("bad_cell", where, column="datePromulgated", found=said[:200], allowed=allowed))
    return made


def _key(began: str, places: tuple[str, ...], title: str) -> str:
    """The key of a policy, which the tracker gives none: its year, its place, and a mark of places and title."""
    mark = hashlib.sha256("|".join([*sorted(places), fold(title)]).encode()).hexdigest()[:8]
    return f"{began}-{places[0] if len(places) == 1 else 'several'}-{mark}"
