"""The proof of an answer: paths, and who is covered because of whom."""

from __future__ import annotations

from collections.abc import Iterable

from orepath.control.answer import Deemed, Link, Path
from orepath.control.asked import Asked
from orepath.control.counting import NONE
from orepath.control.limbs import Found
from orepath.control.path_steps import Proof
from orepath.control.paths import paths
from orepath.control.register import METRICS, Metric
from orepath.control.spreading import directly


def proved(asked: Asked, found: Iterable[Found]) -> tuple[tuple[Path, ...], int]:
    """The paths of every metric of which a limb looks at stakes, and how many are left out.

    Of each metric the limb is taken that looks furthest: through chains rather than at direct stakes.
    """
    furthest: dict[Metric, Found] = {}
    for each in found:
        if each.metric is not None and rank(each) > rank(furthest.get(each.metric)):
            furthest[each.metric] = each
    shown: list[Path] = []
    left_out = 0
    for metric in (metric for metric in METRICS if metric in furthest):
        limb = furthest[metric]
        some = paths(Proof(asked, metric, limb.limb.through, limb.holding))
        shown.extend(some.shown)
        left_out += some.left_out
    return tuple(shown), left_out


def rank(found: Found | None) -> int:
    """How much a limb looks at: chains before direct stakes, all covered owners before one."""
    return -1 if found is None else 2 * (found.limb.through == "chains") + (found.limb.together == "all")


def by_themselves(asked: Asked, owners: Iterable[int]) -> set[int]:
    """The owners among some that are covered by themselves, and those because of whom the others are covered."""
    found: set[int] = set()
    waiting = list(owners)
    seen = set(waiting)
    while waiting:
        owner = waiting.pop()
        if owner in asked.covered.sure:
            found.add(owner)
            continue
        for metric in asked.spread.sure.get(owner, ()):
            for stake in asked.graphs[metric].stakes.get(owner, ()):
                if stake.owner in asked.sure and stake.low and stake.owner not in seen:
                    seen.add(stake.owner)
                    waiting.append(stake.owner)
    return found


def deemed(asked: Asked) -> tuple[Deemed, ...]:
    """The entities above the one asked about that are, or may be, covered only because others hold them, by id."""
    found = [
        _deemed(asked, entity, metric)
        for entity, metrics in asked.spread.possible.items()
        for metric in metrics
        if entity != asked.entity and entity not in asked.covered.sure
    ]
    return tuple(sorted(found, key=lambda each: (each.entity, METRICS.index(each.metric))))


def _deemed(asked: Asked, entity: int, metric: Metric) -> Deemed:
    ids, graph = asked.day.register.entities.ids, asked.graphs[metric]
    spreads = asked.version.spreads
    assert spreads is not None
    held = directly(graph, entity, asked.sure, asked.possible, spreads.together)
    links = [
        Link(
            ids[stake.owner],
            ids[entity],
            metric,
            stake.low,
            stake.high,
            stake.low if stake.owner in asked.sure else NONE,
            asked.day.where(stake.rows),
        )
        for stake in graph.stakes.get(entity, ())
        if stake.owner in asked.possible
    ]
    certain = metric in asked.spread.sure.get(entity, ())
    return Deemed(ids[entity], metric, held, tuple(sorted(links, key=lambda link: (-link.low, link.owner))), certain)
