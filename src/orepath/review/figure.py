"""A number shown to people, with how it came about and the statements it rests on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from orepath.evidence.store import Statement
from orepath.vocabulary.language import Text

STATUS_WORDS = ("withheld", "not_available", "unknown", "not_applicable")
"""Status of a figure that has no value; a word stands in its place, never a zero."""
SPANNED = ("reconciled", "traced", "stressed")
"""Status of a figure of a balanced network, whose value is shown with the range it has."""


@dataclass(frozen=True, order=True)
class Edition:
    """An edition of a dataset and its licence."""

    dataset: str
    edition: str
    licence: str


@dataclass(frozen=True)
class Figure:
    """One number shown.

    Parameters
    ----------
    subject
        What it is a number of: mineral, stage, place and period, in words.
    value
        In `unit`; None where no value is known, and `status` says of what kind that is.
    unit
        Canonical: ``t``, ``share`` (0 to 1), ``usd``, ``usd_per_t``, ``people``, ``index``, ``days``, ``years``,
        ``count`` ...
    how
        How it was derived, as a formula in words; for a figure taken as published, that it was.
    statements
        Ids of the statements it rests on, all of them.
    editions
        The editions of datasets these are of.
    status
        A status of a statement (``reported`` ... ``rounded``), ``computed``, ``reconciled`` (of a balanced network),
        ``traced`` (the same, traced back by proportional sharing), ``stressed`` (what a stress test of it answers),
        ``unknown`` or ``not_applicable``.
    low, high
        Bounds, for ``range``, ``less_than`` and ``greater_than``; around the value for ``reconciled``, ``traced`` and
        ``stressed``.
    decimals
        Digits after the decimal point where the unit's own number of them does not fit; below 0, the zeros that a
        number ends in (-2: hundreds).
    """

    subject: Text
    value: float | None
    unit: str
    how: Text
    statements: tuple[str, ...] = ()
    editions: tuple[Edition, ...] = ()
    status: str = "computed"
    low: float | None = None
    high: float | None = None
    decimals: int | None = None

    @cached_property
    def id(self) -> str:
        """``fg-`` and twelve hexadecimal digits: the same for the same figure on every machine."""
        parts = (
            self.subject.en,
            self.value,
            self.unit,
            self.how.en,
            sorted(self.statements),
            self.status,
            self.low,
            self.high,
        )
        return "fg-" + hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:12]


def editions_of(statements: Iterable[Statement]) -> tuple[Edition, ...]:
    """The editions some statements are of, each once, in order."""
    return tuple(sorted({Edition(found.dataset, found.edition, found.licence) for found in statements}))


def stated(statement: Statement, subject: Text, how: Text) -> Figure:
    """A figure as one statement gives it, its status kept."""
    return Figure(
        subject=subject,
        value=statement.value,
        unit=statement.unit or "",
        how=how,
        statements=(statement.statement_id,),
        editions=editions_of([statement]),
        status=statement.status,
        low=statement.low,
        high=statement.high,
    )


def derived(value: float | None, unit: str, subject: Text, how: Text, statements: Sequence[Statement]) -> Figure:
    """A figure reckoned from statements; without a value it is unknown."""
    ids = tuple(dict.fromkeys(found.statement_id for found in statements))
    status = "unknown" if value is None else "computed"
    return Figure(subject, value, unit, how, ids, editions_of(statements), status)
