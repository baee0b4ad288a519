"""The transcription of exports (JSON)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from orepath.errors import SourceError, fault
from orepath.evidence.candidates.candidate import Candidate
from orepath.evidence.candidates.cells import address, day, one_of, prose, short
from orepath.evidence.candidates.names import minerals_of, places_of
from orepath.evidence.json_file import json_file
from orepath.sources.global_trade_alert.tally import MOST_DIGITS, SOURCE, Found, Tally, digits

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
EVALUATIONS = SOURCE.raw["transcription"]["evaluations"]
MEMBERS = SOURCE.raw["transcription"]["members"]
LISTS = ("minerals", "implementers")


def read_transcription(path: Path, tally: Tally) -> list[Found]:
    """The interventions of a transcription; faults are added to the tally."""
    document = json_file(path, SOURCE.raw["most_bytes"])
    entries = document.get("interventions") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        detail = "no list 'interventions'"
        raise SourceError(fault("wrong_dataset", path.name, dataset=SOURCE.id, detail=detail))
    found = []
    for number, entry in enumerate(entries, start=1):
        where = f"{path.name}, intervention {number}"
        if _sound(entry, where, tally):
            found.append(Found(_candidate(entry, where, tally), where, entry["title"]))
    tally.columns[path.name] = MEMBERS
    return found


def _sound(entry: Any, where: str, tally: Tally) -> bool:  # noqa: ANN401 - anything JSON may hold
    """Whether an entry has the members it should, each of its kind; else a fault says which it lacks."""
    held = set(entry) if isinstance(entry, dict) else set()
    if held != set(MEMBERS):
        missing = ", ".join(sorted(set(MEMBERS) - held)) or "-"
        extra = ", ".join(sorted(held - set(MEMBERS))) or "-"
        tally.faults.append(fault("wrong_columns", where, dataset=SOURCE.id, missing=missing, extra=extra))
        return False
    wrong = [name for name in MEMBERS if not _of_kind(entry[name], name in LISTS)]
    for name in wrong:
        allowed = '["…"]' if name in LISTS else "text"
        tally.faults.append(fault("bad_cell", where, column=name, found=str(entry[name])[:200], allowed=allowed))
    return not wrong


def _of_kind(value: object, several: bool) -> bool:
    if several:
        return isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value)
    return isinstance(value, str)


def _candidate(entry: dict[str, Any], where: str, tally: Tally) -> Candidate:
    faults = tally.faults
    if not entry["implementers"]:
        faults.append(fault("required_cell", where, column="implementers"))
    one_of(EVALUATIONS, entry["evaluation"], where, "evaluation", faults)
    implemented = day(entry["dateISO"], where, "dateISO", faults)
    if implemented and entry["date"] != _written(implemented):
        allowed = _written(implemented)
        faults.append(fault("bad_cell", where, column="date", found=entry["date"][:60], allowed=allowed))
    elif not implemented:
        faults.append(fault("required_cell", where, column="dateISO"))
    link = address(entry["link"], where, "link", faults)
    if link.rpartition("/")[2] != entry["id"].strip():
        allowed = f"https://…/{entry['id'].strip()[:MOST_DIGITS]}"
        faults.append(fault("bad_cell", where, column="link", found=entry["link"][:200], allowed=allowed))
    kind = short(entry["interventionType"], where, "interventionType", faults)
    instrument = SOURCE.raw["instruments"].get(kind)
    return Candidate(
        key=digits(entry["id"], where, "id", faults),
        title=short(entry["title"], where, "title", faults),
        kinds=(kind,),
        instruments=(instrument,) if instrument else (),
        implementers=tuple(entry["implementers"]),
        places=places_of(entry["implementers"], SOURCE.raw["places"], where, faults),
        minerals=minerals_of(entry["minerals"], SOURCE.raw["minerals"], where, faults),
        implemented=implemented,
        link=link,
        description=prose(entry["description"], where, "description", faults),
        more=(("evaluation", entry["evaluation"]), ("group", entry["dealType"])),
    )


def _written(day: str) -> str:
    """A day as the transcription writes it a second time."""
    return f"{MONTHS[int(day[5:7]) - 1]} {day[8:]}, {day[:4]}"
