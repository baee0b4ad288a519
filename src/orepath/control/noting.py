"""What an answer rests on, and what leaves it open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from orepath.control.asked import Asked
from orepath.control.covering import unknown_marks
from orepath.control.limbs import Found
from orepath.control.rule import Rule
from orepath.control.saying import metric_name, note
from orepath.control.upstream import PARTS_OF_ONE
from orepath.vocabulary.language import Text

NAMED = 8
"""How many entities a note names."""


def not_applying(rule: Rule, day: date) -> tuple[Text, ...]:
    """Why a rule says nothing on a day."""
    first = rule.versions[0].from_
    return (note("not_yet", day=day, from_=first),) if day < first else (note("ended", day=day),)


def notes(asked: Asked, found: Sequence[Found]) -> tuple[Text, ...]:
    """What an answer rests on: the version applied, the world assumed, and what is not known."""
    return (
        note("version", from_=asked.version.from_),
        note("open_world" if asked.open_world else "closed_world"),
        *_unknown_stakes(asked),
        *_unknown_covering(asked, found),
        *_crowded(found),
        *(note("many_owners", metric=metric_name(each.metric)) for each in found if each.loose and each.metric),
        *_left_out(asked),
    )


def _unknown_stakes(asked: Asked) -> tuple[Text, ...]:
    entities = set()
    for graph in asked.graphs.values():
        unnamed = asked.day.unnamed[graph.metric]
        entities |= {entity for entity in graph.pool if len(unnamed.of(entity))}
        entities |= {e for e, stakes in graph.stakes.items() if any(stake.low != stake.high for stake in stakes)}
    return (note("unknown_stakes", entities=_named(asked, entities)),) if entities else ()


def _unknown_covering(asked: Asked, found: Sequence[Found]) -> tuple[Text, ...]:
    entities = asked.day.register.entities
    perhaps = set(asked.covered.perhaps)
    placeless = {number for number in perhaps if not entities.country[number]}
    if any(each.limb.sort == "seated" and each.met is None for each in found):
        placeless.add(asked.entity)
    marked = {number for number in perhaps if unknown_marks(entities, number)}
    counted = {number for number in asked.covered.sure if unknown_marks(entities, number)}
    told = (("unknown_place", placeless), ("unknown_list", marked), ("counted_list", counted))
    return tuple(note(key, entities=_named(asked, which)) for key, which in told if which)


def _crowded(found: Sequence[Found]) -> tuple[Text, ...]:
    """The limb with most groups tells of them; whether they matter, all limbs do."""
    crowded = [each for each in found if each.crowded]
    if not crowded:
        return ()
    sizes = max((each.crowded for each in crowded), key=len)
    key = "crowded" if any(each.met is None for each in crowded) else "crowded_met"
    return (note(key, groups=len(sizes), count=max(sizes)),)


def _named(asked: Asked, numbers: Iterable[int]) -> str:
    ids = sorted(asked.day.register.entities.ids[number] for number in numbers)
    return ", ".join(ids[:NAMED]) + (" …" if len(ids) > NAMED else "")


def _left_out(asked: Asked) -> tuple[Text, ...]:
    counts = [(metric, asked.integrated(metric).left_out) for metric in PARTS_OF_ONE]
    told = [note("integrated_left_out", metric=metric_name(metric), count=count) for metric, count in counts if count]
    return tuple(told)
