"""Interventions that stand in several files, each taken once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import repeat

import pyarrow as pa

from orepath.errors import fault
from orepath.evidence.candidates.statements import Candidates
from orepath.evidence.reading import Refused
from orepath.sources.global_trade_alert.tally import SOURCE, Tally


@dataclass
class Exported:
    """The interventions of exports so far.

    Parameters
    ----------
    several
        Whether there are several exports, so that their words must be compared.
    first
        Where each intervention was met first, and a mark of its words there.
    """

    tally: Tally
    several: bool
    first: dict[str, tuple[str, int]] = field(default_factory=dict)
    number: int = 0

    def new(self, found: Candidates) -> Candidates:
        """Those that were not met before; one met before in other words, or in the same file, is a fault."""
        keys: list[str] = found.every_key()
        self.tally.read += len(keys)
        places = zip(found.where, self._words(found))  # noqa: B905 - words may have no end
        if len(set(keys)) == len(keys) and self.first.keys().isdisjoint(keys):
            self.first.update(zip(keys, places, strict=True))
            self.number += len(keys)
            return found
        rows = [row for row, (key, place) in enumerate(zip(keys, places, strict=True)) if self._is_new(row, key, place)]
        self.number += len(keys)
        return found.at(rows)

    def _is_new(self, row: int, key: str, place: tuple[str, int]) -> bool:
        where, words = place
        first, before = self.first.setdefault(key, place)
        if not key or first == where:
            return bool(key)
        if words == before and _file(first) != _file(where):
            self.tally.refused.append(Refused(self.number + row + 1, SOURCE.says("repeats", where=where, first=first)))
        else:
            self.tally.faults.append(fault("gta_repeated", where, key=key, first=first))
        return False

    def _words(self, found: Candidates) -> Iterable[int]:
        if not self.several:
            return repeat(0)
        fields = (cells.to_pylist() for cells in (found.texts | found.several).values())
        return map(hash, zip(*fields, strict=True))


class Transcribed:
    """The interventions of transcriptions that no export had so far."""

    def __init__(self, found: Candidates, tally: Tally) -> None:
        """Take them in; one that is there twice is a fault."""
        self.found, self.tally = found, tally
        self.rows: dict[str, int] = {}
        tally.read += len(found.where)
        for row, key in enumerate(found.every_key()):
            if key and self.rows.setdefault(key, row) != row:
                first = found.where[self.rows[key]]
                tally.faults.append(fault("gta_repeated", found.where[row], key=key, first=first))

    def joined(self, own: Candidates) -> Candidates:
        """Interventions of an export with the minerals and description of the transcription, where it has them."""
        rows = [self.rows.pop(key, None) for key in own.every_key()]
        if not any(row is not None for row in rows):
            return own
        said, places = self.found, pa.array(rows, pa.int64())
        self._count(own, rows)
        where = [one if row is None else f"{one}; {said.where[row]}" for one, row in zip(own.where, rows, strict=True)]
        texts = {**own.texts, "description": said.texts["description"].take(places)}
        several = {**own.several, "minerals": said.several["minerals"].take(places)}
        only = {**own.only, "minerals": said.only["minerals"].take(places)}
        return replace(own, where=where, texts=texts, several=several, only=only)

    def left(self) -> Candidates:
        """Those that no export has."""
        return self.found if len(self.rows) == len(self.found.where) else self.found.at(list(self.rows.values()))

    def _count(self, own: Candidates, rows: list[int | None]) -> None:
        """Count the interventions of both, and of these those that the transcription tells otherwise."""
        both = [row for row in rows if row is not None]
        ours = _told(own.at([place for place, row in enumerate(rows) if row is not None]))
        theirs = _told(self.found.at(both))
        self.tally.counts["joined"] += len(both)
        self.tally.counts["apart"] += sum(one != other for one, other in zip(ours, theirs, strict=True))


def _told(found: Candidates) -> list[tuple[str, ...]]:
    """What both forms tell: title, kind, places, and the day of implementation or else of announcement."""
    texts = {name: cells.to_pylist() for name, cells in found.texts.items()}
    begun = zip(texts["implemented"], texts.get("announced", texts["implemented"]), strict=True)
    days = [implemented or announced for implemented, announced in begun]
    several = [found.several[name].to_pylist() for name in ("kinds", "places")]
    return list(zip(texts["title"], *several, days, strict=True))


def _file(where: str) -> str:
    return where.rpartition(",")[0]
