"""The words in boxes and beside lines, broken into lines that fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orepath.control.answer import UNKNOWN_OWNER, Link
from orepath.control.saying import metric_name
from orepath.review.charts.measuring import cut, wrapped
from orepath.review.ownership_page.figures import about, span
from orepath.review.ownership_page.graph import Node, Tie
from orepath.review.ownership_page.scene import Scene
from orepath.review.ownership_page.sizes import ABOUT, LABEL, LEADING, LINES, NAME, PAD, Sizes
from orepath.review.ownership_page.texts import joined, say
from orepath.vocabulary.language import Lang, Text

STEP = 4.0
"""Pixels by which lines are made shorter to find ones of about one length."""


@dataclass(frozen=True)
class Words:
    """What stands in a box: a name and what is said of it, and all of it in one line."""

    name: tuple[str, ...]
    about: tuple[str, ...]
    whole: str

    @property
    def height(self) -> float:
        """Pixels of a box that holds it."""
        return LEADING * (NAME * len(self.name) + ABOUT * len(self.about)) + 2 * PAD


def words(node: Node, scene: Scene, lang: Lang, width: float) -> Words:
    """What stands in a box of a width."""
    if node.role == "more":
        name, told = say("more", count=node.count).in_(lang), ""
    else:
        entity = scene.entity(node.entity)
        name, told = (entity.name or entity.about.in_(lang), entity.about.in_(lang) if entity.name else "")
    room = width - 2 * PAD - (8 if node.role == "covered" else 0)
    whole = f"{name} ({told})" if told else name
    return Words(_lines(name, room, NAME), _lines(told, room, ABOUT), whole)


def _lines(text: str, room: float, size: float) -> tuple[str, ...]:
    """A text in a few lines of about one length, broken where it must be; its end cut where it is longer still."""
    narrow = room
    while narrow > room / 2 and len(wrapped(text, narrow - STEP, size)) == len(wrapped(text, room, size)):
        narrow -= STEP
    found = [part for each in wrapped(text, narrow, size) for part in _broken(each, room, size)]
    if len(found) > LINES:
        found = [*found[: LINES - 1], cut(found[LINES - 1] + "…", room, size)]
    return tuple(found)


def _broken(word: str, room: float, size: float) -> list[str]:
    """A word without blanks that is wider than its room, broken."""
    found = []
    while word:
        part = word
        while len(part) > 1 and cut(part, room, size) != part:
            part = part[:-1]
        found.append(part)
        word = word[len(part) :]
    return found


def label(tie: Tie, turned: bool, lang: Lang, sizes: Sizes) -> tuple[tuple[str, bool], ...]:
    """The lines beside a tie, and whether each says what the rule counts instead of the share itself."""
    found: list[tuple[str, bool]] = []
    for link in tie.links:
        for said, counted in link_words(link):
            shown = say("upwards", said=said) if turned and not found else said
            found += [(part, counted) for part in wrapped(shown.in_(lang), sizes.label - 6, LABEL)]
    return tuple(found)


def link_words(link: Link) -> list[tuple[Text, bool]]:
    """A link's share, and what the rule counts it as where that differs."""
    found = [(say("link", metric=metric_name(link.metric), share=span(link.low, link.high)), False)]
    if differs(link):
        found.append((say("counted", share=about(link.counted)), True))
    return found


def differs(link: Link) -> bool:
    """Whether the rule counts a link as something else than its share; not where that depends on what is not known."""
    return bool(link.counted) and not link.low <= link.counted <= link.high


def described(ties: Sequence[Tie], scene: Scene) -> Text:
    """Every tie in words."""
    found = []
    for tie in ties:
        if tie.links:
            shares = joined([joined([said for said, _ in link_words(link)]) for link in tie.links])
            owner = scene.name(UNKNOWN_OWNER if tie.links[0].owner == UNKNOWN_OWNER else tie.owner)
            found.append(say("desc_link", owner=owner, owned=scene.name(tie.owned), shares=shares))
    return joined(found, "; ", "、")
