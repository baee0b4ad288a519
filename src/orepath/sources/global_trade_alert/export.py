"""The publisher's export of interventions (CSV)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orepath.errors import Fault, SourceError, fault
from orepath.evidence.candidates.batch import Batch
from orepath.evidence.candidates.cells import address, day, in_order, short
from orepath.evidence.candidates.names import places_of
from orepath.evidence.candidates.several import Several
from orepath.evidence.candidates.statements import Candidates, candidates
from orepath.evidence.delimited import load, name, workspace
from orepath.sources.global_trade_alert.checks import check_addresses, check_filled, named, required_day, tell, word
from orepath.sources.global_trade_alert.products import USUAL, code
from orepath.sources.global_trade_alert.tally import MOST_CODES, MOST_NAMES, SOURCE, Tally, digits

EXPORT = SOURCE.raw["export"]
DATES = {"announced": "Date Announced", "implemented": "Date Implemented", "removed": "Date Removed"}
DIFFERENT = ("Intervention ID", "Intervention URL", "State Act Title")
"""Columns that differ from row to row."""
CHAPTER, TYPES = re.compile(EXPORT["chapter"]), frozenset(EXPORT["types"])
SECTORS = re.compile(r"(?:[0-9]{1,4}(?:, [0-9]{1,4})*)?")
NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .'’&()-]){2,59}")
"""How a place may be called that has no code today."""
MOST_BYTES = 8_000_000
"""Of interventions taken together: several thousand at hand, of some 1,600 bytes each."""
BATCH = 4_096
"""Interventions read at a time."""


def read_export(path: Path, tally: Tally, scratch: Path) -> Iterator[Candidates]:
    """The interventions of an export, some thousands at a time; faults are added to the tally."""
    columns = EXPORT["columns"]
    chosen = ", ".join(f"coalesce({name(each)}, '') as {name(each)}" for each in columns)
    with workspace(scratch) as connection:
        try:
            load(connection, path, "export", columns, SOURCE.id, scratch=scratch, most_bytes=SOURCE.raw["most_bytes"])
        except SourceError as error:
            tally.faults += error.faults
            return
        rows = connection.sql(f"select rowid + 2 as row, {chosen} from export").to_arrow_reader(BATCH)
        for each in rows:
            for part in _parts(each):
                yield _read(part, path.name, tally)
    tally.columns[path.name] = columns


def _parts(rows: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """Rows in parts of no more bytes than `MOST_BYTES`, or of one row."""
    sizes = sum(pc.binary_length(rows[column]).to_numpy().astype(np.int64) for column in EXPORT["columns"])
    ends = np.flatnonzero(np.diff(np.cumsum(sizes) // MOST_BYTES)) + 1
    begins = 0
    for end in (*ends.tolist(), len(rows)):
        yield rows.slice(begins, end - begins)
        begins = end


def _read(rows: pa.RecordBatch, file: str, tally: Tally) -> Candidates:
    cells = {
        column: rows[column].to_pylist() if column in DIFFERENT else rows[column].dictionary_encode()
        for column in EXPORT["columns"]
    }
    batch = Batch(cells, [f"{file}, row {row}" for row in rows["row"].to_pylist()])
    found = _candidates(batch, tally)
    tally.faults += batch.told()
    return found


def _candidates(batch: Batch, tally: Tally) -> Candidates:
    for column, words in EXPORT["words"].items():
        batch.made(column, word(words))
    for column, number in EXPORT["addresses"].items():
        check_addresses(batch, column, number)
    batch.made("Affected Sectors", _sectors)
    batch.made("Mast Chapter", _chapter)
    dates = {
        field: batch.made(column, required_day if field == "announced" else day) for field, column in DATES.items()
    }
    _check_order(batch, dates)
    kinds = Several.of_values(batch.made("Intervention Type", short))
    tally.types.update(set(kinds.values) - TYPES)
    implementers = _listed(batch, "Implementing Jurisdictions", MOST_NAMES)
    check_filled(batch, "Implementing Jurisdictions", implementers)
    affected = _listed(batch, "Affected Jurisdictions", MOST_NAMES)
    texts = {
        "key": batch.made("Intervention ID", digits),
        "title": batch.made("State Act Title", _title),
        **dates,
        "status": batch.made("Is In Force", lambda said, *_: f"Is In Force: {said}"),
        "link": batch.made("Intervention URL", address),
        **{field: batch.made(column, lambda said, *_: said.strip()) for field, column in EXPORT["more"].items()},
    }
    several = {
        "kinds": kinds,
        "instruments": kinds.mapped(SOURCE.raw["instruments"].get),
        "implementers": implementers,
        "places": named(batch, implementers, places_of, SOURCE.raw["places"]),
        "affected": affected,
        "affected_places": _affected(batch, affected, tally),
        "products": _products(batch, tally),
    }
    return candidates(batch.where, pa.array(batch.texts("State Act Title")), texts, several)


def _listed(batch: Batch, column: str, most: int) -> Several:
    return batch.several(column, Several.of_texts, batch.columns[column], most)


def _sectors(said: str, where: str, column: str, faults: list[Fault]) -> str:
    if not SECTORS.fullmatch(said):
        faults.append(fault("bad_cell", where, column=column, found=said[:200], allowed="342, 374, …"))
    return said


def _chapter(said: str, where: str, column: str, faults: list[Fault]) -> str:
    if not CHAPTER.fullmatch(said.strip()):
        faults.append(fault("bad_cell", where, column=column, found=said[:200], allowed="L: Subsidies …"))
    return said


def _title(said: str, where: str, column: str, faults: list[Fault]) -> str:
    """A title; the name of a type of intervention is none, and stands in the wrong column."""
    found = short(said, where, column, faults)
    if found in TYPES:
        faults.append(fault("bad_cell", where, column=column, found=found, allowed="Chile: …"))
    return found


def _check_order(batch: Batch, dates: dict[str, pa.DictionaryArray]) -> None:
    begins, ends = (dates[each].dictionary_decode() for each in ("implemented", "removed"))
    for row in pc.indices_nonzero(pc.and_(pc.less(ends, begins), pc.greater(ends, ""))).to_pylist():
        faults: list[Fault] = []
        in_order(begins[row].as_py(), ends[row].as_py(), batch.where[row], faults)
        batch.add(row, *faults)


def _affected(batch: Batch, names: Several, tally: Tally) -> Several:
    """The places affected that have a code today; the others are noted, and what cannot be a name is a fault."""
    nowhere = [each for each in names.values if not tally.known_places[each]]
    tally.nowhere.update(nowhere)
    wrong = [each for each in nowhere if not NAME.fullmatch(each)]
    tell(batch, "Affected Jurisdictions", names, wrong, "Chile, Peru, …")
    return names.mapped(tally.known_places.__getitem__)


def _products(batch: Batch, tally: Tally) -> Several:
    column = "Affected Products"
    written = _listed(batch, column, MOST_CODES)
    known = {each: code(each) for each in written.values}
    tell(batch, column, written, [each for each, found in known.items() if not found], "260900, …")
    tally.counts["zeros"] += int(written.held(each for each in known if len(each) % 2).sum())
    codes = written.mapped(known.get)
    tally.counts["codes"] += int(codes.held(each for each in codes.values if len(each) != USUAL).sum())
    tally.counts["repeated"] += codes.repeated
    return codes
