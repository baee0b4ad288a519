"""The relation between two HS editions out of imported correspondences."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import pairwise
from typing import Literal

from orepath.errors import InputError, fault
from orepath.evidence.concordance.relation import Relation, compose, identity, inverse, relation
from orepath.evidence.store import Evidence

ARROW = " -> "
Table = tuple[str, str]
Limit = Literal["undivided", "unjoined"]


@dataclass(frozen=True)
class Concordance:
    """A relation and what it rests on.

    Parameters
    ----------
    through
        The HS editions composed, both ends among them.
    limits
        What cannot show in the tables used. ``undivided``: no code of its first edition has several targets, though
        codes of the second have several origins, as in a conversion table; ``unjoined``: the reverse.
    """

    dataset: str
    edition: str
    relation: Relation
    through: tuple[str, ...]
    limits: tuple[tuple[Table, Limit], ...]


def concordance(evidence: Evidence, from_: str, to: str) -> Concordance:
    """The relation from one HS edition to another, by the edition of correspondences with the fewest steps between.

    Editions of correspondences are never mixed; of several with as few steps, the newest is taken.

    Raises
    ------
    InputError
        Where no correspondences are imported, or none lead from the one to the other.
    """
    editions = _editions(evidence)
    if not editions:
        raise InputError(fault("concord_not_imported"))
    found = [(path, each) for each in editions if (path := _path(each.tables, from_, to))]
    if not found:
        known = sorted({ARROW.join(table) for each in editions for table in each.tables if table[0] != table[1]})
        raise InputError(fault("concord_no_table", from_=from_, to=to, tables="; ".join(known)))
    path, used = min(found, key=lambda one: (len(one[0]), -one[1].recorded.toordinal(), one[1].dataset, one[1].edition))
    return _of(evidence, used.dataset, used.edition, path)


@dataclass(frozen=True)
class _Edition:
    dataset: str
    edition: str
    recorded: date
    tables: set[Table]


def _editions(evidence: Evidence) -> list[_Edition]:
    rows = evidence.rows(
        """select dataset, edition, max(recorded) as recorded, list(distinct item) as tables from statements
        where property = 'good_correspondence' group by dataset, edition order by dataset, edition"""
    )
    return [_Edition(**row | {"tables": {_ends(item) for item in row["tables"]}}) for row in rows]


def _ends(item: str) -> Table:
    from_, _, to = item.partition(ARROW)
    return from_, to


def _path(tables: set[Table], from_: str, to: str) -> tuple[str, ...]:
    """The HS editions of the shortest way along tables, in either direction; empty where there is none."""
    beside: dict[str, set[str]] = defaultdict(set)
    for one, other in tables:
        beside[one].add(other)
        beside[other].add(one)
    ways: deque[tuple[str, ...]] = deque([(from_,)] if from_ in beside else [])
    seen = {from_}
    while ways:
        way = ways.popleft()
        if way[-1] == to:
            return way
        for step in sorted(beside[way[-1]] - seen):
            seen.add(step)
            ways.append((*way, step))
    return ()


def _of(evidence: Evidence, dataset: str, edition: str, path: tuple[str, ...]) -> Concordance:
    rows = evidence.rows(
        """select item, good, text from statements where property = 'good_correspondence' and dataset = ?
        and edition = ?""",
        [dataset, edition],
    )
    pairs: dict[Table, list[tuple[str, str]]] = defaultdict(list)
    codes: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        from_, to = table = _ends(row["item"])
        pairs[table].append((row["good"], row["text"]))
        codes[from_].add(row["good"])
        codes[to].add(row["text"])
    steps: list[Relation] = []
    limits: list[tuple[Table, Limit]] = []
    for one, other in pairwise(path):
        table = (one, other) if (one, other) in pairs else (other, one)
        of = relation(*table, pairs[table], codes[table[0]], codes[table[1]])
        limits += [(table, limit) for limit in _limits(of)]
        steps.append(of if table[0] == one else inverse(of))
    whole = reduce(compose, steps) if steps else identity(path[0], codes[path[0]])
    return Concordance(dataset, edition, whole, path, tuple(limits))


def _limits(of: Relation) -> list[Limit]:
    divided = any(len(targets) > 1 for targets in of.targets.values())
    joined = any(len(origins) > 1 for origins in of.sources.values())
    return ["undivided"] if joined and not divided else ["unjoined"] if divided and not joined else []
