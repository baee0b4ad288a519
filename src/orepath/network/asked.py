"""The network of a mineral and year as it is asked for: assembled from statements, or as the literature gives it."""

from __future__ import annotations

from collections.abc import Callable

from orepath.errors import InputError, fault
from orepath.evidence.store import Evidence
from orepath.network.assembly.assemble import Assembled, assemble, assembled_years
from orepath.network.assembly.drawing import SEED
from orepath.network.network import Network
from orepath.network.published import published as from_literature
from orepath.network.published import published_years
from orepath.reference.in_use import open_evidence
from orepath.vocabulary.terms import mineral as mineral_id


def assembled_or_published(
    evidence: Evidence,
    mineral: str,
    year: int | None = None,
    *,
    published: bool = False,
    draws: int = 0,
    seed: int = SEED,
    progress: Callable[[int, int], None] | None = None,
) -> Assembled | Network:
    """A network assembled from statements, with what must be said of it; or the one that the literature gives.

    Raises
    ------
    InputError
        For a mineral that is not known, with the nearest, and for a year without a network, with the years that have
        one.
    """
    name = mineral_id(mineral, "MINERAL")
    years = {"assembled": assembled_years(evidence, name), "published": published_years(evidence, name)}
    there = sorted(years["published" if published else "assembled"])
    if not there or (year is not None and year not in there):
        shown = {kind: ", ".join(map(str, sorted(each))) or "–" for kind, each in years.items()}
        raise InputError(fault("network_no_year", "--year", mineral=name, year=year or "–", **shown))
    if published:
        return from_literature(evidence, name, year or there[-1])
    return assemble(evidence, name, year or there[-1], draws, seed, progress)


def network(
    mineral: str,
    year: int | None = None,
    *,
    evidence: Evidence | None = None,
    published: bool = False,
    draws: int = 0,
    seed: int = SEED,
) -> Network:
    """The supply network of a mineral in a year, tonnes of contained metal; see `orepath.network.network.Network`.

    Parameters
    ----------
    mineral
        Id or name in English or Japanese.
    year
        The newest there is a network of where None.
    evidence
        The packaged release and the newest imports where None.
    published
        The network that the literature gives, not one assembled from statements.
    draws, seed
        How many draws inside the sources' uncertainty come with an assembled network, and the number they start from.

    Raises
    ------
    InputError
        For a mineral that is not known, with the nearest, and for a year without a network, with the years that have
        one.
    """
    found = assembled_or_published(
        evidence or open_evidence(), mineral, year, published=published, draws=draws, seed=seed
    )
    return found if isinstance(found, Network) else found.network
