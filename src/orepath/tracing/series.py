"""The years: what customs data show of each, and traces of those that there is a network of."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from orepath.errors import InputError
from orepath.evidence.store import Evidence
from orepath.network.asked import assembled_or_published
from orepath.network.assembly.assemble import assembled_years
from orepath.network.published import published_years
from orepath.network.trade.contained import codes_of, contained_trade
from orepath.tracing.answer import Trace
from orepath.tracing.asked import traced_in

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Series:
    """A mineral's way to a place over the years.

    Parameters
    ----------
    seen
        By year, the share of each last exporter in the contained mass of the imports that customs data show; each year
        sums to 1. The whole is not that of a trace: what is mined and recycled at the place, and goods that no
        statistic tells apart, are not in it.
    traces
        One a year that there is a network of, the oldest first, without draws.
    """

    mineral: str
    to: str
    seen: Mapping[int, Mapping[str, float]]
    traces: tuple[Trace, ...]


def series(evidence: Evidence, mineral: str, to: str, progress: Progress | None = None) -> Series:
    """The years of a mineral and a place. A year of which an assembled network exists is not taken from the literature.

    Parameters
    ----------
    mineral, to
        The id of the mineral, the code of the place.
    progress
        Told how many years have been traced, and of how many.
    """
    assembled = set(assembled_years(evidence, mineral))
    years = sorted(assembled | set(published_years(evidence, mineral)))
    traces = []
    for number, year in enumerate(years, 1):
        found = assembled_or_published(evidence, mineral, year, published=year not in assembled)
        try:
            traces.append(traced_in(found, to))
        except InputError:  # nothing reaches the place in this year's network
            continue
        finally:
            if progress:
                progress(number, len(years))
    return Series(mineral, to, imports_seen(evidence, mineral, to), tuple(traces))


def imports_seen(evidence: Evidence, mineral: str, to: str) -> dict[int, dict[str, float]]:
    """By year, the share of each last exporter in the contained mass of imports that customs data show.

    A year without any such import is left out, and so is one in which the imports whose contained mass nobody can say
    may weigh more than those whose mass is known: the known ones are then no picture of the year.
    """
    rows = evidence.rows(
        "select distinct year from trade where importer = ? and list_contains(?, good) order by year",
        [to, codes_of(mineral)],
    )
    found = {}
    for year in (row["year"] for row in rows):
        mass: dict[str, list[float]] = defaultdict(list)
        unsaid: list[float] = []
        table = contained_trade(evidence, mineral, year, {}).table
        columns = (table[name].to_pylist() for name in ("exporter", "importer", "mid_t", "high_t"))
        for exporter, importer, mid_t, high_t in zip(*columns, strict=True):
            if importer == to and mid_t:
                mass[exporter].append(mid_t)
            elif importer == to and mid_t is None:
                unsaid.append(high_t)
        total = math.fsum(mid_t for several in mass.values() for mid_t in several)
        if total > 0 and total >= math.fsum(unsaid):
            found[year] = {place: math.fsum(several) / total for place, several in sorted(mass.items())}
    return found
