"""The headings of a table against those that it should have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from orepath.errors import Fault, SourceError, fault

SIGNS = {";": ";", "\t": "tab", "|": "|"}
"""Signs that part cells where commas do not, and what a message calls them."""
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


def parted(found: Sequence[str], needed: Collection[str]) -> str | None:
    """The sign that parts the headings needed where another was looked for, as it is called; None where none does.

    >>> parted(["a;b;c"], ["a", "b"]), parted(["a", "b"], ["a", "b"]), parted(["a\\tb"], ["a", "b"])
    (';', None, 'tab')
    """
    for sign, called in SIGNS.items():
        within = {part.strip(' "') for name in found if sign in name for part in name.split(sign)}
        if len(within.intersection(needed)) >= max(1, min(2, len(needed))):
            return called
    return None


def quoted_sign(line: str) -> str | None:
    """The sign, no comma, that parts quoted headings in a line, as it is called; None where none does.

    >>> quoted_sign('"Year";"Country"')
    ';'
    """
    return next((called for sign, called in SIGNS.items() if f'"{sign}"' in line), None)


def parted_fault(found: Sequence[str], needed: Collection[str], where: str) -> Fault | None:
    """The fault of headings that another sign than commas parts; None where none does."""
    sign = parted(found, needed)
    return fault("other_separator", where, found=sign) if sign else None


def heading_fault(
    found: Sequence[str], needed: Sequence[str], known: Collection[str] | None, dataset: str, where: str
) -> Fault | None:
    """The fault of headings that are not as they should be: `differing`, or parted by another sign than commas."""
    shown = differing(found, needed, known)
    if shown is None:
        return None
    return parted_fault(found, needed, where) or fault("wrong_columns", where, dataset=dataset, **shown)


def refuse_others(found: Sequence[str], columns: Sequence[str], dataset: str, where: str) -> None:
    """Refuse headings that are not those of a dataset, each once and in their order.

    Raises
    ------
    SourceError
        With those that are missing, not expected or there twice; where none is, that their order is another.
    """
    if list(found) != list(columns):
        ordered = {"missing": "-", "extra": "another order / 順序の違い"}
        told = heading_fault(found, columns, (), dataset, where)
        raise SourceError(told or fault("wrong_columns", where, dataset=dataset, **ordered))


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:SHOWN]) + (f", … ({len(names)})" if len(names) > SHOWN else "") or "-"
