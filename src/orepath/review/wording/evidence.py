"""The appendix: figures with how they came about, statements in their own words, sources with their licences."""

from __future__ import annotations

import json

from orepath.evidence.register import registers
from orepath.evidence.store import Statement
from orepath.review.cited import SHOWN, Spot
from orepath.review.document import SourceEntry
from orepath.review.figure import SPANNED, STATUS_WORDS, Figure
from orepath.review.messages import label, message
from orepath.review.numbers import BOUNDS, day_text, display_units, full_text, span_text
from orepath.review.wording.voice import Tree, Voice
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text
from orepath.vocabulary.terms import minerals, properties, stages

PRINTED = 2  # statements named beside a figure on paper
LONGEST = 400  # characters of a record's fields shown in the appendix
NO_TEXT = Text("", "")


def figures(voice: Voice) -> list[Tree]:
    """Every figure shown, in order of appearance."""
    return [_figure(voice, figure, spot) for figure, spot in voice.cited.figures.values()]


def _figure(voice: Voice, figure: Figure, spot: Spot) -> Tree:
    lang, more = voice.lang, len(figure.statements) - SHOWN
    datasets = [f"{found.dataset} {found.edition} ({found.licence})" for found in figure.editions]
    status, gap = message("status_name", figure.status).in_(lang), " " if lang == "en" else ""
    return {
        "id": figure.id,
        "subject": figure.subject.in_(lang),
        "value": full_text(figure, lang) + (gap + span if (span := span_text(figure, lang)) else ""),
        "status": "" if figure.status in (*STATUS_WORDS, *BOUNDS) else status,
        "how": figure.how.in_(lang),
        "spot": {"anchor": spot.anchor, "text": label("first_shown", lang, place=voice.spot(spot))},
        "printed": figure.id in voice.cited.printed,
        "editions": [voice.edition(edition) for edition in figure.editions],
        "datasets": [] if figure.status in SPANNED else datasets,
        "statements": [
            {"kind": "cite", "id": name, "text": str(voice.cited.numbers[name])} for name in figure.statements[:SHOWN]
        ],
        "more": label("more", lang, count=more, id=figure.id) if more > 0 else "",
        "places": _places(voice, figure),
    }


def _places(voice: Voice, figure: Figure) -> list[str]:
    """Where the first statements of a figure stand, for paper, and how many more there are."""
    held = [
        voice.document.statements[name] for name in figure.statements[:PRINTED] if name in voice.document.statements
    ]
    more = len(figure.statements) - len(held)
    counted = [label("more_counted", voice.lang, count=more)] if more else []
    return [found.locator or found.statement_id for found in held] + counted


def statements(voice: Voice) -> list[Tree]:
    """Every statement listed, by its number."""
    return [statement(voice, name) for name in voice.cited.numbers]


def statement(voice: Voice, name: str) -> Tree:
    """One statement, by its id; where the document does not hold it, its id alone."""
    found = voice.document.statements.get(name)
    known = {"id": name, "number": voice.cited.numbers[name], "printed": name in voice.cited.printed}
    if found is None:
        return {**known, "says": "", "original": "", "where": "", "dataset": "", "licence": ""}
    return {
        **known,
        "says": says(voice, found),
        "original": "" if _is_json(found.original) else found.original or "",
        "where": found.locator or "",
        "dataset": f"{found.dataset} {found.edition}".strip(),
        "licence": found.licence,
    }


def _is_json(original: str | None) -> bool:
    """Whether the original text is a whole record, which is put into words instead."""
    return bool(original) and str(original).startswith('{"')


def says(voice: Voice, found: Statement) -> str:
    """What a statement says, in one line: property, mineral, stage, places, period, value or the text of a record."""
    lang = voice.lang
    subject = [
        _property(voice, found),
        minerals()[found.mineral].name.in_(lang) if found.mineral in minerals() else found.mineral,
        stages()[found.stage].name.in_(lang) if found.stage in stages() else found.stage,
        f"HS {found.good}" if found.good else None,
        " → ".join(_place(voice, found, place) for place in (found.place, found.partner) if place),
        _period(found),
    ]
    gap = ", " if lang == "en" else "、"
    value = _value(voice, found)
    colon = ": " if lang == "en" else "："
    return gap.join(part for part in subject if part) + (f"{colon}{value}" if value else "")


def _property(voice: Voice, found: Statement) -> str:
    if found.property in registers():
        return registers()[found.property].title.in_(voice.lang)
    return properties()[found.property].name.in_(voice.lang) if found.property in properties() else found.property


def _place(voice: Voice, found: Statement, place: str) -> str:
    entry = voice.sources.get((found.dataset, found.edition))
    return ((entry and entry.place_labels.get(place)) or place_text(place)).in_(voice.lang)


def _period(found: Statement) -> str:
    first = found.from_.isoformat() if found.from_ else ""
    last = found.until.isoformat() if found.until else ""
    if found.from_ and found.until and first.endswith("-01-01") and last.endswith("-01-01"):
        years = (found.from_.year, found.until.year - 1)
        return str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"
    return f"{first} –" if first and not last else " – ".join(part for part in (first, last) if part)


def _value(voice: Voice, found: Statement) -> str:
    if found.fields:
        return _record(voice, found.fields)
    if found.text:
        return found.text
    if found.unit not in {unit.of for unit in display_units().values()}:
        said = message("status_name", found.status).in_(voice.lang)
        return said if found.value is None else f"{found.value:,} {found.unit or ''}".strip()
    shown = Figure(NO_TEXT, found.value, found.unit or "", NO_TEXT, (), (), found.status, found.low, found.high)
    return full_text(shown, voice.lang)


def _record(voice: Voice, fields: str) -> str:
    """What people read of a record: its texts in the language, its title first, and where it was taken from."""
    cells = {key: value for key, value in json.loads(fields).items() if value not in (None, "", [])}
    texts = sorted((key for key in cells if key.endswith(f"_{voice.lang}")), key=lambda key: (key[:5] != "title", key))
    chosen = [*texts, *(key for key in ("source", "url") if key in cells)] if texts else list(cells)
    said = [", ".join(map(str, cells[key])) if isinstance(cells[key], list) else str(cells[key]) for key in chosen]
    whole = ("; " if voice.lang == "en" else "；").join(said)
    return whole if len(whole) <= LONGEST else whole[: LONGEST - 1].rstrip() + "…"


def sources(voice: Voice) -> list[Tree]:
    """Every source with its licence."""
    return [_source(voice, entry) for entry in voice.document.sources]


def _source(voice: Voice, entry: SourceEntry) -> Tree:
    return {
        "dataset": entry.dataset,
        "edition": entry.edition,
        "publisher": entry.publisher.in_(voice.lang),
        "title": entry.title.in_(voice.lang),
        "url": entry.url if entry.url.startswith(("https://", "http://")) else "",
        "licence": entry.licence,
        "licence_url": entry.licence_url if entry.licence_url.startswith(("https://", "http://")) else "",
        "licence_basis": entry.licence_basis,
        "allowed": "" if entry.allows == "shipping" else message("allows", entry.allows).in_(voice.lang),
        "published": day_text(entry.published, voice.lang, short=True) if entry.published else "",
    }
