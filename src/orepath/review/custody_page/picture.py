"""The picture of a lot graph with what its signs mean and what it leaves out."""

from __future__ import annotations

import hashlib

from orepath.custody.books.transformations import MASS
from orepath.review.charts.draw import INK, MUTED
from orepath.review.charts.measuring import length, wrapped
from orepath.review.custody_page.boxes import unknown
from orepath.review.custody_page.choosing import Choice, choose
from orepath.review.custody_page.drawing import CLOSING, FLOW, RED, THICK, UNWEIGHED, WITHIN, drawn, node, outline, sign
from orepath.review.custody_page.layout import FRAMES, WIDE, Frame, Layout, layout
from orepath.review.custody_page.lot_graph import lot_graph
from orepath.review.custody_page.scene import Scene
from orepath.review.custody_page.sentences import headline
from orepath.review.custody_page.shown import amount
from orepath.review.custody_page.texts import joined, say
from orepath.review.ownership_page.shapes import Place
from orepath.review.ownership_page.sizes import LEADING
from orepath.review.ownership_page.svg import BOLD, line, path, whole
from orepath.vocabulary.language import Lang, Text

RIM = 10.0
KEY = 12.0
"""Size of type of the legend."""


def lots_svg(scene: Scene, lang: Lang, frame: Frame = WIDE, alone: bool = True, choice: Choice | None = None) -> str:
    """The picture as SVG; the same ledger gives the same bytes.

    Parameters
    ----------
    alone
        Whether it stands by itself, with a title and the headline; a page says those beside it.
    choice
        The lots drawn, where they are chosen already.
    """
    choice = choice or choose(scene)
    made = layout(scene, lot_graph(scene, choice.lots), lang, frame)
    wide, high = made.size
    room = min(max(wide, frame.least), frame.reads)
    parts: list[str] = []
    y = 0.0
    if alone:
        for text, size, look in ((say("picture_title"), 17.0, BOLD), (headline(scene), 13.0, "")):
            words, y = _text(text.in_(lang), y, room, size, INK, look)
            parts += words
            y += 4
        y += 10
    parts.append(f'<g transform="translate(0,{y:.1f})">{"".join(drawn(scene, made, lang))}</g>')
    legend, y = _legend(made, y + high + 24, lang, room)
    parts += legend
    for note in notes(choice, made):
        words, y = _text(note.in_(lang), y, room, KEY, MUTED)
        parts, y = parts + words, y + 3
    name = "c" + hashlib.sha256("".join(parts).encode()).hexdigest()[:8]
    moved = f'<g transform="translate({RIM:g},{RIM:g})">{"".join(parts)}</g>'
    desc = description(scene, choice, made).in_(lang)
    size_ = (round(max(wide, room) + 2 * RIM), round(y + 2 * RIM))
    return whole(name, *size_, say("picture_title").in_(lang), desc, [moved])


def pictures(scene: Scene, lang: Lang, choice: Choice | None = None) -> list[tuple[str, int, str]]:
    """The picture for each width of a page: the name of the width, its pixels and the SVG."""
    choice = choice or choose(scene)
    found = [(frame.name, lots_svg(scene, lang, frame, False, choice)) for frame in FRAMES]
    return [(name, int(svg.partition('width="')[2].partition('"')[0]), svg) for name, svg in found]


def notes(choice: Choice, made: Layout) -> list[Text]:
    """What must be known to read the picture."""
    found = [say("reads_down" if made.frame.down else "reads_right")]
    most = max((edge.mass or 0 for edge in made.graph.edges), default=0)
    if most:
        found[0] = joined([found[0], say("widest", amount=amount(most, MASS, coarse=True))], " ", "")
    if any(step.undrawn for step in made.graph.steps.values()):
        found.append(say("plus"))
    if made.layers.alone and made.layers.items:
        found.append(say("alone"))
    return [*found, choice.said] if choice.said else found


def description(scene: Scene, choice: Choice, made: Layout) -> Text:
    """The picture in words, for those who do not see it."""
    bad = [scene.columns.lots[lot] for lot in choice.lots if lot in scene.bad_lots]
    said = [
        say("desc", lots=len(made.graph.lots), steps=len(made.graph.steps), layers=(len(made.layers.items) + 1) // 2),
        say("desc_closing", count=len(made.layers.closing)) if made.layers.closing else None,
        say("desc_bad", lots=joined(Text(each, each) for each in bad[:12]), count=len(bad)) if bad else None,
        choice.said,
        say("desc_table"),
    ]
    return joined([each for each in said if each], " ", "")


def _text(text: str, y: float, room: float, size: float, fill: str, look: str = "") -> tuple[list[str], float]:
    """Lines of a text, and where they end."""
    found = []
    for words in wrapped(text, room, size):
        found.append(line(0, y + LEADING * size / 2, words, size, look, fill, "start"))
        y += LEADING * size
    return found, y


def _legend(made: Layout, y: float, lang: Lang, room: float) -> tuple[list[str], float]:
    """What the signs mean, of those there are; and where the legend ends."""
    found, x = [], 0.0
    for icon, said in _entries(made):
        rows = wrapped(said.in_(lang), room - 40, KEY)
        wide = 40 + max(length(row, KEY) for row in rows) + 22
        if x and x + wide - 22 > room:
            x, y = 0.0, y + 23
        words = "".join(line(40, 9.5 + LEADING * KEY * n, row, KEY, anchor="start") for n, row in enumerate(rows))
        found.append(f'<g transform="translate({x:.1f},{y:.1f})">{icon}{words}</g>')
        x += wide
        if len(rows) > 1:
            x, y = 0.0, y + 23 + LEADING * KEY * (len(rows) - 1)
    return found, y + (27 if x else 4)


def _entries(made: Layout) -> list[tuple[str, Text]]:
    graph, boxes = made.graph, made.boxes.values()
    sample = Place(16.0, 2.0, 30.0, 15.0)
    steps, closing = graph.steps.values(), made.layers.closing
    sound = [each for each in steps if not (each.bad or each.disputed)]
    drawn_ = [edge for edge in graph.edges if edge not in closing]
    every = [
        (outline(sample, False, False), "legend_lot", any(not each.outside for each in boxes)),
        (outline(sample, False, True), "legend_outside", any(each.outside for each in boxes)),
        (outline(sample, True, False) + sign(25, 9), "legend_bad", any(each.bad for each in boxes)),
        (node(16, 9.5, False), "legend_step", any(not unknown(each) for each in sound)),
        (
            node(16, 9.5, True),
            "legend_unknown",
            any(unknown(each) for each in sound),
        ),
        (node(16, 9.5, True, True), "legend_disputed", any(each.disputed and not each.bad for each in steps)),
        (sign(16, 9.5, 10.0), "legend_bad_step", any(each.bad for each in steps)),
        (_stroke(FLOW, "", THICK / 2), "legend_flow", any(edge.mass is not None for edge in drawn_)),
        (_stroke(MUTED, UNWEIGHED), "legend_unweighed", any(edge.mass is None and not edge.within for edge in drawn_)),
        (_stroke(MUTED, WITHIN), "legend_within", any(edge.within for edge in drawn_)),
        (_stroke(RED, CLOSING), "legend_closing", bool(closing)),
    ]
    return [(icon, say(key)) for icon, key, there in every if there]


def _stroke(colour: str, dashes: str, wide: float = 1.6) -> str:
    return path("M1,9.5H31", f'fill="none" stroke="{colour}" stroke-width="{wide:g}"{dashes}')
