"""The codes of a mineral that the evidence of a year does not hold, or that hold other metals too."""

from __future__ import annotations

import csv
from collections.abc import Collection
from functools import cache
from importlib.resources import files

import pyarrow as pa

from orepath.network.trade.fractions import fractions_of

COLUMNS = ("code", "name_en", "name_ja", "stage", "main", "how_sure", "reference", "reason")


@cache
def known_codes() -> tuple[dict[str, str], ...]:
    """The rows of ``codes.csv``."""
    lines = files("orepath.network.trade").joinpath("codes.csv").read_text("utf-8").splitlines()
    return tuple(csv.DictReader(line for line in lines if not line.startswith("#")))


def main_codes(mineral: str, stage: str) -> tuple[str, ...]:
    """The codes under which most of a stage's trade of a mineral stands."""
    rows = known_codes()
    return tuple(r["code"] for r in rows if (r["mineral"], r["stage"], r["main"]) == (mineral, stage, "yes"))


def unseen(mineral: str, held: Collection[str]) -> pa.Table:
    """The codes under which a mineral crosses borders and of which this evidence says nothing, or nothing of it alone.

    Parameters
    ----------
    held
        The codes that the evidence of the year holds.

    Returns
    -------
    Table
        ``code``, ``name_en``, ``name_ja``, ``stage``, ``main`` (whether most of the stage's trade stands under such
        codes), ``how_sure``, ``reference``, ``reason`` (``not_in_evidence``, or ``merges`` where the code holds several
        metals).
    """
    rules = fractions_of(mineral)
    merging = {rule.code for rule in rules if rule.merges}
    held = {*held, *(rule.instead_of for rule in rules if rule.code in held)}
    rows = [
        {
            **{name: row[name] for name in COLUMNS[:-1] if name != "main"},
            "main": row["main"] == "yes",
            "reason": "merges" if row["code"] in held else "not_in_evidence",
        }
        for row in known_codes()
        if row["mineral"] == mineral and (row["code"] not in held or row["code"] in merging)
    ]
    kinds = pa.schema([(name, pa.bool_() if name == "main" else pa.string()) for name in COLUMNS])
    return pa.Table.from_pylist(rows, kinds)
