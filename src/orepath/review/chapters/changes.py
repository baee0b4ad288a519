"""What changed since the last review point: measures, events, instruments, production, restated figures."""

from __future__ import annotations

from datetime import date

from orepath.commitments.review_dates import due_dates, held_jointly, reviews
from orepath.evidence.measures import status, status_names
from orepath.evidence.record import Record, current
from orepath.review.chapters.measures import in_scope, label
from orepath.review.chapters.output import Output, outputs, total
from orepath.review.chapters.scene import Scene, capital, day_in_words, mineral_name
from orepath.review.chapters.texts import say
from orepath.review.document import Block, Bullets, Change, Chapter, Figure, Heading, Paragraph, editions_of
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text
from orepath.vocabulary.terms import stages


def since(scene: Scene) -> tuple[date, str]:
    """The last review point and which it is: ``held``, ``ceiling`` or ``start``."""
    agreement = scene.agreement
    held = held_jointly(agreement, reviews(scene.evidence, agreement, scene.as_of))
    if held:
        return held[-1], "held"
    if agreement.review:
        passed = [d.on for d in due_dates(agreement.review, agreement.in_force_from, scene.as_of, anchor="ceiling")]
        passed = [day for day in passed if day < scene.as_of]
        if passed:
            return passed[-1], "ceiling"
    return agreement.in_force_from, "start"


def changes(scene: Scene) -> tuple[Chapter, tuple[Change, ...]]:
    """The chapter, and the changes as data."""
    start, which = since(scene)
    opening = say("changes_intro", day=day_in_words(start), which=say(f"changes_which_{which}"))
    groups = (
        ("changes_production", _production(scene)),
        ("changes_measures", _new_measures(scene, start)),
        ("changes_events", _events(scene, start)),
        ("changes_instruments", _instruments(scene, start)),
    )
    blocks: list[Block] = [Paragraph(opening)]
    for heading, group in groups:
        blocks.append(Heading(say(heading), id=heading.replace("_", "-")))
        blocks.append(Bullets(tuple(_point(c) for c in group)) if group else Paragraph(say("changes_none")))
    restated = _restated(scene)
    if restated:
        blocks.append(Paragraph(say("changes_restated", count=restated)))
    found = tuple(change for _, group in groups for change in group)
    return Chapter("changes", say("changes_title"), tuple(blocks)), found


def _point(change: Change) -> Paragraph:
    figures = dict(zip(("value", "before", "change"), change.figures, strict=False))
    return Paragraph(change.text, figures, change.statements)


def _production(scene: Scene) -> list[Change]:
    """The change of world production between the two newest years that one series of one dataset gives."""
    found = []
    for mineral in scene.agreement.minerals:
        for stage in stages():
            outs = [out for out in outputs(scene, mineral, stage) if out.supply.total_t]
            newest = outs[-1].supply if outs else None
            outs = [o for o in outs if newest and (o.supply.dataset, o.supply.item) == (newest.dataset, newest.item)]
            if len(outs) > 1:
                found.append(_growth(mineral, stage, outs[-2], outs[-1]))
    return found


def _growth(mineral: str, stage: str, old: Output, new: Output) -> Change:
    words = {
        "mineral": capital(mineral_name(mineral)),
        "stage": stages()[stage].name,
        "year": new.supply.year,
        "earlier": old.supply.year,
    }
    before, value = total(mineral, old), total(mineral, new)
    ratio = Figure(
        say("change_subject", **words),
        value.value / before.value - 1 if value.value and before.value else None,
        "share",
        say("change_how", **words),
        value.statements + before.statements,
        editions_of([*new.all, *old.all]),
    )
    text = say("changes_production_item", value="{value}", before="{before}", change="{change}", **words)
    return Change(text, None, ratio.statements, (value, before, ratio))


def _new_measures(scene: Scene, start: date) -> list[Change]:
    found = []
    for act in scene.acts:
        announced = act.record.day("announced") or act.record.day("effective")
        if not announced or not start < announced <= scene.as_of or not in_scope(scene, act):
            continue
        what = say(
            "measures_what",
            instrument=label("measure", "instrument", act.record.get("instrument")),
            product=act.record.both("product"),
        )
        effective = act.record.day("effective")
        text = say(
            "changes_measure",
            place=place_text(act.record.get("imposer")),
            what=what,
            day=day_in_words(effective) if effective else Text("–", "–"),
            state=status_names()[status(act, scene.as_of)],
        )
        found.append(Change(text, announced, act.statements(scene.as_of)))
    return sorted(found, key=lambda change: (change.day or start, change.text.en))


def _events(scene: Scene, start: date) -> list[Change]:
    found = []
    for act in scene.acts:
        if not in_scope(scene, act):
            continue
        for event in act.events:
            day = event.day("date")
            if day and start < day <= scene.as_of:
                found.append(Change(_event(act.record, event, day), day, (event.id, act.record.id)))
    return sorted(found, key=lambda change: (change.day or start, change.text.en))


def _event(record: Record, event: Record, day: date) -> Text:
    kind = label("measure_event", "kind", event.get("kind"))
    note = event.both("note")
    said = Text(
        f"{kind.en}, {day_in_words(day).en}" + (f" ({note.en})" if note.en else ""),
        f"{kind.ja}（{day_in_words(day).ja}）" + (f"。{note.ja}" if note.ja else ""),
    )
    return say("changes_event", place=place_text(record.get("imposer")), what=record.both("product"), event=said)


def _instruments(scene: Scene, start: date) -> list[Change]:
    found = []
    for record in current(scene.evidence, "cooperation_instrument"):
        day = record.day("date")
        if day and start < day <= scene.as_of:
            title = record.both("title")
            words = day_in_words(day)
            found.append(Change(Text(f"{title.en} ({words.en})", f"{title.ja}（{words.ja}）"), day, (record.id,)))
    return sorted(found, key=lambda change: (change.day or start, change.text.en))


def _restated(scene: Scene) -> int:
    """Figures of the agreement's minerals that two editions of one publisher give differently."""
    minerals = list(scene.agreement.minerals)
    rows = scene.evidence.rows(
        """select count(*) as restated from (
            select property, mineral, stage, place, partner, from_, until,
                regexp_replace(dataset, '-[0-9]{4}$', '') as family
            from statements where mineral in (select unnest(?)) and value is not null and stage is not null
                and property in ('production', 'reserves')
            group by all having count(distinct edition) > 1 and count(distinct value) > 1)""",
        [minerals],
    )
    return int(rows[0]["restated"])
