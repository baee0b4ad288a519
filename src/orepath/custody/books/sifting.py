"""Which events count: each once, none that was declared in error, and what is disputed only where it takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from orepath.custody.books.columns import MADE, Columns, Flags, Integers
from orepath.custody.books.violation import Violation, say
from orepath.custody.event import identifier

HASHED = "ni:///sha-256;"
"""What an identifier begins with that was made from the content of its event (RFC 6920)."""


@dataclass(frozen=True)
class Sifted:
    """The events that count, in the order of time and then of their digests, which no file's order changes.

    Parameters
    ----------
    disputed
        Whether an event shares its identifier with one of other content: it adds nothing and proves nothing.
    retracted
        Lots that an event in error was to have made: they do not come from outside the record, (lots,).
    in_error
        The identifiers of events that were declared in error and are left out, each with the reason.
    repeated
        How many events were left out because another file, or place, has the same.
    """

    columns: Columns
    disputed: Flags
    retracted: Flags
    in_error: tuple[tuple[str, str], ...]
    repeated: int
    violations: tuple[Violation, ...]


def sift(columns: Columns) -> Sifted:
    """Leave out repeated events and those declared in error, and mark what is disputed."""
    in_error: dict[bytes, str] = {}
    for number, correction in columns.corrections.items():  # of several declarations the first in the alphabet
        digest = bytes(columns.digest[number])
        in_error[digest] = min(in_error.get(digest, correction.reason), correction.reason)
    wrong = _those(columns, in_error)
    kept = _once(columns, np.flatnonzero(~wrong))
    chosen = chosen_events(columns, kept)
    violations = _mismatches(columns, ~wrong)
    disputed = np.zeros(chosen.events, dtype=bool)
    conflicts = _conflicts(columns, ~wrong)
    if conflicts:
        place = {digest.tobytes(): number for number, digest in enumerate(chosen.digest)}
    for given, numbers in conflicts:
        disputed[[place[digest] for digest in map(bytes, columns.digest[numbers]) if digest in place]] = True
        violations.append(
            Violation(
                "identifier_conflict",
                tuple(event_id(columns, each) for each in numbers),
                say("identifier_conflict", given=given, count=len(numbers)),
                tuple(columns.where[each] for each in numbers),
            )
        )
    errors = tuple(sorted((identifier(digest), reason) for digest, reason in in_error.items()))
    repeated = columns.events - len(kept) - int(wrong.sum())
    retracted = np.zeros(len(columns.lots), dtype=bool)
    retracted[columns.lot[wrong[columns.event] & (columns.role == MADE)]] = True
    return Sifted(chosen, disputed, retracted, errors, repeated, tuple(violations))


def _those(columns: Columns, digests: Container[bytes]) -> Flags:
    """The events of some digests."""
    if not columns.corrections:
        return np.zeros(columns.events, dtype=bool)
    return np.fromiter((digest.tobytes() in digests for digest in columns.digest), bool, columns.events)


def event_id(columns: Columns, number: int) -> str:
    """The hash identifier of an event by its number."""
    return identifier(columns.digest[number].tobytes())


def _once(columns: Columns, among: Integers) -> Integers:
    """Some events, each digest once, by time and digest: the same whatever the order of files and of events in them.

    Of one event that stands in several places the earliest counts, then the first by where it stands.
    """
    words = columns.digest[among].view(">u8").reshape(-1, 4)
    by_digest = np.lexsort((columns.at[among], words[:, 3], words[:, 2], words[:, 1], words[:, 0]))
    same = (words[by_digest][1:] == words[by_digest][:-1]).all(axis=1)
    start = np.flatnonzero(np.r_[True, ~same][: len(by_digest)])
    first = by_digest[start]
    for run in np.flatnonzero(np.diff(np.r_[start, len(by_digest)]) > 1):
        its = by_digest[start[run] : start[run + 1] if run + 1 < len(start) else None]
        first[run] = min(its.tolist(), key=lambda each: (columns.at[among[each]], columns.where[int(among[each])]))
    order = np.lexsort((*(words[first, word] for word in (3, 2, 1, 0)), columns.at[among[first]]))
    return among[first[order]].astype(np.int64)


def chosen_events(columns: Columns, kept: Integers) -> Columns:
    """The events of some numbers, in that order, with their pieces."""
    new = np.full(columns.events, -1, dtype=np.int64)
    new[kept] = np.arange(len(kept))
    event = new[columns.event] if len(columns.event) else columns.event.astype(np.int64)
    pieces = np.flatnonzero(event >= 0)
    pieces = pieces[np.argsort(event[pieces], kind="stable")]
    moved = {int(old): int(number) for old, number in zip(kept, range(len(kept)), strict=True)} if _few(columns) else {}

    def beside(found: dict[int, Any]) -> dict[int, Any]:
        return {moved[number]: value for number, value in found.items() if number in moved}

    return replace(
        columns,
        at=columns.at[kept],
        kind=columns.kind[kept],
        digest=columns.digest[kept],
        place=columns.place[kept],
        step=columns.step[kept],
        given=[columns.given[each] for each in kept],
        where=columns.where.chosen(kept.tolist()),
        event=event[pieces].astype(np.int32),
        lot=columns.lot[pieces],
        role=columns.role[pieces],
        dimension=columns.dimension[pieces],
        amount=columns.amount[pieces],
        parent=columns.parent[pieces],
        claims=beside(columns.claims),
        yields=beside(columns.yields),
        transformations=beside(columns.transformations),
        owners=beside(columns.owners),
        corrections={},
    )


def _few(columns: Columns) -> bool:
    return any((columns.claims, columns.yields, columns.transformations, columns.owners))


def _conflicts(columns: Columns, counting: Flags) -> list[tuple[str, list[int]]]:
    """Identifiers under which several contents stand, at least one of them not in error, with an event of each.

    Every copy is looked at: of two that are the same, each may state another identifier. An event in error is one of
    them, too: whoever declares an error and gives another content leaves open which of the two counts.
    """
    first: dict[str, int] = {}
    several: defaultdict[str, set[int]] = defaultdict(set)
    for number, given in enumerate(columns.given):
        if given and first.setdefault(given, number) != number:
            several[given].update((first[given], number))
    return [
        (given, its)
        for given, numbers in sorted(several.items())
        for its in _of_one(columns, given, _each_once(columns, numbers))
        if len(its) > 1 and any(counting[number] for number in its)
    ]


def _of_one(columns: Columns, given: str, numbers: list[int]) -> list[list[int]]:
    """Events of one identifier, those together that it names as one.

    A URI names one event wherever it stands. A number of somebody's own, as in a table, may be given by others to
    theirs: it names as one those events alone that do the same to one lot.
    """
    if ":" in given or len(numbers) < 2:
        return [numbers]
    first, last = (np.searchsorted(columns.event, numbers, side=side) for side in ("left", "right"))
    rows = np.concatenate([np.arange(low, high) for low, high in zip(first, last, strict=True)])
    done = np.stack([columns.lot[rows], columns.role[rows]])
    _, key = np.unique(done, axis=1, return_inverse=True)
    nodes = len(numbers) + len(rows)
    joined = (np.repeat(np.arange(len(numbers)), last - first), len(numbers) + key.reshape(-1))
    graph = sparse.csr_array((np.ones(len(rows), dtype=np.int8), joined), shape=(nodes, nodes))
    _, of = connected_components(graph, directed=False)
    found: defaultdict[int, list[int]] = defaultdict(list)
    for number, each in zip(numbers, of.tolist(), strict=False):
        found[each].append(number)
    return list(found.values())


def _mismatches(columns: Columns, counting: Flags) -> list[Violation]:
    """Events whose identifier says it is the hash of their content, and is not; every copy is looked at."""
    wrong: defaultdict[str, list[int]] = defaultdict(list)
    for number, given in enumerate(columns.given):
        said = given.partition("?")[0]
        if said.startswith(HASHED) and counting[number] and said != event_id(columns, number).partition("?")[0]:
            wrong[given].append(number)
    found = []
    for given, numbers in wrong.items():
        for number in _each_once(columns, numbers):
            words = say("identifier_mismatch", given=given, found=event_id(columns, number))
            found.append(
                Violation("identifier_mismatch", (event_id(columns, number),), words, (columns.where[number],))
            )
    return found


def _each_once(columns: Columns, numbers: Iterable[int]) -> list[int]:
    """An event of each content, by time and content: of those that are the same, the first by where it stands."""
    found: dict[bytes, int] = {}
    for number in sorted(
        numbers, key=lambda each: (columns.at[each], columns.digest[each].tobytes(), columns.where[each])
    ):
        found.setdefault(columns.digest[number].tobytes(), number)
    return list(found.values())
