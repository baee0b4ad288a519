"""From the lists' files to statements."""

from __future__ import annotations

import hashlib
from pathlib import Path

from orepath.errors import SourceError, fault
from orepath.evidence.faults import Faults
from orepath.evidence.files import bounded_file, first_bytes
from orepath.evidence.reading import Reading, Sink, check_counts, refuse
from orepath.sources.us_screening_list.consolidated import read_list
from orepath.sources.us_screening_list.consolidated_rows import is_list
from orepath.sources.us_screening_list.joining import join
from orepath.sources.us_screening_list.legacy import LEGACY, File, named, read_file
from orepath.sources.us_screening_list.party import SOURCE, Tally, by_list, excerpt

__all__ = ["SOURCE", "read"]

HEAD = 2048
BATCH = 5_000
READABLE = (".csv", ".tsv", ".txt", ".json")


def read(path: Path, sink: Sink) -> Reading:
    """Read the Consolidated Screening List, OFAC's primary file, or a folder of one edition of either."""
    files, others = _files(path)
    tally = Tally()
    lists = [file for file in files if not _is_headless(file)]
    if len(lists) > 1 or (lists and len(files) > 1):
        first, *more = [*lists, *(file for file in files if file not in lists)]
        raise SourceError([fault("given_twice", file.name, what=SOURCE.id, first=first.name) for file in more])
    if lists:
        read_list(lists[0], sink.columns, tally)
        tally.notes += excerpt("consolidated", len(tally.parties), lists[0].name)
    else:
        _read_legacy(files, sink, tally)
    _check(tally, path.name)
    refuse(tally.faults)
    parties = tally.parties
    starts = range(0, len(parties), BATCH)
    sink.statement_batches([party.statement() for party in parties[at : at + BATCH]] for at in starts)
    if others:
        tally.notes.append(SOURCE.says("left_out", files=", ".join(others)))
    kept = tally.read - len(tally.refused)
    return Reading(_edition(files, tally), None, tally.read, kept, tuple(tally.refused), tuple(tally.notes))


def _read_legacy(files: list[Path], sink: Sink, tally: Tally) -> None:
    read_files: list[File] = []
    faults = Faults()
    for number, file in enumerate(files):
        sink.progress(number, len(files))
        try:
            read_files.append(read_file(file, tally))
        except SourceError as error:
            faults += error.faults
        else:
            sink.found_columns(file.name, LEGACY["columns"][read_files[-1].kind])
    refuse([*faults, *tally.faults])
    join(read_files, tally)


def _check(tally: Tally, where: str) -> None:
    counts: dict[str, float] = {"parties": len(tally.parties)}
    if tally.countries:
        known = tally.countries - tally.unknown.total()
        counts["share of addresses' countries that are places, %"] = round(100 * known / tally.countries, 1)
    tally.faults += check_counts(SOURCE, counts, where)
    tally.notes.insert(0, SOURCE.says("lists", lists=by_list(tally.parties)))
    if tally.unknown:
        names = ", ".join(f"{name} ({count})" for name, count in tally.unknown.most_common(20))
        tally.notes.append(SOURCE.says("places", count=tally.unknown.total(), names=names))


def _files(path: Path) -> tuple[list[Path], list[str]]:
    """The files to read, and the names of the others in a folder."""
    if not path.is_dir():
        return [_bounded(path)], []
    try:
        every = sorted(file for file in path.iterdir() if not file.name.startswith("."))
    except OSError as error:
        raise SourceError(fault("file_unreadable", str(path), reason=error.strerror or error)) from error
    files = [file for file in every if file.is_file() and (named(file) or _is_list(file))]
    if not files:
        raise SourceError(fault("folder_lacks", str(path), missing="sdn.csv, cons_prim.csv, consolidated.csv"))
    for file in files:
        _bounded(file)
    return files, [file.name for file in every if file not in files]


def _bounded(file: Path) -> Path:
    return bounded_file(file, SOURCE.raw["most_bytes_legacy" if named(file) else "most_bytes"])


def _is_headless(file: Path) -> bool:
    """Whether a file is one of those without a header: by its name, or since it begins with a party's number."""
    return named(file) is not None or first_bytes(file, 1).isdigit()


def _is_list(file: Path) -> bool:
    """Whether a file of a folder is the Consolidated Screening List."""
    return file.suffix.casefold() in READABLE and is_list(first_bytes(file, HEAD).decode("utf-8", "replace"))


def _edition(files: list[Path], tally: Tally) -> str:
    """The newest day or number the list speaks of, and a mark of its content: the files name no edition."""
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(f"{file.name}\n".encode() + file.read_bytes())
    days = [party.from_.isoformat() for party in tally.parties if party.from_]
    numbers = [int(party.fields["entity_number"]) for party in tally.parties if party.fields["entity_number"]]
    newest = max(days, default="") or f"to-number-{max(numbers, default=0)}"
    return f"{newest}-{digest.hexdigest()[:8]}"
