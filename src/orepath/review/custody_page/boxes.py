"""What stands in the box of a lot, and what a pointer and a screen reader are told of each node."""

from __future__ import annotations

from dataclasses import dataclass

from orepath.custody.books.transformations import MASS
from orepath.review.charts.measuring import cut, wrapped
from orepath.review.custody_page.lot_graph import Graph, Step
from orepath.review.custody_page.scene import Scene, named, place_name
from orepath.review.custody_page.shown import amount
from orepath.review.custody_page.texts import joined, say
from orepath.vocabulary.language import Lang, Text

NAME, ABOUT = 11.5, 10.5
"""Sizes of type: names, and what is said of a lot."""
WIDER = 1.08
"""How much wider bold letters and digits are than `orepath.review.charts.measuring.length` takes letters to be."""
LEADING = 1.3
PAD = 6.0
SIGN = 15.0
"""Pixels beside the name kept for the sign of a violation."""


@dataclass(frozen=True)
class Box:
    """The lines of a lot's box, cut to its width, and all that is said of it."""

    name: tuple[str, ...]
    about: tuple[str, ...]
    whole: str
    bad: bool
    outside: bool

    @property
    def height(self) -> float:
        """Pixels."""
        return 2 * PAD + LEADING * (NAME * len(self.name) + ABOUT * len(self.about))


def box(scene: Scene, graph: Graph, key: str, lang: Lang, width: float) -> Box:
    """The box of a lot."""
    lot = graph.lots[key]
    facts = scene.facts(lot)
    bad = lot in scene.bad_lots
    outside = not scene.ledger.held.within[lot] and lot not in scene.containers
    name, number = named(facts)
    place = scene.place(facts, lot)
    room = width - 2 * PAD
    about = [
        Text(number, number),
        _amount(scene, lot),
        _places(place, facts.origin),
        say("steps_undrawn", count=graph.undrawn[key]) if key in graph.undrawn else None,
        say("in_itself") if any(edge.source == edge.target == key for edge in graph.edges) else None,
    ]
    told = [
        name,
        say("identifier", id=facts.id),
        say("held", amount=scene.held(lot, "made")),
        say("made_at", place=place_name(place)) if place else None,
        say("origin_at", place=place_name(facts.origin)) if facts.origin else None,
        say("outside") if outside else None,
        say("bad_lot") if bad else None,
    ]
    lines = [each.in_(lang) for each in about if each and each.en]
    return Box(
        tuple(_cut(name.in_(lang), room - (SIGN if bad else 0), NAME, 2)),
        tuple(cut(line, room, ABOUT) for line in lines),
        joined([each for each in told if each], "; ", "、").in_(lang),
        bad,
        outside,
    )


def _amount(scene: Scene, lot: int) -> Text:
    """How much was made or received; of a lot of which that is not said, how much was taken."""
    held = scene.ledger.held
    if held.open_[lot] and held.measured[lot] and held.dimension[lot] >= 0 and lot not in scene.containers:
        return say("taken_only", amount=scene.held(lot, "taken", coarse=True))
    said = scene.held(lot, "made", coarse=True)
    return say("no_amount") if said == say("not_recorded") else said


def _places(place: str, origin: str) -> Text | None:
    """Codes of where a lot was made and where its material comes from."""
    if place and origin:
        return say("place_and_origin", place=place, origin=origin)
    if origin:
        return say("origin_code", origin=origin)
    return say("place_code", place=place) if place else None


def _cut(text: str, room: float, size: float, most: int) -> list[str]:
    """A text in a few lines of at most a width, the last cut where there is more."""
    lines = wrapped(text, room, size * WIDER)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1] + "…"]
    return [cut(line, room, size * WIDER) for line in lines]


def step_text(scene: Scene, step: Step, lang: Lang) -> str:
    """All that is said of a transformation."""
    yields = scene.ledger.transformed.yields
    stated = {yields[number] for number in step.numbers if number in yields}
    told = [
        say("step", count=len(step.numbers)),
        say("went_in", amount=_mass(step.in_)),
        say("came_out", amount=_mass(step.out)),
        say("yield_stated") if stated else say("yield_unstated"),
        say("lots_undrawn", count=step.undrawn) if step.undrawn else None,
        say("step_disputed") if step.disputed else None,
        say("step_unknown") if unknown(step) else None,
        say("bad_step") if step.bad else None,
    ]
    return joined([each for each in told if each], "; ", "、").in_(lang)


def unknown(step: Step) -> bool:
    """Whether a transformation could not be checked."""
    return step.in_ is None or step.out is None


def _mass(value: int | None) -> Text:
    return say("not_recorded") if value is None else amount(value, MASS)
