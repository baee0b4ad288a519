"""What the text and the page of an answer on control say in sentences."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from math import prod

from orepath.control.answer import Link, Path, Trigger
from orepath.control.register import Metric
from orepath.control.saying import metric_name
from orepath.review.numbers import day_text
from orepath.review.ownership_page.figures import LONGEST, exact, fraction, whole
from orepath.review.ownership_page.scene import Cited, Scene
from orepath.review.ownership_page.texts import joined, say
from orepath.vocabulary.language import Text


def answer_sentence(scene: Scene) -> Text:
    """The answer in one sentence: the rule, the day, the entity, and what the rule's words give."""
    answer = scene.answer
    key = {True: "answer_yes", False: "answer_no", None: "answer_open"}[answer.controlled]
    if answer.controlled and not answer.by:
        key = "answer_itself"
    if not answer.applies:
        key = "answer_no_words"
    day = Text(day_text(answer.as_of, "en"), day_text(answer.as_of, "ja"))
    return say(key, rule=scene.rule.name, day=day, entity=scene.name(answer.entity), by=names(scene, answer.by))


def names(scene: Scene, ids: tuple[str, ...]) -> Text:
    """Entities by name, one after another."""
    return joined([scene.name(id_) for id_ in ids])


def where(link: Link) -> Text:
    """Where a link stands, or that it stands nowhere: it is what the file does not say."""
    return Text(link.where, link.where) if link.where else say("nowhere")


def verdict(trigger: Trigger) -> Text:
    """Whether a trigger is met."""
    return say({True: "met", False: "not_met", None: "open"}[trigger.met])


def limb(scene: Scene, trigger: Trigger) -> Text:
    """What a trigger asks, in the rule's words."""
    words = scene.rule.limbs.get(trigger.trigger, trigger.said)
    if trigger.metric:
        words = words.format(metric=metric_name(trigger.metric))
    return Text(*(said.replace(" %", "\N{NO-BREAK SPACE}%") for said in (words.en, words.ja)))


def threshold(scene: Scene, trigger: Trigger) -> Text | None:
    """What a trigger compares with, and how; None where it compares nothing."""
    if trigger.threshold is None:
        return None
    key = {">=": "at_least", ">": "more_than"}.get(scene.rule.comparisons.get(trigger.trigger, ""), "against")
    return say(key, share=whole(trigger.threshold))


def metric_of(path: Path) -> Metric:
    """The metric a path adds to."""
    return path.links[-1].metric


def product(path: Path) -> Text:
    """What a path adds, as the product of what the rule counts its links as; or its bounds."""
    if path.adds.low != path.adds.high:
        return say("adds_between", held=exact(path.adds))
    counted = [link.counted for link in path.links]
    if len(counted) == 1 or prod(counted) != path.adds.low:
        return say("adds", held=exact(path.adds))
    if any(len(fraction(each)) > LONGEST for each in counted):
        return say("adds", held=exact(path.adds))
    factors = " × ".join(fraction(each) for each in counted)
    return say("adds_product", factors=factors, held=exact(path.adds))


def overlaps(scene: Scene) -> bool:
    """Whether the paths of a metric add up to more than is held: those that pass the same entity count it once."""
    sums: dict[Metric, Fraction] = defaultdict(Fraction)
    for path in scene.answer.paths:
        sums[metric_of(path)] += path.adds.low
    return any(metric in sums and sums[metric] > held.low for metric, held in scene.answer.metrics.items())


def majority_sentence(scene: Scene) -> Text:
    """Who controls the entity by recursive majority of votes, or that nobody does."""
    answer = scene.answer
    if not answer.majority:
        return say("majority_none", entity=scene.name(answer.entity))
    return say("majority", entity=scene.name(answer.entity), by=names(scene, answer.majority))


def steps(scene: Scene) -> list[Text]:
    """How control by majority of votes spreads, step by step."""
    return [
        say("majority_step", entity=scene.name(step.entity), by=names(scene, step.owners), votes=whole(step.votes))
        for step in scene.answer.majority_steps
    ]


def deemed(scene: Scene) -> list[Text]:
    """The entities that are covered only because covered owners hold them."""
    found = []
    for each in scene.answer.deemed:
        by = names(scene, tuple(dict.fromkeys(link.owner for link in each.by)))
        words = {"entity": scene.name(each.entity), "metric": metric_name(each.metric), "held": exact(each.held)}
        found.append(say("deemed" if each.certain else "deemed_open", by=by, **words))
    return found


def cited(scene: Scene) -> list[Cited]:
    """Where the rule and each of its triggers stand, each once."""
    every = [*scene.rule.references]
    every += [Cited(each.reference, each.how_sure) for each in scene.answer.triggers if each.reference]
    return list(dict.fromkeys(every))


def references(scene: Scene) -> list[Text]:
    """The same as people read it, with how sure each is."""
    return [say("how_sure", source=each.source, how_sure=each.how_sure) for each in cited(scene)]
