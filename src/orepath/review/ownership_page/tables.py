"""The tables of the page: what is held, triggers, links, owners. Each says in words what the picture draws."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from orepath.control.answer import Held, Link, Trigger
from orepath.control.saying import metric_name
from orepath.review.ownership_page import sentences
from orepath.review.ownership_page.figures import exact, whole
from orepath.review.ownership_page.scene import Scene
from orepath.review.ownership_page.sentences import metric_of, product, verdict
from orepath.review.ownership_page.texts import joined, say
from orepath.vocabulary.language import Text

OWNERS = 20
"""Owners listed by name in a metric."""
NOTHING = Text("–", "–")


@dataclass(frozen=True)
class Grid:
    """A table; the first cell of a row is its heading. Figures, by number of their columns, are not broken."""

    caption: Text
    heads: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    figures: frozenset[int]
    note: Text | None = None


FIGURES = ("held", "threshold", "found", "share", "counted", "owned_share")


def _grid(caption: str, heads: Sequence[str], rows: Iterable[tuple[Text, ...]], note: Text | None = None) -> Grid:
    figures = frozenset(number for number, head in enumerate(heads) if head in FIGURES)
    return Grid(say(caption), tuple(say(f"head_{head}") for head in heads), tuple(rows), figures, note)


def held(scene: Scene) -> Grid:
    """What covered owners hold, by metric."""
    rows = [(metric_name(metric), exact(found)) for metric, found in scene.answer.metrics.items()]
    return _grid("held_heading", ("metric", "held"), rows)


def triggers(scene: Scene) -> Grid:
    """Each trigger with its comparison."""
    rows = [
        (sentences.limb(scene, each), sentences.threshold(scene, each) or NOTHING, _found(each), verdict(each))
        for each in scene.answer.triggers
    ]
    return _grid("triggers_heading", ("trigger", "threshold", "found", "verdict"), rows)


def _found(trigger: Trigger) -> Text:
    return NOTHING if trigger.found is None else exact(trigger.found)


def links(scene: Scene) -> Grid:
    """Every link of every path once: what the picture draws, in words."""
    every = dict.fromkeys(link for path in scene.answer.paths for link in path.links)
    heads = ("owner", "owned", "metric", "share", "counted", "where")
    return _grid("links_heading", heads, [_link(scene, link) for link in every])


def _link(scene: Scene, link: Link) -> tuple[Text, ...]:
    share = exact(Held(link.low, link.high))
    counted = whole(link.counted) if link.counted else say("counted_open")
    ends = scene.name(link.owner), scene.name(link.owned)
    return *ends, metric_name(link.metric), share, counted, sentences.where(link)


def paths(scene: Scene) -> list[Text]:
    """Each path as a line: who has shares of whom, and what it adds under the rule."""
    found = []
    for path in scene.answer.paths:
        way = [scene.name(link.owner) for link in path.links] + [scene.name(path.links[-1].owned)]
        added = say("colon", one=metric_name(metric_of(path)), other=product(path))
        found.append(say("path_line", way=joined(way, " → ", " → "), added=added))
    return found


def owned(scene: Scene) -> Grid:
    """The share of the entity that reaches each owner, by metric; the largest owners by name."""
    rows = [(name, metric, share) for metric, name, share in owners(scene)]
    more = owners_left(scene)
    return _grid(
        "owned_heading", ("owner", "metric", "owned_share"), rows, say("owned_more", count=more) if more else None
    )


def owners(scene: Scene) -> list[tuple[Text, Text, Text]]:
    """Metric, owner and share, metric by metric, the largest shares first."""
    found = []
    for metric, shares in scene.answer.integrated.items():
        high = scene.answer.integrated_high.get(metric, {})
        for owner, share in _ranked(shares, high)[:OWNERS]:
            found.append((metric_name(metric), scene.name(owner), exact(Held(share, high.get(owner, share)))))
    return found


def owners_left(scene: Scene) -> int:
    """How many owners are not listed by name."""
    high = scene.answer.integrated_high
    return sum(
        max(0, len(_ranked(of, high.get(metric, {}))) - OWNERS) for metric, of in scene.answer.integrated.items()
    )


def _ranked(shares: Mapping[str, Fraction], high: Mapping[str, Fraction]) -> list[tuple[str, Fraction]]:
    """Owners of more than nothing, or perhaps of more, the largest first."""
    every = dict.fromkeys(high, Fraction(0)) | dict(shares)
    some = [(owner, share) for owner, share in every.items() if share or high.get(owner)]
    return sorted(some, key=lambda each: (-each[1], -high.get(each[0], each[1]), each[0]))
