"""Pairs of codes: the statement of each, what is said of a table of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from orepath.errors import Fault, fault
from orepath.evidence.source import Source


@dataclass(frozen=True)
class Pair:
    """A code of one edition of the Harmonized System and one of another that it corresponds to."""

    from_: str
    to: str
    code: str
    target: str
    original: str
    file: str
    row: int
    note: str | None = None

    @property
    def table(self) -> str:
        """The two editions."""
        return f"{self.from_} -> {self.to}"

    @property
    def key(self) -> str:
        """What is unique of a pair."""
        return f"{self.from_}|{self.to}|{self.code}|{self.target}"


def twice(pairs: Sequence[Pair]) -> Iterator[Fault]:
    """The faults of pairs that stand in several rows."""
    first: dict[str, int] = {}
    for pair in pairs:
        if first.setdefault(pair.key, pair.row) != pair.row:
            yield fault("duplicate_key", f"{pair.file}, row {pair.row}", key=pair.key, first=first[pair.key])


def statement(pair: Pair) -> dict[str, Any]:
    """The statement of a pair."""
    return {
        "row_key": pair.key,
        "property": "good_correspondence",
        "item": pair.table,
        "good": pair.code,
        "status": "reported",
        "text": pair.target,
        "original": pair.original,
        "locator": f"{pair.file}, row {pair.row}",
        "note": pair.note,
    }


def said(source: Source, pairs: Sequence[Pair], known: frozenset[str]) -> Iterator[str]:
    """What a person must know of the pairs of one table.

    Parameters
    ----------
    known
        The codes of the target's edition as the file lists them; empty where it does not.
    """
    from_, to, table = pairs[0].from_, pairs[0].to, pairs[0].table
    targets = Counter(pair.code for pair in pairs)
    origins = Counter(pair.target for pair in pairs)
    split = sum(count > 1 for count in targets.values())
    joined = sum(count > 1 for count in origins.values())
    about = {"table": table, "from_": from_, "to": to}
    counts = {"pairs": len(pairs), "codes": len(targets), "targets": len(origins), "split": split, "joined": joined}
    yield source.says("table", **about, **counts)
    if joined and not split:
        yield source.says("undivided", **about)
    if split and not joined:
        yield source.says("unjoined", **about)
    last, last_to = max(targets), max(known or origins)
    if last[:2] != last_to[:2]:
        yield source.says("stops", **about, last=last, last_to=last_to)
    if known - origins.keys():
        yield source.says("unreached", **about, count=len(known - origins.keys()))
