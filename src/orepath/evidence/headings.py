"""The headings of a table against those that it should have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from orepath.errors import SourceError, fault

SHOWN = 30
"""Headings that a message lists."""


def differing(found: Sequence[str], needed: Sequence[str], known: Collection[str] | None) -> dict[str, str] | None:
    """What a message says of headings that are ``missing`` or ``extra``; None where they are as they should be.

    Parameters
    ----------
    known
        Those that may be there, besides those needed; None where any may.

    >>> differing(["a", "b", "b", ""], ["a", "c"], ["b"])
    {'missing': 'c', 'extra': 'b (2 ×), (empty)'}
    >>> differing(["b", "a"], ["a"], None)
    """
    times = Counter(found)
    allowed = {*found, ""} if known is None else {*needed, *known, ""}
    missing = [name for name in needed if name not in times]
    once = [name for name in found if name not in allowed and times[name] == 1]
    twice = [f"{name} ({count} ×)" for name, count in times.items() if name and count > 1]
    extra = [*once, *twice, *(["(empty)"] * times[""])]
    return {"missing": _listed(missing), "extra": _listed(extra)} if missing or extra else None


def refuse_others(found: Sequence[str], columns: Sequence[str], dataset: str, where: str) -> None:
    """Refuse headings that are not those of a dataset, each once and in their order.

    Raises
    ------
    SourceError
        With those that are missing, not expected or there twice; where none is, that their order is another.
    """
    if list(found) != list(columns):
        shown = differing(found, columns, ()) or {"missing": "-", "extra": "another order / 順序の違い"}
        raise SourceError(fault("wrong_columns", where, dataset=dataset, **shown))


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:SHOWN]) + (f", … ({len(names)})" if len(names) > SHOWN else "") or "-"
