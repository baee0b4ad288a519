"""What a picture or a page of an answer on control speaks of: the answer, its entities, and what its rule says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from orepath.control.answer import UNKNOWN_OWNER, Answer, Link
from orepath.control.register import KINDS, Register
from orepath.control.rule import Comparison, Rule, Version
from orepath.review.ownership_page.texts import joined, kind_text, say
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text


@dataclass(frozen=True)
class Entity:
    """An entity as people read of it; `about` is its kind and the place where it is seated."""

    id: str
    name: str
    about: Text
    lists: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cited:
    """A source of a rule, and how sure what it says is."""

    source: str
    how_sure: str


@dataclass(frozen=True)
class RuleWords:
    """What a rule says of itself.

    Parameters
    ----------
    name
        What it is called.
    covered
        What its covered owners are called.
    references
        Where it stands, beside what its triggers cite.
    comparisons
        By trigger, how it compares what is found with its threshold.
    limbs
        By trigger, its words, with a placeholder for the metric.
    about
        What it is about, in a sentence.
    """

    name: Text
    covered: Text
    references: tuple[Cited, ...] = ()
    comparisons: Mapping[str, Comparison] = field(default_factory=dict)
    limbs: Mapping[str, Text] = field(default_factory=dict)
    about: Text | None = None


def words_of(rule: Rule, day: date) -> RuleWords:
    """What a rule says of itself on a day."""
    version = rule.on(day)
    if version is None:
        return RuleWords(rule.title, Text("–", "–"), about=rule.about)
    covered = joined([criterion.said for criterion in version.criteria], "; ", "；")
    comparisons = {limb.id: limb.threshold.comparison for limb in version.limbs if limb.threshold}
    limbs = {limb.id: limb.said for limb in version.limbs}
    return RuleWords(rule.title, covered, _cited(version), comparisons, limbs, rule.about)


def _cited(version: Version) -> tuple[Cited, ...]:
    """Where a version's values stand, beside those of its limbs."""
    every = [version.reference, version.nations_reference, version.counting_reference]
    every += [criterion.reference for criterion in version.criteria]
    every += [version.spreads.reference] if version.spreads else []
    return tuple(dict.fromkeys(Cited(each.source, each.how_sure) for each in every))


@dataclass(frozen=True)
class Scene:
    """An answer with the names of its entities and the words of its rule."""

    answer: Answer
    rule: RuleWords
    entities: Mapping[str, Entity] = field(default_factory=dict)

    def entity(self, id_: str) -> Entity:
        """An entity by its id; one whose owner nobody knows, or that is not in the register, stands for itself."""
        if id_ == UNKNOWN_OWNER:
            return Entity(id_, "", say("unknown_owner"))
        return self.entities.get(id_) or Entity(id_, id_, Text("", ""))

    def name(self, id_: str) -> Text:
        """What an entity is called."""
        found = self.entity(id_)
        return Text(found.name, found.name) if found.name else found.about


def entities(register: Register, answer: Answer) -> dict[str, Entity]:
    """The entities an answer names, by id."""
    wanted = {answer.entity, *answer.by, *answer.majority, *_on_paths(answer)}
    wanted |= {owner for owners in answer.integrated.values() for owner in owners}
    wanted |= {each.entity for each in answer.deemed} | {step.entity for step in answer.majority_steps}
    wanted |= {owner for step in answer.majority_steps for owner in step.owners}
    return {id_: _entity(register, number) for number, id_ in enumerate(register.entities.ids) if id_ in wanted}


def _on_paths(answer: Answer) -> Iterator[str]:
    links: list[Link] = [link for path in answer.paths for link in path.links]
    links += [link for each in answer.deemed for link in each.by]
    for link in links:
        yield from (link.owner, link.owned)


def _entity(register: Register, number: int) -> Entity:
    of = register.entities
    parts = [kind_text(KINDS[of.kind[number]])]
    if of.country[number]:
        parts.append(place_text(of.country[number]))
    return Entity(of.ids[number], of.names[number], joined(parts), of.listed.get(number, ()))
