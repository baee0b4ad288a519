"""Which events count: each once, none that was declared in error, and what is disputed only where it takes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

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
    order = _order(columns)
    digests = [bytes(digest) for digest in columns.digest[order]]
    in_error: dict[bytes, str] = {}
    for number, correction in columns.corrections.items():  # of several declarations the first in the alphabet
        digest = bytes(columns.digest[number])
        in_error[digest] = min(in_error.get(digest, correction.reason), correction.reason)
    kept, seen = [], set[bytes]()
    for number, digest in zip(order.tolist(), digests, strict=True):
        if digest in in_error or digest in seen:
            continue
        seen.add(digest)
        kept.append(number)
    chosen = chosen_events(columns, np.asarray(kept, dtype=np.int64))
    violations = [*_mismatches(chosen)]
    disputed = np.zeros(chosen.events, dtype=bool)
    for given, numbers in _conflicts(chosen).items():
        disputed[numbers] = True
        violations.append(
            Violation(
                "identifier_conflict",
                tuple(event_id(chosen, each) for each in numbers),
                say("identifier_conflict", given=given, count=len(numbers)),
                tuple(chosen.where[each] for each in numbers),
            )
        )
    errors = tuple(sorted((identifier(digest), reason) for digest, reason in in_error.items()))
    repeated = columns.events - len(kept) - sum(digest in in_error for digest in digests)
    retracted = _retracted(columns, in_error)
    return Sifted(chosen, disputed, retracted, errors, repeated, tuple(violations))


def _retracted(columns: Columns, in_error: dict[bytes, str]) -> Flags:
    found = np.zeros(len(columns.lots), dtype=bool)
    if in_error:
        wrong = np.fromiter((digest.tobytes() in in_error for digest in columns.digest), bool, columns.events)
        found[columns.lot[wrong[columns.event] & (columns.role == MADE)]] = True
    return found


def event_id(columns: Columns, number: int) -> str:
    """The hash identifier of an event by its number."""
    return identifier(columns.digest[number].tobytes())


def _order(columns: Columns) -> Integers:
    """Events by time, digest and place: the same whatever the order of files and of events in them."""
    words = columns.digest.view(">u8").reshape(-1, 4) if columns.events else np.empty((0, 4), dtype=np.uint64)
    where = np.asarray(columns.where, dtype=object)
    order = np.lexsort((words[:, 3], words[:, 2], words[:, 1], words[:, 0], columns.at))
    if (
        (columns.digest[order][1:] == columns.digest[order][:-1]).all(axis=1).any()
    ):  # the same event twice: the first by where it stands
        order = np.asarray(
            sorted(order.tolist(), key=lambda each: (columns.at[each], columns.digest[each].tobytes(), where[each]))
        )
    return order.astype(np.int64)


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
        where=[columns.where[each] for each in kept],
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


def _conflicts(columns: Columns) -> dict[str, list[int]]:
    """Identifiers that several events state, with those events."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, given in enumerate(columns.given):
        if given:
            found[given].append(number)
    return {given: numbers for given, numbers in sorted(found.items()) if len(numbers) > 1}


def _mismatches(columns: Columns) -> list[Violation]:
    """Events whose identifier says it is the hash of their content, and is not."""
    found = []
    for number, given in enumerate(columns.given):
        if given.startswith(HASHED) and given.partition("?")[0] != event_id(columns, number).partition("?")[0]:
            said = say("identifier_mismatch", given=given, found=event_id(columns, number))
            found.append(Violation("identifier_mismatch", (event_id(columns, number),), said, (columns.where[number],)))
    return found
