"""The Parties of a stress test and what an unmet tonne of each counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from orepath.agreements.agreement import load
from orepath.agreements.default import default_agreement
from orepath.errors import InputError, fault
from orepath.vocabulary.places import find_place


def parties_of(given: Sequence[str] | Mapping[str, float] | None) -> dict[str, float]:
    """The Parties by code, each with its weight; those of the packaged agreement where none are given.

    A place of a user's own network that is no country stands for itself.

    Raises
    ------
    InputError
        For a name that is not known, one told twice, or a weight below 0.
    """
    if given is None:
        return dict.fromkeys(load(default_agreement()).parties, 1.0)
    weights = dict(given) if isinstance(given, Mapping) else dict.fromkeys(given, 1.0)
    codes = [find_place(name) or name for name in weights]
    faults = [fault("stress_weight", name, found=weight) for name, weight in weights.items() if not weight >= 0]
    faults += [fault("stress_party_twice", code) for code in sorted({one for one in codes if codes.count(one) > 1})]
    if faults or not codes:
        raise InputError(faults or fault("stress_no_party", "--parties"))
    return dict(zip(codes, weights.values(), strict=True))
