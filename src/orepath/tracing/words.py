"""What a trace says, in English and Japanese."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any

from orepath.network.network import Kind
from orepath.tracing.answer import Route, Step
from orepath.vocabulary.language import Text, text
from orepath.vocabulary.places import place_text
from orepath.vocabulary.terms import minerals, stages

PASSED = ("-market", "-input")
"""What the stage of a node ends with at which goods are only at hand."""


@cache
def _words() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("orepath.tracing").joinpath("words.toml").read_text("utf-8"))


def said(key: str, **values: object) -> Text:
    """A sentence or heading, its placeholders filled."""
    return text(_words()["text"][key]).format(**values)


def kind_text(kind: Kind) -> Text:
    """What a network is built from."""
    return text(_words()["kind"][kind])


def strain_text(kind: str) -> Text:
    """What a figure that could not be kept is of, with room for its place and stage."""
    return text(_words()["strain"][kind])


def slack_text(note: str) -> Text | None:
    """Why mass had to be put in or let out, by the code of its note; None where it says nothing."""
    return text(_words()["slack"][note]) if note in _words()["slack"] else None


def label_text(label: str) -> Text:
    """The name of a place, or of the word that stands where a place stands.

    >>> label_text("domestic").en, label_text("FI").en
    ('own extraction', 'Finland')
    """
    special = _words()["place"].get(label)
    return text(special) if special else place_text(label)


def stage_text(stage: str) -> Text:
    """The name of a stage; one that is not known stands for itself."""
    special = _words()["stage"].get(stage)
    if special:
        return text(special)
    return stages()[stage].name if stage in stages() else Text(stage, stage)


def mineral_text(mineral: str) -> Text:
    """The name of a mineral; one that is not known stands for itself."""
    return minerals()[mineral].name if mineral in minerals() else Text(mineral, mineral)


def stage_order(stage: str) -> int:
    """Where a stage stands from ore to use; one that is not known stands last."""
    order = list(_words()["stage"])
    return order.index(stage) if stage in order else len(order)


def route_text(route: Route) -> Text:
    """A route in one line: each place once in a row with what happens there, at last where and as what it arrives."""
    *on_the_way, (place, at) = _stops(route.path)
    last = _stop(place, at[-1:] if on_the_way else at, arrives=bool(on_the_way))
    every = [*(_stop(*stop) for stop in on_the_way), last]
    return Text(" → ".join(part.en for part in every), " → ".join(part.ja for part in every))


def _stops(path: Sequence[Step]) -> Iterator[tuple[str, list[str]]]:
    for place, steps in groupby(path, key=lambda step: step.place):
        yield place, [step.stage for step in steps]


def _stop(place: str, at: Sequence[str], arrives: bool = False) -> Text:
    """A place and what happens there; at a place where goods only change hands, that they do."""
    if not any(at):
        return label_text(place)
    done = [stage for stage in dict.fromkeys(at) if stage and (arrives or not stage.endswith(PASSED))]
    what = [stage_text(stage) for stage in done] or [said("trade")]
    joined = Text(", ".join(each.en for each in what), "、".join(each.ja for each in what))
    return said("stop", place=label_text(place), what=joined)
