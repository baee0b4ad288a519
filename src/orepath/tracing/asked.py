"""A trace of a mineral as it is asked for: from names, out of the evidence."""

from __future__ import annotations

from collections.abc import Callable

from orepath.evidence.store import Evidence
from orepath.network.asked import assembled_or_published
from orepath.network.assembly.assemble import Assembled
from orepath.network.assembly.drawing import SEED
from orepath.network.network import Network
from orepath.reference.in_use import open_evidence
from orepath.tracing.answer import Trace
from orepath.tracing.limits import limits, published_limits
from orepath.tracing.trace import trace_network
from orepath.vocabulary.places import find_place
from orepath.vocabulary.places import place as place_code

DRAWS = 200
Progress = Callable[[int, int], None]


def trace(
    mineral: str,
    to: str,
    year: int | None = None,
    *,
    evidence: Evidence | None = None,
    published: bool = False,
    draws: int = DRAWS,
    seed: int = SEED,
    network: Network | None = None,
    progress: Progress | None = None,
) -> Trace:
    """What of a mineral reaches a place in a year: by last exporter, by origin and by last processor.

    Parameters
    ----------
    mineral, to
        Id, code or name in English or Japanese.
    year
        A calendar year; the newest there is a network of where None.
    evidence
        The packaged release and the newest imports where None.
    published
        Take the network that the literature gives, not one assembled from statements.
    draws, seed
        How many draws inside the sources' uncertainty the ranges span, and the number they start from.
    network
        Trace this network instead; mineral and year are its own.
    progress
        Told how many steps are done, of how many.

    Raises
    ------
    InputError
        For names that are not known, with the nearest; for a year without data, with the years that have it; and
        where nothing reaches the place, with the places that it reaches.
    """
    if network is not None:
        return trace_network(network, own_place(network, to), None, progress)
    code = place_code(to, "--to")
    found = assembled_or_published(
        evidence or open_evidence(), mineral, year, published=published, draws=draws, seed=seed, progress=progress
    )
    return traced_in(found, code, progress)


def traced_in(found: Assembled | Network, to: str, progress: Progress | None = None) -> Trace:
    """The trace to a place in a network as it was made, with what limits it.

    Parameters
    ----------
    to
        The code of the place.
    """
    if isinstance(found, Network):
        told = published_limits(found) if found.kind == "published" else None
        return trace_network(found, to, told, progress)
    return trace_network(found.network, to, limits(found, to), progress)


def own_place(network: Network, to: str) -> str:
    """A place of a user's own network: as it stands there, else by its name.

    Raises
    ------
    UnknownName
        Where it is neither.
    """
    return to if to in network.column("place") else find_place(to) or place_code(to, "--to")
