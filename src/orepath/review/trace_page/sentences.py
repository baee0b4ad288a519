"""What the page says in sentences: how much is unknown, what customs figures hide, and who is cited."""

from __future__ import annotations

from dataclasses import dataclass

from orepath.network.network import RECYCLED, UNKNOWN
from orepath.review.trace_page.figures import percent, ranged, tonnes
from orepath.review.trace_page.scene import Scene
from orepath.review.trace_page.sides import Side
from orepath.review.trace_page.texts import say
from orepath.tracing.answer import Share
from orepath.tracing.words import kind_text, said
from orepath.vocabulary.language import Lang, Text

WORTH_SAYING = 0.05
"""From this difference on a place is named in a sentence."""
SAID = 4


@dataclass(frozen=True)
class Sentences:
    """Sentences of the page: those on what is unknown (the first is the largest), and those on what is hidden."""

    subtitle: str
    unknown: tuple[str, ...]
    hidden: tuple[str, ...]
    differ: bool
    answers: dict[str, str]
    masses: str
    slack: str
    caution: str


def sentences(scene: Scene, lang: Lang) -> Sentences:
    """The sentences of a trace."""
    trace, words = scene.trace, scene.words
    origin = next((each for each in trace.views.origin if each.place == UNKNOWN), Share(UNKNOWN, 0.0, 0.0, 0.0))
    border = next((each for each in trace.views.border if each.place == UNKNOWN), Share(UNKNOWN, 0.0, 0.0, 0.0))
    if trace.unknown_share is None:
        unknown = [said("unknown_open", **words), said("unknown_seen", share=_ranged(origin))]
    else:
        unknown = [said("unknown_share", share=_ranged(origin))]
    unknown += [
        say("unknown_border", share=_ranged(border)),
        said("arrivals", mass=_tonnes(trace.views.arrivals_t), basis=words["basis"]),
    ]
    some = "" if trace.draws else "_no_draws"
    answers = {key: say(f"{key}_note{some}", draws=trace.draws).in_(lang) for key in ("gross", "net")}
    return Sentences(
        say("subtitle", kind=kind_text(trace.kind), basis=_capital(words["basis"])).in_(lang),
        tuple(each.in_(lang) for each in unknown),
        tuple(each.in_(lang) for each in hidden(scene)),
        bool(_apart(scene)),
        answers,
        say("net_masses", gross=_tonnes(trace.views.arrivals_t), net=_tonnes(trace.net.arrivals_t)).in_(lang),
        say("slack_intro", mass=_tonnes(trace.slack_t)).in_(lang),
        said("caution").in_(lang),
    )


def hidden(scene: Scene) -> list[Text]:
    """The places behind which more or less stands than customs figures show, the largest difference first."""
    largest = _apart(scene)
    if not largest:
        return [say("hidden_none", percent=percent(WORTH_SAYING, "en", 0))]
    refined = {each.place: each for each in scene.trace.views.processor}
    return [
        say(
            "hidden_place",
            place=side.name,
            border=_ranged(side.border),
            origin=_ranged(side.origin),
            processor=_ranged(refined.get(side.place)),
        )
        for side in largest
    ]


def _apart(scene: Scene) -> list[Side]:
    apart = [
        side
        for side in scene.sides("gross")
        if abs(_change(side)) >= WORTH_SAYING and side.place not in (UNKNOWN, RECYCLED)
    ]
    return sorted(apart, key=lambda side: (-abs(_change(side)), side.place))[:SAID]


def _change(side: Side) -> float:
    return side.hidden.mid if side.hidden else 0.0


def _ranged(found: Share | None) -> Text:
    return Text(ranged(found, "en"), ranged(found, "ja")) if found else say("none_on_record")


def _capital(found: object) -> object:
    return Text(found.en[:1].upper() + found.en[1:], found.ja) if isinstance(found, Text) else found


def _tonnes(mass_t: float) -> Text:
    return Text(tonnes(mass_t, "en"), tonnes(mass_t, "ja"))


@dataclass(frozen=True)
class Cited:
    """An edition of a dataset and the statements of it that the trace rests on."""

    name: str
    url: str
    edition: str
    licence: str
    statements: tuple[str, ...]


def sources(scene: Scene, lang: Lang) -> list[Cited]:
    """The editions the trace rests on, those with the most statements first."""
    known = scene.evidence.sources if scene.evidence else {}
    found = []
    for edition, ids in scene.editions.items():
        source = known.get(edition.dataset)
        name = (
            Text(f"{source.publisher.en}, {source.title.en}", f"{source.publisher.ja}「{source.title.ja}」")
            if source
            else None
        )
        shown = name.in_(lang) if name else edition.dataset
        found.append(
            Cited(
                shown, source.url if source else "", f"{edition.dataset} {edition.edition}", edition.licence, tuple(ids)
            )
        )
    return found
