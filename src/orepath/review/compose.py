"""The dossier: every chapter made, in order, from evidence, agreement and findings as of a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from orepath.agreements.agreement import Agreement
from orepath.commitments.finding import VERDICTS, Finding
from orepath.commitments.review_dates import due_dates, held_jointly, reviews
from orepath.evidence.store import Evidence
from orepath.review.chapters.capacity import capacity
from orepath.review.chapters.changes import changes
from orepath.review.chapters.concentration import concentration
from orepath.review.chapters.demand import demand
from orepath.review.chapters.dependence import dependence
from orepath.review.chapters.effect import effect
from orepath.review.chapters.measures import measures_chapter
from orepath.review.chapters.networks import supplied
from orepath.review.chapters.operators import operators, operators_summary
from orepath.review.chapters.options import options
from orepath.review.chapters.output import share
from orepath.review.chapters.overview import latest, overview
from orepath.review.chapters.path import path
from orepath.review.chapters.production import production
from orepath.review.chapters.reserves import reserves
from orepath.review.chapters.scene import Scene, capital, day_in_words, mineral_name
from orepath.review.chapters.stressed import stressed
from orepath.review.chapters.stressed_texts import said
from orepath.review.chapters.texts import joined, say
from orepath.review.chapters.traced import traced
from orepath.review.chapters.traced_overview import traced_summary
from orepath.review.chapters.trade import trade
from orepath.review.chapters.unknowns import unknowns
from orepath.review.cited import with_statements
from orepath.review.document import (
    Block,
    Bullets,
    Chapter,
    Document,
    FindingCard,
    Mineral,
    Paragraph,
    Quantity,
    SourceEntry,
    Unknown,
)
from orepath.vocabulary.language import Text
from orepath.vocabulary.terms import stages

Progress = Callable[[Text], None]


def compose(
    evidence: Evidence,
    agreement: Agreement,
    findings: Sequence[Finding],
    as_of: date,
    progress: Progress = lambda title: None,
) -> Document:
    """The dossier of an agreement.

    Parameters
    ----------
    progress
        Told the title of each chapter before it is made.
    """
    scene = Scene(evidence, agreement, tuple(findings), as_of)
    progress(say("overview_title"))
    cards = tuple(FindingCard(agreement.commitment(finding.commitment), finding) for finding in findings)
    glance, by_mineral = overview(scene)
    minerals = []
    chapters = [Chapter("findings", say("findings_title"), (Paragraph(say("findings_intro")), *cards)), glance]
    needed, needs = demand(scene)
    for mineral in agreement.minerals:
        progress(mineral_name(mineral))
        chapter, quantities = _mineral(scene, mineral)
        chapters.append(chapter)
        known = {q.figure.id: q for q in [*by_mineral.get(mineral, []), *quantities, *needs.get(mineral, [])]}
        minerals.append(Mineral(mineral, mineral_name(mineral), tuple(known.values())))
    progress(say("measures_title"))
    measures, measured = measures_chapter(scene)
    progress(said("title"))
    tested = stressed(scene)
    changed, change_data = changes(scene)
    open_, unknown_data = unknowns(scene)
    chosen, shown = options(scene), effect(scene)
    chapters += [needed, measures, *([tested[0]] if tested else [])]
    chapters += [*capacity(scene), *([shown[0]] if shown else []), changed, open_]
    chapters += [chosen[0]] if chosen else []
    return with_statements(
        Document(
            agreement=agreement.id,
            title=agreement.title,
            subtitle=_subtitle(scene),
            as_of=as_of,
            releases=tuple(release.id for release in evidence.releases),
            chapters=tuple(chapters),
            findings=cards,
            summary=_summary(scene, unknown_data),
            meta=_meta(scene),
            sources=_sources(evidence),
            minerals=tuple(minerals),
            measures=measured,
            stressed=tested[1] if tested else (),
            backtests=tested[2] if tested else (),
            unknowns=unknown_data,
            options=chosen[1] if chosen else (),
            changes=change_data,
            effect=shown[1] if shown else None,
        ),
        evidence,
    )


def _mineral(scene: Scene, mineral: str) -> tuple[Chapter, list[Quantity]]:
    blocks: list[Block] = []
    quantities: list[Quantity] = []
    for part in (production, reserves, trade, traced, operators, concentration, dependence):
        made, found = part(scene, mineral)
        blocks += made
        quantities += found
        if part is reserves and not supplied(scene, mineral) and (drawn := path(scene, mineral)):
            blocks.append(drawn)
    return Chapter(mineral, capital(mineral_name(mineral)), tuple(blocks)), quantities


def _subtitle(scene: Scene) -> Text:
    named = joined([mineral_name(mineral) for mineral in scene.agreement.minerals])
    return say("subtitle", minerals=named, parties=scene.party_names())


def _meta(scene: Scene) -> tuple[tuple[Text, Text], ...]:
    agreement = scene.agreement
    lines = [
        (say("meta_in_force"), day_in_words(agreement.in_force_from)),
        (say("meta_binding"), say("binding" if agreement.binding else "not_binding")),
    ]
    if agreement.review:
        lines.append((say("meta_due"), day_in_words(_ceiling(scene))))
    return tuple(lines)


def _ceiling(scene: Scene) -> date:
    assert scene.agreement.review
    return due_dates(scene.agreement.review, scene.agreement.in_force_from, scene.as_of, anchor="ceiling")[-1].on


def _actual(scene: Scene) -> Text:
    assert scene.agreement.review
    held = held_jointly(scene.agreement, reviews(scene.evidence, scene.agreement, scene.as_of))
    due = due_dates(scene.agreement.review, scene.agreement.in_force_from, scene.as_of, held, "actual")[-1].on
    key = "summary_review_actual" if due >= scene.as_of else "summary_review_actual_unknown"
    return say(key, day=day_in_words(due))


def _summary(scene: Scene, open_: Sequence[Unknown]) -> tuple[Block, ...]:
    counts = {verdict: sum(f.verdict == verdict for f in scene.findings) for verdict in VERDICTS}
    blocks: list[Block] = [
        Paragraph(say("summary_findings", day=day_in_words(scene.as_of), all=len(scene.findings), **counts))
    ]
    if scene.agreement.review:
        said = say("summary_review", ceiling=day_in_words(_ceiling(scene)), actual=_actual(scene))
        blocks.append(Paragraph(said))
    points = []
    for mineral, out in latest(scene):
        words = {
            "mineral": capital(mineral_name(mineral)),
            "place": scene.place(out.ranked[0]),
            "stage": stages()[out.supply.stage].name,
            "when": out.when,
        }
        figure = share(scene, mineral, out, out.ranked[0])
        points.append(Paragraph(say("summary_mineral", share="{share}", **words), {"share": figure}))
    blocks.append(Bullets(tuple(points)))
    if sentences := traced_summary(scene):
        blocks.append(Bullets(tuple(sentences)))
    if sentences := list(operators_summary(scene)):
        blocks.append(Bullets(tuple(sentences)))
    if open_:
        blocks.append(Paragraph(say("summary_unknown", what=joined([one.what for one in open_[:3]], "; ", "；"))))
    return tuple(blocks)


def _sources(evidence: Evidence) -> tuple[SourceEntry, ...]:
    """Every edition in use once; where several releases hold one, the file of the last."""
    files = {(file.dataset, file.edition, file.table): file for file in evidence.editions}
    return tuple(
        SourceEntry(
            file.dataset,
            file.edition,
            source.publisher,
            source.title,
            source.url,
            source.licence,
            source.licence_url,
            source.licence_basis,
            source.allows,
            source.published,
            file.recorded,
            file.sha256,
        )
        for file in files.values()
        if (source := evidence.sources[file.dataset])
    )
