"""Options of the stress command, read: whose losses, how long, in which steps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from orepath.errors import Fault, InputError, fault

T = TypeVar("T")
HORIZON = re.compile(r"(\d{1,4})(m|y|months?|years?|か月|ヶ月|年)?", re.IGNORECASE)
YEARS = ("y", "year", "years", "年")
LONGEST = 240
"""Months of the longest horizon."""
STEPS = (7, 1)
COMMA = re.compile(r"[,、，;；]")


@dataclass(frozen=True)
class Asked:
    """What the options ask for."""

    parties: tuple[str, ...]
    months: int
    as_of: date | None


def asked(given: Sequence[str], horizon: str, as_of: str, faults: Sequence[Fault]) -> Asked:
    """The options read.

    Raises
    ------
    InputError
        With all their faults and those found before.
    """
    every = list(faults)

    def read(what: Callable[[], T]) -> T | None:
        try:
            return what()
        except InputError as error:
            every.extend(error.faults)
            return None

    named, length, day = read(lambda: parties(given)), read(lambda: months(horizon)), read(lambda: known_on(as_of))
    if every or named is None or length is None:
        raise InputError(every)
    return Asked(named, length, day)


def months(horizon: str) -> int:
    """Months of a horizon such as ``24m``, ``18`` or ``2y``.

    Raises
    ------
    InputError
        Where it is no such text, zero, or longer than anything here.

    >>> months("24m"), months("18"), months("2y"), months("2年")
    (24, 18, 24, 24)
    """
    found = HORIZON.fullmatch(horizon.strip().replace(" ", ""))
    length = int(found[1]) * (12 if (found[2] or "").lower() in YEARS else 1) if found else 0
    if not 0 < length <= LONGEST:
        raise InputError(fault("bad_option", "--horizon", found=horizon, allowed=f"24m, 18, 2y (1m - {LONGEST}m)"))
    return length


def parties(given: Sequence[str]) -> tuple[str, ...]:
    """The places named, in the order given, each once; those of the packaged agreement where none is.

    Raises
    ------
    InputError
        With every name that is no place.
    """
    faults: list[Fault] = []
    named: list[str] = []
    for part in (part.strip() for text in given for part in COMMA.split(text)):
        for name in _names(part):
            try:
                named.append(_place(name))
            except InputError as error:
                faults += error.faults
    if given and not named and not faults:
        faults.append(fault("bad_option", "--parties", found=" ".join(given), allowed=" ".join(_default())))
    if faults:
        raise InputError(faults)
    return tuple(dict.fromkeys(named)) or _default()


def _default() -> tuple[str, ...]:
    from orepath.agreements.agreement import load
    from orepath.agreements.default import default_agreement

    return load(default_agreement()).parties


def _place(name: str) -> str:
    from orepath.vocabulary.places import place

    return place(name, "--parties")


def _names(part: str) -> Iterator[str]:
    """The names in a text without commas: of its words, the longest run that names a place stands together."""
    from orepath.vocabulary.places import find_place

    words = part.split()
    while words:
        length = next((n for n in range(len(words), 0, -1) if find_place(" ".join(words[:n]))), 0)
        if not length:
            length = len(words) if not any(find_place(word) for word in words) else 1
        yield " ".join(words[:length])
        words = words[length:]


def step_faults(step: int) -> list[Fault]:
    """A fault where a step is neither a week nor a day."""
    allowed = " | ".join(str(each) for each in STEPS)
    return [] if step in STEPS else [fault("bad_option", "--step", found=str(step), allowed=allowed)]


def known_on(as_of: str) -> date | None:
    """The day that evidence is known on; None where none is named.

    Raises
    ------
    InputError
        Where it is no day.
    """
    try:
        return date.fromisoformat(as_of) if as_of else None
    except ValueError as error:
        raise InputError(fault("bad_option", "--as-of", found=as_of, allowed="YYYY-MM-DD")) from error
