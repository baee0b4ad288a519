"""Measures in force, suspended and announced: a timeline and tables."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from orepath.evidence.measures import Measure as Act
from orepath.evidence.measures import MeasureStatus, status, status_names
from orepath.evidence.record import Record, current
from orepath.evidence.register import registers
from orepath.review.chapters.scene import Scene, capital, day_in_words
from orepath.review.chapters.texts import joined, say
from orepath.review.charts.timeline import Span, timeline
from orepath.review.document import (
    Block,
    Cell,
    Chapter,
    Chart,
    Column,
    Heading,
    Measure,
    Note,
    Paragraph,
    Row,
    Table,
)
from orepath.vocabulary.language import LANGS, Lang, Text
from orepath.vocabulary.places import place_text, pseudo_places
from orepath.vocabulary.terms import minerals

DRAWN: tuple[MeasureStatus, ...] = (
    "in_force",
    "suspended",
    "suspension_end_passed_unverified",
    "ended",
    "announced",
    "unknown",
)


def measures_chapter(scene: Scene) -> tuple[Chapter, tuple[Measure, ...]]:
    """The chapter, and the measures as data."""
    acts = [act for act in scene.acts if status(act, scene.as_of) != "not_yet"]
    inside = [act for act in acts if in_scope(scene, act)]
    outside = [act for act in acts if act not in inside]
    unverified = [act for act in acts if status(act, scene.as_of) == "suspension_end_passed_unverified"]
    blocks: list[Block] = [Paragraph(say("measures_intro", day=day_in_words(scene.as_of)))]
    if unverified:
        cites = tuple(found for act in unverified for found in act.statements(scene.as_of))
        said = say("measures_unverified", count=len(unverified))
        blocks.append(Note(Paragraph(said, cites=cites), "caution"))
    if inside:
        blocks += [_timeline(scene, inside), _table(scene, "measures-table", say("measures_table"), inside)]
    if outside:
        blocks.append(_table(scene, "measures-other-table", say("measures_other"), outside))
    blocks += _domestic(scene)
    data = tuple(
        Measure(act.id, _title(act), status(act, scene.as_of), act.record.fields, act.statements(scene.as_of))
        for act in acts
    )
    return Chapter("measures", say("measures_title"), tuple(blocks)), data


def in_scope(scene: Scene, act: Act) -> bool:
    """Whether a measure names a mineral of the agreement or targets a Party."""
    named = set(act.record.many("minerals")) & set(scene.agreement.minerals)
    return bool(named) or bool(set(act.record.many("targets")) & set(scene.parties))


def label(register: str, column: str, key: str) -> Text:
    """What a register calls one of its fixed words."""
    found = next(entry for entry in registers()[register].columns if entry.name == column)
    return found.labels[key]


def targets(codes: tuple[str, ...]) -> Text:
    """The targets of a measure in words."""
    named = [say("measures_all") if code == "all" else place_text(code) for code in codes]
    return joined(named) if named else Text("–", "–")


def _title(act: Act) -> Text:
    instrument = label("measure", "instrument", act.record.get("instrument"))
    return capital(say("measures_what", instrument=instrument, product=act.record.both("product")))


def _short(scene: Scene, act: Act) -> Text:
    """A label for one row of the timeline."""
    place = place_text(act.record.get("imposer"))
    instrument = label("measure", "instrument", act.record.get("instrument"))
    known = [minerals()[mineral].name for mineral in act.record.many("minerals")]
    ours = [minerals()[mineral].name for mineral in act.record.many("minerals") if mineral in scene.agreement.minerals]
    if not known:
        what = Text(act.record.get("act") or "", act.record.get("act") or "")
        key = "measures_label" if what.en else "measures_label_short"
        return say(key, place=place, instrument=instrument, what=what)
    what = joined((ours or known)[:3])
    if len(ours or known) > 3:
        what = Text(what.en + " …", what.ja + "…")
    return say("measures_label", place=place, instrument=instrument, what=what)


def _timeline(scene: Scene, acts: list[Act]) -> Chart:
    dated = sorted((act for act in acts if act.record.day("effective")), key=lambda act: act.record.get("effective"))
    spans = [(act, *span) for act in dated for span in _spans(act, scene.as_of)]
    kinds = [kind for kind in DRAWN if any(span[3] == kind for span in spans)]

    def drawn(lang: Lang) -> str:
        counted: dict[str, int] = {}
        rows: dict[str, str] = {}
        for act in dated:
            words = _short(scene, act).in_(lang)
            counted[words] = counted.get(words, 0) + 1
            rows[act.id] = words + (f" ({counted[words]})" if counted[words] > 1 else "")
        bars = [Span(rows[act.id], from_, until, status_names()[kind].in_(lang)) for act, from_, until, kind in spans]
        names = [status_names()[kind].in_(lang) for kind in kinds]
        return timeline(bars, names, scene.as_of, say("as_of_line", day=day_in_words(scene.as_of)).in_(lang))

    return Chart(
        "measures-timeline",
        say("measures_timeline"),
        say("measures_timeline_alt"),
        {lang: drawn(lang) for lang in LANGS},
        notes=(say("measures_scope"),),
    )


def _spans(act: Act, as_of: date) -> list[tuple[date, date, MeasureStatus]]:
    """The stretches of one measure's bar, each with its status, as worked out on the days something changes."""
    start = act.record.day("effective") or as_of
    if start > as_of:
        return [(start, date(start.year + 1, start.month, 1), "announced")]
    changes = {start, as_of, *(day for event in act.events if (day := event.day("date")))}
    changes |= {day for event in act.events if (day := event.day("until"))}
    if until := act.record.day("until"):
        changes.add(until)
    days = sorted(day for day in changes if start <= day <= as_of)
    found: list[tuple[date, date, MeasureStatus]] = []
    for from_, to in pairwise(days):
        state = status(act, _middle(from_, to))
        if state in ("ended", "not_yet"):
            continue
        if found and found[-1][2] == state and found[-1][1] == from_:
            found[-1] = (found[-1][0], to, state)
        else:
            found.append((from_, to, state))
    return found or [(start, max(as_of, start), status(act, as_of))]


def _middle(from_: date, to: date) -> date:
    return date.fromordinal((from_.toordinal() + to.toordinal()) // 2)


def _table(scene: Scene, table_id: str, caption: Text, acts: list[Act]) -> Table:
    columns = (
        Column("imposer", say("measures_imposer")),
        Column("measure", say("measures_measure")),
        Column("targets", say("measures_target")),
        Column("effective", say("measures_from"), "date"),
        Column("state", say("measures_state")),
        Column("sure", say("measures_sure")),
    )
    ordered = sorted(acts, key=lambda act: (act.record.get("effective", ""), act.id), reverse=True)
    searched = max((day for act in acts if (day := act.record.day("status_as_of"))), default=None)
    notes = (say("measures_searched", day=day_in_words(searched)),) if searched else ()
    return Table(table_id, caption, columns, tuple(_row(scene, act) for act in ordered), notes)


def _row(scene: Scene, act: Act) -> Row:
    record = act.record
    what = _title(act)
    if record.get("act"):
        what = say("measures_act", what=what, act=record.get("act"))
    return Row(
        (
            Cell(place_text(record.get("imposer"))),
            Cell(what, cites=act.statements(scene.as_of)),
            Cell(targets(record.many("targets"))),
            Cell(day=record.day("effective"), precision=record.get("date_precision", "day")),
            Cell(status_names()[status(act, scene.as_of)]),
            Cell(say(f"sure_{record.get('how_sure')}")),
        )
    )


def _domestic(scene: Scene) -> list[Block]:
    known = [
        record
        for record in current(scene.evidence, "domestic_measure")
        if record.get("place") in scene.parties or record.get("instrument") == "subsidy_finding"
    ]
    if not known:
        return []
    columns = (
        Column("place", say("domestic_place")),
        Column("measure", say("measures_measure")),
        Column("effective", say("measures_from"), "date"),
        Column("sure", say("measures_sure")),
    )
    ordered = sorted(known, key=lambda record: (record.get("place"), record.get("effective", "")))
    rows = tuple(_domestic_row(record) for record in ordered)
    table = Table("domestic-measures-table", say("domestic_table"), columns, rows)
    return [Heading(say("domestic_heading"), id="domestic-measures-heading"), table]


def _domestic_row(record: Record) -> Row:
    kind = label("domestic_measure", "instrument", record.get("instrument"))
    what = capital(say("measures_what", instrument=kind, product=record.both("title")))
    code = record.get("place")
    return Row(
        (
            Cell(pseudo_places().get(code) or place_text(code)),
            Cell(what, cites=(record.id,)),
            Cell(day=record.day("effective"), precision=record.get("date_precision", "day")),
            Cell(say(f"sure_{record.get('how_sure')}")),
        )
    )
