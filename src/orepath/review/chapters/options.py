"""The options the agreement names, each with the evidence that bears on it; none is recommended."""

from __future__ import annotations

from orepath.evidence.measures import status
from orepath.evidence.record import current
from orepath.review.chapters.output import share
from orepath.review.chapters.overview import latest
from orepath.review.chapters.scene import Scene, capital, day_in_words, mineral_name
from orepath.review.chapters.texts import joined, say
from orepath.review.document import Chapter, Option, Paragraph
from orepath.vocabulary.language import Text
from orepath.vocabulary.terms import minerals, stages

LIVE = ("in_force", "suspended", "suspension_end_passed_unverified", "announced")
STRONG = 0.5  # share of one place from which a stage is listed as bearing on dependence: more than all others together


def options(scene: Scene) -> tuple[Chapter, tuple[Option, ...]] | None:
    """The chapter and its options as data; None for an agreement that names no decision."""
    if not scene.agreement.review:
        return None
    points = {
        "continue": [_counted(scene, "met", "option_kept", "option_none_kept"), *_dependence(scene)],
        "amend": [
            _counted(scene, "undetermined", "option_insufficient"),
            *_outside(scene),
            *_pending(scene),
            *_instruments(scene),
        ],
        "terminate": [_counted(scene, "not_met", "option_not_kept", "option_none_not_kept"), *_instruments(scene)],
    }
    found = tuple(
        Option(decision, _title(decision), tuple(point for point in points.get(decision, []) if point))
        for decision in scene.agreement.review.decisions
    )
    return Chapter("options", say("options_title"), (Paragraph(say("options_intro")), *found)), found


def _title(decision: str) -> Text:
    if decision in ("continue", "amend", "terminate"):
        return say(f"option_{decision}")
    return say("option_other", name=decision)


def _counted(scene: Scene, verdict: str, some: str, none: str = "") -> Paragraph | None:
    titles = {commitment.id: commitment.title for commitment in scene.agreement.commitments}
    found = [finding for finding in scene.findings if finding.verdict == verdict]
    if not found:
        return Paragraph(say(none, all=len(scene.findings))) if none else None
    named = [(f.commitment, titles[f.commitment]) for f in found]
    listed = joined([Text(f"{key} {title.en}", f"{key} {title.ja}") for key, title in named], "; ")
    cites = tuple(dict.fromkeys(statement for finding in found for statement in finding.statements))
    return Paragraph(say(some, count=len(found), all=len(scene.findings), list=listed), cites=cites)


def _dependence(scene: Scene) -> list[Paragraph]:
    found = []
    for mineral, out in latest(scene):
        place = out.ranked[0]
        if place in scene.parties or out.supply.shares[place] < STRONG:
            continue
        said = say(
            "option_dependence",
            mineral=capital(mineral_name(mineral)),
            stage=stages()[out.supply.stage].name,
            place=scene.place(place),
            when=out.when,
            share="{share}",
        )
        found.append(Paragraph(said, {"share": share(scene, mineral, out, place)}))
    return found


def _outside(scene: Scene) -> list[Paragraph]:
    acts = [act for act in scene.acts if status(act, scene.as_of) in LIVE]
    outside = sorted({m for act in acts for m in act.record.many("minerals")} - set(scene.agreement.minerals))
    if not outside:
        return []
    cites = tuple(act.record.id for act in acts if set(act.record.many("minerals")) & set(outside))
    listed = joined([minerals()[mineral].name for mineral in outside])
    return [Paragraph(say("option_outside", day=day_in_words(scene.as_of), list=listed), cites=cites)]


def _pending(scene: Scene) -> list[Paragraph]:
    pending = [commitment for commitment in scene.agreement.commitments if commitment.citation_pending]
    return [Paragraph(say("option_pending", count=len(pending)))] if pending else []


def _instruments(scene: Scene) -> list[Paragraph]:
    since = [
        record
        for record in current(scene.evidence, "cooperation_instrument")
        if record.statement.from_ and scene.agreement.in_force_from < record.statement.from_ <= scene.as_of
    ]
    if not since:
        return []
    return [Paragraph(say("option_instruments", count=len(since)), cites=tuple(record.id for record in since))]
