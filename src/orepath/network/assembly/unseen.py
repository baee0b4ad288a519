"""Goods that carry a mineral and of which the evidence of a year has no trade."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from orepath.vocabulary.language import Text


@dataclass(frozen=True)
class GoodNotSeen:
    """A code, at a stage, that the evidence lacks or that holds other metals too.

    Parameters
    ----------
    main
        Whether most of the stage's trade of the mineral stands under such codes.
    reason
        `not_in_evidence` or `merges`.
    """

    code: str
    name: Text
    stage: str
    main: bool
    how_sure: str
    reason: str


def not_seen(table: pa.Table) -> tuple[GoodNotSeen, ...]:
    """The goods of a table of codes not seen; the main ones of the earliest stage first."""
    found = [
        GoodNotSeen(
            row["code"], Text(row["name_en"], row["name_ja"]), row["stage"], row["main"], row["how_sure"], row["reason"]
        )
        for row in table.to_pylist()
    ]
    return tuple(sorted(found, key=lambda good: (not good.main, good.stage, good.code)))
