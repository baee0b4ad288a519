"""The headings of a table against those that it should have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

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
    missing = [name for name in needed if name not in found]
    others = [name for name in found if known is not None and name and name not in {*needed, *known}]
    twice = [f"{name} ({times} ×)" for name, times in Counter(found).items() if name and times > 1]
    once = [name for name in others if found.count(name) == 1]
    extra = [*once, *twice, *("(empty)" for name in found if not name)]
    return {"missing": _listed(missing), "extra": _listed(extra)} if missing or extra else None


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:SHOWN]) + (f", … ({len(names)})" if len(names) > SHOWN else "") or "-"
