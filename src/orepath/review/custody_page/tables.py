"""The tables of the page, of one ledger in one language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from orepath.custody.books.exact import decimal
from orepath.custody.books.models import models
from orepath.custody.document import LotFacts
from orepath.custody.files import formats
from orepath.review.custody_page.scene import Scene, kind, named, place_name
from orepath.review.custody_page.shown import mass, period
from orepath.review.custody_page.texts import say, violation_name
from orepath.review.trace_page.tables import Cell, Grid, Head, grid
from orepath.vocabulary.language import Lang, Text

MOST_ROWS = 200
"""Rows of a table; of more the first are shown, and how many more there are."""


def kinds(scene: Scene, lang: Lang) -> Grid:
    """How many violations there are of each kind."""
    counted: dict[str, int] = {}
    for each in scene.ledger.violations:
        counted[each.kind] = counted.get(each.kind, 0) + 1
    rows = [(Cell(violation_name(kind_).in_(lang)), _number(count)) for kind_, count in counted.items()]
    return _grid("kinds", [_head("kind", lang), _head("cases", lang, True)], rows, lang)


def balances(scene: Scene, lang: Lang) -> Grid:
    """What went in with a claim at a site within a period, what was claimed of it and what is left."""
    every = scene.ledger.balances()
    rows = [
        (
            Cell(scene.site(each.site).in_(lang)),
            Cell(each.content),
            Cell(period(each.from_, each.until).in_(lang), "", float(each.from_.toordinal())),
            _mass(each.went_in, lang),
            _mass(each.claimed, lang),
            _mass(each.left, lang),
        )
        for each in every[:MOST_ROWS]
    ]
    heads = [_head(key, lang) for key in ("site", "content", "for_period")]
    heads += [_head(key, lang, True) for key in ("carried_in", "claimed", "may_be_claimed")]
    return _grid("balances", heads, rows, lang, _more(len(every)))


def lots(scene: Scene, lang: Lang) -> Grid:
    """The lots, those in violation first and then by time; those that no event names last."""
    bad = [lot for lot in scene.lots if lot in scene.bad_lots]
    every = bad + [lot for lot in scene.lots if lot not in scene.bad_lots]
    rows = [_lot(scene, lot, lang) for lot in every[:MOST_ROWS]]
    for name in scene.eventless[: MOST_ROWS - len(rows)]:
        facts = scene.ledger.facts[name]
        held = (
            Cell(mass(facts.mass_kg).in_(lang), say("as_stated").in_(lang), float(facts.mass_kg))
            if (facts.mass_kg is not None)
            else _unknown(lang)
        )
        rows.append((*_about(scene, facts, "", lang), held, _unknown(lang), _unknown(lang)))
    heads = [_head(key, lang) for key in ("lot", "material", "made_in", "origin")]
    heads += [_head(key, lang, True) for key in ("received", "taken", "left")]
    return _grid("lots", heads, rows, lang, _more(scene.count))


def _lot(scene: Scene, lot: int, lang: Lang) -> tuple[Cell, ...]:
    held = scene.ledger.held
    amounts = []
    for what in ("made", "taken", "left"):
        value = held.made[lot] - held.taken[lot] if what == "left" else getattr(held, what)[lot]
        said = scene.held(lot, what)
        known = said not in (say("not_recorded"), say("container"))
        amounts.append(Cell(said.in_(lang), "", float(decimal(int(value)))) if known else _unknown(lang))
    return (*_about(scene, scene.facts(lot), scene.place(scene.facts(lot), lot), lang), *amounts)


def _about(scene: Scene, facts: LotFacts, place: str, lang: Lang) -> Iterator[Cell]:
    name, number = named(facts)
    sign = say("marked", name=name).in_(lang) if facts.id in scene.bad_names else name.in_(lang)
    yield Cell(f"{sign} {number}".strip())
    material = kind(facts).in_(lang)
    yield Cell(material or "–")
    place = place or scene.place(facts)
    yield Cell(place_name(place).in_(lang) if place else say("unsaid").in_(lang))
    yield Cell(place_name(facts.origin).in_(lang) if facts.origin else say("unsaid").in_(lang))


def documents(scene: Scene, lang: Lang) -> Grid:
    """The files read and what they gave besides events."""
    every, known = scene.ledger.documents, formats()
    rows = [
        (
            Cell(each.file),
            Cell(known[each.format].in_(lang) if each.format in known else each.format),
            *(_number(len(part)) for part in (each.lots, each.sites, each.passports, each.declarations, each.unread)),
        )
        for each in every[:MOST_ROWS]
    ]
    heads = [_head("file", lang), _head("format", lang)]
    heads += [_head(key, lang, True) for key in ("facts", "sites", "passports", "declarations", "unread")]
    return _grid("documents", heads, rows, lang, _more(len(every)))


def rules(lang: Lang) -> Grid:
    """What each model asks of a claim."""
    rows = [(Cell(each.name.in_(lang)), Cell(each.asks.in_(lang)), Cell(each.reference)) for each in models().values()]
    return _grid("models", [_head(key, lang) for key in ("model", "asks", "reference")], rows, lang, sorts=False)


def _grid(
    key: str,
    heads: list[Head],
    rows: Sequence[Sequence[Cell]],
    lang: Lang,
    more: Text | None = None,
    sorts: bool = True,
) -> Grid:
    notes = [more.in_(lang)] if more else []
    return grid(f"table-{key}", say(f"{key}_table").in_(lang), heads, rows, *notes, sorts=sorts and len(rows) > 1)


def _head(key: str, lang: Lang, number: bool = False) -> Head:
    return Head(say(f"head_{key}").in_(lang), "", number)


def _more(count: int) -> Text | None:
    return say("more_rows", shown=MOST_ROWS, count=count - MOST_ROWS) if count > MOST_ROWS else None


def _number(count: int) -> Cell:
    return Cell(f"{count:,}", "", float(count))


def _mass(kg: Decimal, lang: Lang) -> Cell:
    return Cell(mass(kg).in_(lang), "", float(kg))


def _unknown(lang: Lang) -> Cell:
    return Cell(say("no_record").in_(lang), "", -1.0)
