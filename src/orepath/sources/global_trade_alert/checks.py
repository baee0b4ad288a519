"""What both forms check of a column, or of two together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from orepath.errors import Fault, fault
from orepath.evidence.candidates.batch import MOST_FAULTS, Batch, Check
from orepath.evidence.candidates.cells import day, one_of
from orepath.evidence.candidates.several import Several
from orepath.sources.global_trade_alert.tally import MOST_DIGITS

MOST_SHOWN = 5
"""Values of one cell that a message shows."""
Find = Callable[[Iterable[str], Mapping[str, str], str, list[Fault]], tuple[str, ...]]
"""What gives the ids of names: from them, the publisher's own spellings, where they stand, and the faults to add to."""


def word(words: Sequence[str]) -> Check:
    """The check of a column that holds one of few words."""

    def check(said: str, where: str, column: str, faults: list[Fault]) -> str:
        return one_of(words, said, where, column, faults)

    return check


def required_day(said: str, where: str, column: str, faults: list[Fault]) -> str:
    """A day; none is a fault."""
    if not said.strip():
        faults.append(fault("required_cell", where, column=column))
    return day(said, where, column, faults)


def check_addresses(batch: Batch, column: str, number: str) -> None:
    """Add a fault where an address does not end in the number of what it is about: one of the two is of another row."""
    for row, (found, said) in enumerate(zip(batch.texts(column), batch.texts(number), strict=True)):
        if said.strip().isdigit() and not found.endswith(f"/{said.strip()}"):  # what is no number is told by itself
            allowed = f"https://…/{said.strip()[:MOST_DIGITS]}"
            batch.add(row, fault("bad_cell", batch.where[row], column=column, found=found[:200], allowed=allowed))


def check_filled(batch: Batch, column: str, several: Several) -> None:
    """Add a fault where a column of several values has none."""
    for row in several.empty()[:MOST_FAULTS]:
        batch.add(row, fault("required_cell", batch.where[row], column=column))


def named(batch: Batch, names: Several, find: Find, own: Mapping[str, str]) -> Several:
    """The ids of names; one that is of nothing is a fault."""
    known: dict[str, str | None] = {}
    unknown: list[str] = []
    for name in names.values:
        found = find([name], own, "", []) if len(unknown) < MOST_FAULTS else ()
        known[name] = found[0] if found else None
        if not found:
            unknown.append(name)
    for row in rows_with(names, unknown):
        faults: list[Fault] = []
        find([name for name in names.row(row) if not known[name]][:MOST_SHOWN], own, batch.where[row], faults)
        batch.add(row, *faults)
    return names.mapped(known.get)


def tell(batch: Batch, column: str, several: Several, wrong: Collection[str], allowed: str) -> None:
    """Add a fault of each row that holds values that are wrong."""
    wrong = set(wrong)
    for row in rows_with(several, wrong):
        found = ", ".join([each for each in several.row(row) if each in wrong][:MOST_SHOWN])[:200]
        batch.add(row, fault("bad_cell", batch.where[row], column=column, found=found, allowed=allowed))


def rows_with(several: Several, values: Collection[str]) -> list[int]:
    """The first rows that hold any of some values."""
    found: list[int] = several.held(values).nonzero()[0][:MOST_FAULTS].tolist() if values else []
    return found
