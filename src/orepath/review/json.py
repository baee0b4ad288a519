"""The dossier for machines: ``dossier.json``, whose shape ``dossier.schema.json`` describes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.commitments.finding import Limb, Reason, Screening
from orepath.evidence.store import Statement
from orepath.review.blocks import Cell, Chart, FindingCard, Option, Paragraph, Table
from orepath.review.cited import Cited
from orepath.review.document import Change, Document, Measure, Mineral, Quantity, SourceEntry, Unknown
from orepath.review.effect_json import effect_entry
from orepath.review.figure import Figure
from orepath.review.messages import message
from orepath.review.stressed_json import backtest_entry, stressed_entries
from orepath.review.wording.inline import spoken
from orepath.review.wording.voice import Voice
from orepath.vocabulary.language import Text

VERSION = 1
"""The version of the layout; it rises when a key changes its meaning or goes."""

Entry = dict[str, Any]


@cache
def schema() -> Entry:
    """The JSON Schema (draft 2020-12) of ``dossier.json``."""
    content = files("orepath.review").joinpath("dossier.schema.json").read_text("utf-8")
    return dict(json.loads(content))


def render_json(document: Document) -> str:
    """The document as JSON: keys sorted, the same text for the same document."""
    entry = as_entry(document)
    return json.dumps(entry, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False, default=_day) + "\n"


def as_entry(document: Document) -> Entry:
    """The document as plain dictionaries and lists."""
    cited = Cited(document)
    figures = {key: figure for key, (figure, _) in cited.figures.items()}
    figures |= {found.figure.id: found.figure for mineral in document.minerals for found in mineral.quantities}
    figures |= {figure.id: figure for change in document.changes for figure in change.figures}
    return {
        "format": {"name": "orepath-dossier", "version": VERSION},
        "agreement": document.agreement,
        "title": asdict(document.title),
        "subtitle": asdict(document.subtitle),
        "disclaimer": asdict(message("label", "aid")),
        "as_of": document.as_of,
        "release": "+".join(document.releases),
        "releases": list(document.releases),
        "findings": [_finding(card) for card in document.findings],
        "minerals": [_mineral(mineral) for mineral in document.minerals],
        "measures": [_measure(measure) for measure in document.measures],
        "stressed": {
            "measures": stressed_entries(document.stressed),
            "backtests": [backtest_entry(each) for each in document.backtests],
        },
        "changes": [_change(change) for change in document.changes],
        "unknowns": [_unknown(unknown) for unknown in document.unknowns],
        "options": [_option(document, cited, option) for option in document.options],
        "fta_effect": effect_entry(document.effect) if document.effect else None,
        "tables": list(_tables(cited)),
        "figures": [_figure(figures[key]) for key in sorted(figures)],
        "statements": [_statement(document.statements[key]) for key in sorted(document.statements)],
        "sources": [_source(entry) for entry in document.sources],
    }


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in dossier.json")


def _reason(reason: Reason) -> Entry:
    return {**asdict(reason.text), "statements": list(reason.statements)}


def _limb(limb: Limb) -> Entry:
    reasons = [_reason(reason) for reason in limb.reasons]
    return {"id": limb.id, "title": asdict(limb.title), "verdict": limb.verdict, "reasons": reasons}


def _finding(card: FindingCard) -> Entry:
    commitment, finding = card.commitment, card.finding
    return {
        "commitment": commitment.id,
        "title": asdict(commitment.title),
        "summary": asdict(commitment.summary),
        "strength": commitment.strength,
        "actor": commitment.actor,
        "citation_pending": commitment.citation_pending,
        "verdict": finding.verdict,
        "reasons": [_reason(reason) for reason in finding.reasons],
        "limbs": [_limb(limb) for limb in finding.limbs],
        "missing": [{"what": asdict(gap.what), "who": asdict(gap.who)} for gap in finding.missing],
        "screenings": [_screening(screening) for screening in finding.screenings],
        "statements": list(finding.statements),
    }


def _screening(screening: Screening) -> Entry:
    points = [asdict(point) for point in screening.points]
    keys = ("entity", "rule", "controlled")
    return {**{key: getattr(screening, key) for key in keys}, "title": asdict(screening.title), "points": points}


def _value(figure: Figure) -> Entry:
    keys = ("value", "low", "high", "unit", "status")
    return {key: getattr(figure, key) for key in keys}


def _quantity(found: Quantity) -> Entry:
    keys = ("metric", "stage", "place", "partner", "from_", "until")
    return {**{key: getattr(found, key) for key in keys}, "figure": found.figure.id, **_value(found.figure)}


def _mineral(mineral: Mineral) -> Entry:
    quantities = [_quantity(found) for found in mineral.quantities]
    return {"mineral": mineral.id, "name": asdict(mineral.name), "figures": quantities}


def _measure(measure: Measure) -> Entry:
    return {
        "id": measure.id,
        "title": asdict(measure.title),
        "status": measure.status,
        "fields": dict(measure.fields),
        "statements": list(measure.statements),
    }


def _change(change: Change) -> Entry:
    figures = [figure.id for figure in change.figures]
    return {**asdict(change.text), "date": change.day, "statements": list(change.statements), "figures": figures}


def _unknown(unknown: Unknown) -> Entry:
    texts = {key: asdict(getattr(unknown, key)) for key in ("what", "why", "who")}
    return {**texts, "statements": list(unknown.statements)}


def _option(document: Document, cited: Cited, option: Option) -> Entry:
    evidence = [_point(document, cited, point) for point in option.points]
    return {"id": option.id, "title": asdict(option.title), "evidence": evidence}


def _point(document: Document, cited: Cited, point: Paragraph) -> Entry:
    said = Text(spoken(Voice(document, "en", cited), point), spoken(Voice(document, "ja", cited), point))
    figures = [figure.id for figure in point.figures.values()]
    return {**asdict(said), "statements": list(point.cites), "figures": figures}


def _tables(cited: Cited) -> Iterable[Entry]:
    for _, block in cited.blocks:
        if isinstance(block, Table):
            yield _table(block, chart=None)
        if isinstance(block, Chart) and block.twin:
            yield _table(block.twin, chart=block.id)


def _table(table: Table, chart: str | None) -> Entry:
    columns = [
        {"key": column.key, "label": asdict(column.label), "kind": column.kind, "unit": column.unit}
        for column in table.columns
    ]
    rows = [[_cell(cell) for cell in row.cells] for row in table.rows]
    return {"id": table.id, "chart": chart, "caption": asdict(table.caption), "columns": columns, "rows": rows}


def _cell(cell: Cell) -> Entry | None:
    cites = {"statements": list(cell.cites)} if cell.cites else {}
    if cell.figure:
        return {"figure": cell.figure.id, **cites}
    if cell.text:
        return {**asdict(cell.text), **cites}
    if cell.day:
        return {"date": cell.day, "precision": cell.precision, **cites}
    return {"word": cell.word, **cites} if cell.word else None


def _figure(figure: Figure) -> Entry:
    return {
        "id": figure.id,
        "subject": asdict(figure.subject),
        "how": asdict(figure.how),
        **_value(figure),
        "statements": list(figure.statements),
        "sources": [asdict(edition) for edition in figure.editions],
    }


def _statement(statement: Statement) -> Entry:
    entry = asdict(statement)
    entry["fields"] = json.loads(statement.fields) if statement.fields else None
    return {"id": entry.pop("statement_id"), **entry}


def _source(entry: SourceEntry) -> Entry:
    keys = (
        *("dataset", "edition", "url", "licence", "licence_url", "licence_basis", "allows"),
        *("published", "recorded", "sha256"),
    )
    plain = {key: getattr(entry, key) for key in keys}
    return {**plain, "publisher": asdict(entry.publisher), "title": asdict(entry.title)}
