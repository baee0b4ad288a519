"""Texts with figures in them, as segments."""

from __future__ import annotations

from string import Formatter

from orepath.errors import UnknownName
from orepath.review.blocks import Paragraph
from orepath.review.figure import Figure
from orepath.review.numbers import bare_text, full_text, mark, span_text
from orepath.review.wording.voice import Tree, Voice


def plain(text: str) -> Tree:
    """A segment that is only text."""
    return {"kind": "text", "text": text}


def words(text: str) -> list[Tree]:
    """Segments of a text in which `` `…` `` sets off a name that a machine reads.

    >>> [part["kind"] for part in words("register `capacity`, please")]
    ['text', 'code', 'text']
    """
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return [plain(text)]
    return [{"kind": "code" if position % 2 else "text", "text": part} for position, part in enumerate(parts) if part]


def number(voice: Voice, figure: Figure, unit: str = "", bare: bool = False) -> Tree:
    """A segment that is a figure, linked to its evidence, and its range; a mark stands only in a table, whose legend
    explains it."""
    shown = (bare_text if bare else full_text)(figure, voice.lang, unit)
    span = span_text(figure, voice.lang, unit)
    return {"kind": "figure", "id": figure.id, "text": shown, "span": span, "mark": mark(figure) if bare else ""}


def segments(voice: Voice, paragraph: Paragraph) -> list[Tree]:
    """The segments of a paragraph: ``{name}`` becomes the figure of that name, ``{name:kt}`` shows it in that unit.

    Raises
    ------
    UnknownName
        Where a placeholder names no figure of the paragraph.
    """
    found: list[Tree] = []
    for said, name, unit, _ in Formatter().parse(paragraph.text.in_(voice.lang)):
        if said:
            found += words(said)
        if name is not None:
            if name not in paragraph.figures:
                raise UnknownName("figure", name, list(paragraph.figures), where=paragraph.text.en[:60])
            found.append(number(voice, paragraph.figures[name], unit or ""))
    return found + voice.cites(paragraph.cites)


def spoken(voice: Voice, paragraph: Paragraph) -> str:
    """A paragraph as one line of text, without its references."""
    said = [part for part in segments(voice, paragraph) if part["kind"] in ("text", "code", "figure")]
    gap = " " if voice.lang == "en" else ""
    return "".join(part["text"] + (gap + part["span"] if part.get("span") else "") for part in said)
