"""Each number of the answer with how it came about and the statements it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from orepath.review.stress_page.figures import amount, averted, dollars, mass, of_case
from orepath.review.stress_page.said_result import goods_text
from orepath.review.stress_page.scene import Scene
from orepath.review.stress_page.sentences import assumption, of_whom, told_apart
from orepath.review.stress_page.texts import say
from orepath.stress.answer import CASES, Result
from orepath.stress.words import word
from orepath.vocabulary.language import Lang
from orepath.vocabulary.places import place_text


@dataclass(frozen=True)
class Number:
    """A number shown, how it came about, and the ids of the statements it rests on."""

    shown: str
    how: str
    statements: tuple[str, ...]


@dataclass(frozen=True)
class Explained:
    """The numbers of one Party and mineral, or of the assumptions."""

    heading: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True)
class Cited:
    """An edition of a dataset and the statements of it that the answer rests on."""

    name: str
    url: str
    edition: str
    licence: str
    statements: tuple[str, ...]


def explained(scene: Scene, lang: Lang) -> list[Explained]:
    """Every result, then the shocks and assumptions."""
    found = [Explained(of_whom(each).in_(lang), tuple(_numbers(each, lang))) for each in scene.found.results]
    acts = [Number(each.name.in_(lang), "", each.statements) for each in scene.found.shocks]
    given = [Number(assumption(each).in_(lang), "", each.statements) for each in told_apart(scene.found.assumptions)]
    basis = [Explained(say("assumptions_heading").in_(lang), (*acts, *given))] if acts or given else []
    return [*found, *basis]


def _numbers(result: Result, lang: Lang) -> list[Number]:
    def number(label: str, shown: str, how: str, statements: tuple[str, ...]) -> Number:
        colon = ": " if lang == "en" else "："
        return Number(f"{label}{colon}{shown}", say(f"how_{how}").in_(lang) if how else "", statements)

    ids = result.statements
    found = [number(say("demand").in_(lang), mass(amount(result.baseline_t), lang), "baseline", ids)]
    for case in CASES:
        found.append(number(word("case", case).in_(lang), mass(of_case(result, case), lang), case, ids))
    found.append(number(say("averted").in_(lang), mass(averted(result), lang), "value", result.price_statements))
    if result.price_usd_per_t is not None:
        found.append(number(say("price").in_(lang), dollars(result.price_usd_per_t, lang), "", result.price_statements))
    for part in result.filled:
        if part.statements:
            values = {"place": place_text(part.place), "kind": word("kind", part.kind), "stage": goods_text(part.stage)}
            shown = mass(amount(part.mass_t, coarse=of_case(result, part.case).step), lang)
            label = f"{word('case', part.case).in_(lang)}, {say('source', **values).in_(lang)}"
            found.append(number(label, shown, "", part.statements))
    return found


def cited(scene: Scene, lang: Lang) -> list[Cited]:
    """The editions the answer rests on, those with the most statements first."""
    known = scene.evidence.sources if scene.evidence else {}
    found = []
    for edition, ids in scene.editions.items():
        source = known.get(edition.dataset)
        name = edition.dataset
        if source:
            publisher, title = source.publisher.in_(lang), source.title.in_(lang)
            name = f"{publisher}「{title}」" if lang == "ja" else f"{publisher}, {title}"
        url = source.url if source else ""
        found.append(Cited(name, url, f"{edition.dataset} {edition.edition}", edition.licence, tuple(ids)))
    return found
