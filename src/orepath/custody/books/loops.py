"""Lots that are their own ancestors."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from orepath.custody.books.columns import MADE, PUT, TAKEN, TAKEN_OUT, Columns, Flags
from orepath.custody.books.grouped import Grouped
from orepath.custody.books.sifting import Sifted, event_id
from orepath.custody.books.transformations import Transformations
from orepath.custody.books.violation import Violation, listed, say


def circles(sifted: Sifted, transformed: Transformations) -> NDArray[np.int64]:
    """The circle each lot is part of; -1 for those, nearly all, that are part of none, (lots,).

    A lot leads to what is made from it, and to what it is put into.
    """
    columns, lots = sifted.columns, len(sifted.columns.lots)
    step = transformed.number[columns.event] if len(columns.event) else np.empty(0, dtype=np.int64)
    counted = ~sifted.disputed[columns.event] if len(columns.event) else np.zeros(0, dtype=bool)
    took, made = (columns.role == TAKEN) & (step >= 0), (columns.role == MADE) & (step >= 0) & counted
    put = (columns.role == PUT) & (columns.parent >= 0) & counted & ~_taken_out(columns)
    source = np.concatenate([columns.lot[took], step[made] + lots, columns.lot[put]]).astype(np.int64)
    target = np.concatenate([step[took] + lots, columns.lot[made], columns.parent[put]]).astype(np.int64)
    nodes = lots + transformed.count
    graph = sparse.csr_array((np.ones(len(source), dtype=np.int8), (source, target)), shape=(nodes, nodes))
    count, component = connected_components(graph, directed=True, connection="strong")
    size = np.bincount(component, minlength=count)
    found = np.full(lots, -1, dtype=np.int64)
    round_ = size[component[:lots]] > 1
    found[round_] = component[:lots][round_]
    itself = columns.lot[put] == columns.parent[put]
    found[columns.lot[put][itself]] = component[columns.lot[put][itself]]
    return found


def _taken_out(columns: Columns) -> Flags:
    """Pieces put into a parent and taken out of it again later: a crate may hold what is made of what it held."""
    out = np.zeros(len(columns.event), dtype=bool)
    inside: dict[tuple[int, int], list[int]] = {}
    for row in np.flatnonzero((columns.role == PUT) | (columns.role == TAKEN_OUT)).tolist():
        key = (int(columns.lot[row]), int(columns.parent[row]))
        if columns.role[row] == PUT:
            inside.setdefault(key, []).append(row)
        else:
            out[inside.pop(key, [])] = True
    return out


def loops(sifted: Sifted, transformed: Transformations, circle: NDArray[np.int64]) -> Iterator[Violation]:
    """A violation for each circle, with the events that close it."""
    columns = sifted.columns
    named = np.flatnonzero(circle >= 0)
    if not len(named):
        return
    of_piece = circle[columns.lot]
    inside = np.flatnonzero(of_piece >= 0)
    by_circle = Grouped(np.unique(of_piece[inside], return_inverse=True)[1], len(np.unique(of_piece[inside])))
    for number in range(len(np.unique(circle[named]))):
        rows = inside[by_circle.rows(number)]
        joining = _joining(sifted, transformed, rows)
        lots = tuple(sorted({columns.lots[lot] for lot in columns.lot[rows]}))
        yield Violation(
            "loop",
            tuple(event_id(columns, event) for event in joining),
            say("loop", lots=listed(lots)),
            tuple(columns.where[event] for event in joining),
            lots,
        )


def _joining(sifted: Sifted, transformed: Transformations, rows: NDArray[np.int64]) -> list[int]:
    """The events that lead from one lot of a circle to another: those that take one and make one, or put one in."""
    columns = sifted.columns
    took, made, put = set[int](), set[int](), list[int]()
    for row in rows.tolist():
        event = int(columns.event[row])
        step = int(transformed.number[event])
        if columns.role[row] == PUT:
            put.append(event)
        elif step >= 0:
            (took if columns.role[row] == TAKEN else made).add(step)
    events = [event for step in took & made for event in transformed.events.rows(step).tolist()]
    return sorted({*events, *put})
