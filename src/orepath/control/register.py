"""Entities and the stakes between them, as columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Metric: TypeAlias = Literal["equity", "votes", "seats", "debt", "appoints"]
METRICS: tuple[Metric, ...] = ("equity", "votes", "seats", "debt", "appoints")
"""What a stake is a share of; shares of two metrics are never added together."""
Kind: TypeAlias = Literal["company", "government", "person"]
KINDS: tuple[Kind, ...] = ("company", "government", "person")
RowsAre: TypeAlias = Literal["row", "record", "statement"]
NOBODY_KNOWN = -1
"""In place of an owner's number: the row says that somebody owns this share and that nobody knows who."""
ALWAYS, FOREVER = -(2**31), 2**31 - 1
"""In place of a day: since ever, and without an end."""

Numbers: TypeAlias = NDArray[np.int32]
Integers: TypeAlias = NDArray[np.int64]
Codes: TypeAlias = NDArray[np.int8]


@dataclass(frozen=True)
class Entities:
    """Entities by their number, 0 to n - 1.

    Parameters
    ----------
    ids
        Their identifiers, each once.
    names
        Their names; the identifier where none is given.
    kind
        Numbers into `KINDS`, (n,).
    country
        Alpha-2 codes of the places where they are seated; empty where that is not known.
    listed
        By number, the ids of the lists an entity is on; only those that are on one.
    headquarters
        By number, where the headquarters are; only of those that have them in another place than their seat.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    kind: Codes
    country: tuple[str, ...]
    listed: dict[int, tuple[str, ...]]
    headquarters: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Stakes:
    """Stakes: an owner has a share of an entity from a day until a day, (m,) each.

    A share is known exactly or within bounds: ``numerator / denominator`` to ``most / denominator``.

    Parameters
    ----------
    owner, owned
        Numbers of entities; `NOBODY_KNOWN` as owner.
    metric
        Numbers into `METRICS`.
    numerator, most, denominator
        The share as exact fractions, ``0 <= numerator <= most <= denominator``.
    from_, until
        Days since 1970-01-01, half-open; `ALWAYS` and `FOREVER` where none is given.
    row
        The row or record of its file each stands in, for messages and proofs.
    """

    owner: Numbers
    owned: Numbers
    metric: Codes
    numerator: Integers
    most: Integers
    denominator: Integers
    from_: Numbers
    until: Numbers
    row: Numbers


@dataclass(frozen=True)
class Register:
    """Entities and stakes of one or more files.

    Parameters
    ----------
    file
        The name of the file the stakes stand in.
    rows_are
        What `Stakes.row` counts in that file: rows of a table, records (GLEIF) or statements (BODS).
    """

    entities: Entities
    stakes: Stakes
    file: str
    rows_are: RowsAre = "row"
