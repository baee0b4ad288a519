"""What stands around a picture: title and answer above it, what its shapes mean and its notes below it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from orepath.review.charts.draw import INK, MUTED
from orepath.review.charts.measuring import length, wrapped
from orepath.review.ownership_page.graph import Graph
from orepath.review.ownership_page.scene import Scene
from orepath.review.ownership_page.sentences import answer_sentence
from orepath.review.ownership_page.shapes import DASHES, Place, shape
from orepath.review.ownership_page.sizes import ABOUT, LEADING
from orepath.review.ownership_page.svg import BOLD, line, path, whole
from orepath.review.ownership_page.texts import say
from orepath.review.ownership_page.worded import described, differs
from orepath.vocabulary.language import Lang, Text

RIM = 8.0
ROLES = ("covered", "between", "unknown", "more", "entity")
KEY = 12.0
"""Size of type below the picture."""


def framed(
    scene: Scene,
    graph: Graph,
    parts: Iterable[str],
    size: tuple[float, float],
    lang: Lang,
    below: Sequence[Text],
    alone: bool,
) -> str:
    """A picture with what stands around it, as SVG.

    Parameters
    ----------
    size
        Width and height of the picture itself.
    below
        Its notes.
    alone
        Whether title and answer stand above it.
    """
    width, height = size
    title = say("picture_title", entity=scene.name(scene.answer.entity)).in_(lang)
    answer = answer_sentence(scene)
    above: list[str] = []
    y = 0.0
    if alone:
        above, y = _text(title, 0.0, width, 17.0, INK, BOLD)
        more, y = _text(answer.in_(lang), y + 3, width, 13.0, INK)
        above, y = [*above, *more], y + 12
    inside = f'<g transform="translate(0,{y:.1f})">{"".join(parts)}</g>'
    legend, y = _legend(scene, graph, y + height + 26, lang, width)
    every = [*above, inside, *legend]
    for note in below:
        more, y = _text(note.in_(lang), y, width, ABOUT)
        every, y = every + more, y + 3
    name = "o" + hashlib.sha256("".join(every).encode()).hexdigest()[:8]
    moved = f'<g transform="translate({RIM:g},{RIM:g})">{"".join(every)}</g>'
    desc = _desc(scene, graph, answer).in_(lang)
    return whole(name, round(width + 2 * RIM), round(y + 2 * RIM), title, desc, [moved])


def _desc(scene: Scene, graph: Graph, answer: Text) -> Text:
    ties = [tie for tie in graph.ties if tie.links]
    if not ties:
        return Text(f"{answer.en} {_none(scene).en}", answer.ja + _none(scene).ja)
    links = described(ties, scene)
    answer = Text(f"{answer.en} ", answer.ja)
    return say("picture_desc", answer=answer, nodes=len(graph.nodes), ties=len(ties), links=links)


def _none(scene: Scene) -> Text:
    return say("picture_none", entity=scene.name(scene.answer.entity))


def _text(text: str, y: float, width: float, size: float, fill: str = MUTED, look: str = "") -> tuple[list[str], float]:
    """Lines of a text across the picture, and where they end."""
    found = []
    for words in wrapped(text, width, size):
        found.append(line(0, y + LEADING * size / 2, words, size, look, fill, "start"))
        y += LEADING * size
    return found, y


def _legend(scene: Scene, graph: Graph, y: float, lang: Lang, width: float) -> tuple[list[str], float]:
    """What shapes and lines mean, of those there are; and where the legend ends."""
    roles = {node.role for node in graph.nodes.values()}
    entries = [
        (shape(role, Place(16.0, 2.0, 30.0, 15.0)), say(f"legend_{role}", covered=scene.rule.covered))
        for role in ROLES
        if role in roles
    ]
    drawn = {tie.open for tie in graph.ties if tie.links}
    for open_, key in ((False, "legend_line"), (True, "legend_open")):
        if open_ in drawn:
            look = f'fill="none" stroke="{MUTED}" stroke-width="1.6"' + (DASHES if open_ else "")
            entries.append((path("M1,9.5H31", look), say(key)))
    found, x = [], 0.0
    for icon, said in entries:
        rows = wrapped(said.in_(lang), width - 40, KEY)
        wide = 40 + max(length(row, KEY) for row in rows) + 24
        if x and x + wide - 24 > width:
            x, y = 0.0, y + 24
        found.append(f'<g transform="translate({x:.1f},{y:.1f})">{icon}{_rows(rows)}</g>')
        x += wide
        if len(rows) > 1:
            x, y = 0.0, y + 24 + LEADING * KEY * (len(rows) - 1)
    return found, y + (28 if x else 4)


def _rows(rows: Sequence[str]) -> str:
    return "".join(line(40, 9.5 + LEADING * KEY * n, words, KEY, anchor="start") for n, words in enumerate(rows))


def notes(scene: Scene, graph: Graph, unlabelled: bool, alone: bool) -> list[Text]:
    """What must be known to read a picture; `unlabelled` where some line found no room for its share."""
    found = [say("foot_labels")] if any(tie.links for tie in graph.ties) else [_none(scene)]
    if any(differs(link) for tie in graph.ties for link in tie.links):
        found.append(say("foot_counted"))
    if unlabelled:
        found.append(say("foot_unlabelled"))
    if graph.folded:
        found.append(say("foot_folded", count=graph.folded))
    if scene.answer.left_out:
        found.append(say("foot_left_out", count=scene.answer.left_out))
    return [*found, say("aid")] if alone else found
