"""The nodes and ties of the picture: the paths of an answer laid over each other, the smallest folded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from orepath.control.answer import UNKNOWN_OWNER, Link, Path
from orepath.control.register import METRICS
from orepath.review.ownership_page.scene import Scene

Role = Literal["entity", "covered", "unknown", "between", "more"]


@dataclass(frozen=True)
class Node:
    """A box of the picture.

    Parameters
    ----------
    key
        Its id; one whose owner nobody knows has a box of its own for each entity it has a share of.
    weight
        The most that one path through it adds; boxes with more stand nearer to the middle.
    count
        How many entities it stands for.
    """

    key: str
    entity: str
    role: Role
    weight: Fraction = Fraction(0)
    count: int = 1


@dataclass(frozen=True)
class Tie:
    """All stakes of one owner in one entity, by key of their boxes; none for what is folded."""

    owner: str
    owned: str
    links: tuple[Link, ...] = ()

    @property
    def open(self) -> bool:
        """Whether the owner or a share is not known."""
        return any(link.owner == UNKNOWN_OWNER or link.low != link.high for link in self.links)


@dataclass(frozen=True)
class Graph:
    """What is drawn: boxes, ties, and how many entities are folded."""

    entity: str
    nodes: dict[str, Node]
    ties: tuple[Tie, ...]
    folded: int


def graph(scene: Scene, most: int) -> Graph:
    """The paths of an answer as one graph of at most about `most` boxes, the paths that add most first."""
    answer = scene.answer
    paths = [[_keys(link) for link in path.links] for path in sorted(answer.paths, key=lambda path: -path.adds.high)]
    drawn = {answer.entity}
    for keys in paths:
        new = {key for pair in keys for key in pair} - drawn
        if len(drawn) + len(new) <= max(most, 2):
            drawn |= new
    ties = _ties(answer.paths, drawn)
    more, above = _folded(paths, drawn)
    ties += [Tie(_more(owned), owned) for owned in above]
    nodes = {key: _node(key, scene, weight) for key, weight in _weights(answer.paths, drawn, answer.entity).items()}
    nodes |= {_more(owned): Node(_more(owned), "", "more", count=len(keys)) for owned, keys in above.items()}
    return Graph(answer.entity, nodes, tuple(ties), len(more))


def _keys(link: Link) -> tuple[str, str]:
    return (f"{UNKNOWN_OWNER}:{link.owned}" if link.owner == UNKNOWN_OWNER else link.owner, link.owned)


def _more(owned: str) -> str:
    return f"more:{owned}"


def _ties(paths: Iterable[Path], drawn: set[str]) -> list[Tie]:
    found: dict[tuple[str, str], dict[Link, None]] = {}
    for link in (link for path in paths for link in path.links):
        owner, owned = _keys(link)
        if owner in drawn and owned in drawn and owner != owned:
            found.setdefault((owner, owned), {})[link] = None
    return [Tie(*pair, tuple(sorted(links, key=_order))) for pair, links in found.items()]


def _order(link: Link) -> tuple[object, ...]:
    return METRICS.index(link.metric), -link.low, -link.high, link.where


def _folded(paths: Sequence[Sequence[tuple[str, str]]], drawn: set[str]) -> tuple[set[str], dict[str, set[str]]]:
    """The entities that are not drawn, and those of them that stand above each drawn one."""
    above: dict[str, set[str]] = {}
    for keys in paths:
        hidden = [number for number, (owner, _) in enumerate(keys) if owner not in drawn]
        if hidden:
            place = keys[hidden[-1]][1]
            above.setdefault(place, set()).update(keys[number][0] for number in hidden)
    return {key for keys in above.values() for key in keys}, above


def _weights(paths: Iterable[Path], drawn: set[str], entity: str) -> dict[str, Fraction]:
    found: dict[str, Fraction] = {entity: Fraction(1)}
    for path in paths:
        for key in (key for link in path.links for key in _keys(link)):
            if key in drawn:
                found[key] = max(found.get(key, Fraction(0)), path.adds.high)
    return found


def _node(key: str, scene: Scene, weight: Fraction) -> Node:
    starts = {path.links[0].owner for path in scene.answer.paths if path.links}
    if key.startswith(f"{UNKNOWN_OWNER}:"):
        return Node(key, UNKNOWN_OWNER, "unknown", weight)
    role: Role = "entity" if key == scene.answer.entity else "covered" if key in starts else "between"
    return Node(key, key, role, weight)
