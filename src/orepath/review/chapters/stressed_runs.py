"""The measures of the register that apply to a Party, each under a stress test."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from orepath.evidence.measures import MeasureStatus, status_names
from orepath.review.chapters.networks import DRAWS, networks
from orepath.review.chapters.scene import Scene
from orepath.review.document import StressedMeasure
from orepath.stress.answer import BackTest, Result
from orepath.stress.asked import stress
from orepath.stress.backtest import backtests
from orepath.stress.prepared import Prepared
from orepath.stress.templates import listed
from orepath.tracing.words import mineral_text
from orepath.vocabulary.language import Text

TRIES = 25
"""Draws that a range spans, each taken twice; ``orepath stress`` takes more unless it is told otherwise."""
APPLIED: tuple[MeasureStatus, ...] = ("in_force", "suspended", "suspension_end_passed_unverified")
ANNOUNCED: MeasureStatus = "announced"
NONE, VALUE = "no_adaptation_t", "value_of_coordination_t"


@dataclass(frozen=True)
class Line:
    """What a measure does to one Party and mineral."""

    tested: StressedMeasure
    result: Result

    @property
    def lost(self) -> bool:
        """Whether anything is lost at the recorded flows, if nobody adapts."""
        return self.result.no_adaptation_t > 0

    @property
    def open(self) -> bool:
        """Whether anything is lost in any draw."""
        return self.result.ranges.get(NONE, (0.0, self.result.no_adaptation_t))[1] > 0

    @property
    def most_averted_t(self) -> float:
        """The most that acting together averts in any draw (t)."""
        return self.result.ranges.get(VALUE, (0.0, self.result.value_of_coordination_t))[1]


def prepared(scene: Scene) -> Prepared:
    """The networks of the dossier, for stress tests."""
    key = ("prepared",)
    if key not in scene.made:
        scene.made[key] = Prepared(scene.evidence, DRAWS, networks=networks(scene))
    found: Prepared = scene.made[key]
    return found


def tested(scene: Scene) -> tuple[StressedMeasure, ...]:
    """The measures that apply to a Party and are in force, suspended, not verified or announced, with their answers."""
    key = ("tested",)
    if key not in scene.made:
        scene.made[key] = tuple(_tested(scene))
    found: tuple[StressedMeasure, ...] = scene.made[key]
    return found


def past(scene: Scene) -> tuple[BackTest, ...]:
    """How right the method was; nothing where nothing is answered in tonnes."""
    key = ("past",)
    if key not in scene.made:
        answered = any(each.answer.results for each in tested(scene))
        scene.made[key] = backtests(scene.evidence) if answered else ()
    found: tuple[BackTest, ...] = scene.made[key]
    return found


def _tested(scene: Scene) -> Iterator[StressedMeasure]:
    if not scene.acts:
        return
    ready = prepared(scene)
    asked = ready.asked(scene.as_of, scene.parties)
    for each in listed(scene.evidence, scene.as_of, scene.parties, asked):
        if each.status in (*APPLIED, ANNOUNCED) and any(each.applies_to.values()):
            answer = stress(
                each.id,
                parties=scene.parties,
                evidence=scene.evidence,
                as_of=scene.as_of,
                draws=TRIES,
                prepared=ready,
                spread=False,
            )
            yield StressedMeasure(each, answer)


def by_mineral(found: Sequence[StressedMeasure]) -> dict[str, list[Line]]:
    """The lines of each mineral under which anything is lost in any draw.

    Measures stand in order of what acting together averts, then of what is lacking together, at the recorded flows and
    then at most; minerals of the days of supply that acting together averts, then of the part of demand that is
    lacking. What is lost if nobody adapts orders nothing.
    """
    lines: dict[str, list[Line]] = {}
    for each in found:
        for result in each.answer.results:
            lines.setdefault(result.mineral, []).append(Line(each, result))
    made = {mineral: _ordered(several) for mineral, several in lines.items()}
    kept = {mineral: [line for line in several if line.open] for mineral, several in made.items()}
    return {
        mineral: kept[mineral] for mineral in sorted(kept, key=lambda name: _weight(kept[name], name)) if kept[mineral]
    }


def _ordered(lines: Sequence[Line]) -> list[Line]:
    """Measure by measure; of one measure in the order of the Parties."""
    several: dict[str, list[Line]] = {}
    for line in lines:
        several.setdefault(line.tested.listed.id, []).append(line)
    return [line for name in sorted(several, key=lambda name: _place(several[name], name)) for line in several[name]]


def _place(lines: Sequence[Line], name: str) -> tuple[float, float, float, float, str]:
    averted = sum(line.result.value_of_coordination_t for line in lines)
    lacking = sum(line.result.coordinated_t for line in lines)
    most = sum(line.most_averted_t for line in lines)
    return -averted, -lacking, -most, -sum(line.result.high for line in lines), name


def _weight(lines: Sequence[Line], name: str) -> tuple[float, float, str]:
    days = max((line.result.value_of_coordination_days or 0.0 for line in lines), default=0.0)
    part = max((line.result.coordinated_t / line.result.baseline_t for line in lines), default=0.0)
    return -days, -part, name


def untouched(found: Sequence[StressedMeasure]) -> list[tuple[StressedMeasure, list[Text]]]:
    """The measures, with their minerals, under which no Party lacks anything in any draw."""
    made = []
    for each in found:
        names = list(dict.fromkeys(result.mineral for result in each.answer.results))
        hit = {result.mineral for result in each.answer.results if Line(each, result).open}
        if calm := [mineral_text(name) for name in names if name not in hit]:
            made.append((each, calm))
    return made


def status_text(found: StressedMeasure) -> Text:
    """How a measure stands, in words."""
    return status_names()[found.listed.status]
