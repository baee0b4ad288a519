"""Places and minerals as an index spells them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from orepath.errors import Fault, UnknownName
from orepath.vocabulary.places import find_place, place
from orepath.vocabulary.terms import mineral


def places_of(names: Iterable[str], own: Mapping[str, str], where: str, faults: list[Fault]) -> tuple[str, ...]:
    """The codes of places; a name that is none is a fault.

    Parameters
    ----------
    own
        Codes of the names that the publisher alone spells so.
    """
    found = []
    for name in names:
        try:
            found.append(own.get(name) or place(name, where))
        except UnknownName as error:
            faults.extend(error.faults)
    return tuple(dict.fromkeys(found))


class KnownPlaces(dict[str, str | None]):
    """The codes of places by the names an index has for them, each looked up once; None for one without a code today.

    >>> known = KnownPlaces({"Aland": "AX"})
    >>> known["Aland"], known["Chile"], known["Atlantis"]
    ('AX', 'CL', None)
    """

    def __missing__(self, name: str) -> str | None:
        """Look a name up."""
        self[name] = found = find_place(name)
        return found


def minerals_of(names: Iterable[str], own: Mapping[str, str], where: str, faults: list[Fault]) -> tuple[str, ...]:
    """The ids of minerals; a name that is none is a fault."""
    found = []
    for name in names:
        try:
            found.append(own.get(name) or mineral(name, where))
        except UnknownName as error:
            faults.extend(error.faults)
    return tuple(dict.fromkeys(found))
