"""The chain from a figure to the rows of its sources."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from orepath.errors import InputError, fault
from orepath.evidence.store import Evidence, Statement
from orepath.vocabulary.language import LANGS
from orepath.vocabulary.terms import properties


def chain(evidence: Evidence, identifier: str, dossier: Path) -> dict[str, Any]:
    """A statement, or a figure with its statements, each with source, edition, licence, file and row.

    Raises
    ------
    InputError
        Where neither the releases in use nor the dossier have it.
    """
    if identifier.startswith("fg-"):
        figure = _figure(identifier, dossier)
        return {"figure": figure, "statements": _statements(evidence, figure["statements"])}
    return {"statements": _statements(evidence, [identifier])}


def _figure(identifier: str, dossier: Path) -> dict[str, Any]:
    if not dossier.is_file():
        raise InputError([fault("statement_missing", found=identifier), fault("file_missing", str(dossier))])
    figures = {entry["id"]: entry for entry in json.loads(dossier.read_text("utf-8"))["figures"]}
    if identifier not in figures:
        raise InputError(fault("statement_missing", str(dossier), found=identifier))
    found: dict[str, Any] = figures[identifier]
    return found


def _statements(evidence: Evidence, identifiers: list[str]) -> list[dict[str, Any]]:
    found = evidence.statements_with(identifiers)
    missing = sorted(set(identifiers) - {statement.statement_id for statement in found})
    if missing:
        raise InputError([fault("statement_missing", found=identifier) for identifier in missing])
    return [_statement(evidence, statement) for statement in found]


def _statement(evidence: Evidence, statement: Statement) -> dict[str, Any]:
    source = evidence.sources[statement.dataset]
    codes = [code for code in (statement.place, statement.partner) if code]
    return {
        **{key: value for key, value in asdict(statement).items() if value is not None},
        "places": {lang: [evidence.place_name(code, lang, [statement.dataset]) for code in codes] for lang in LANGS},
        "source": {
            "publisher": asdict(source.publisher),
            "title": asdict(source.title),
            "url": source.url,
            "licence_basis": source.licence_basis,
            "raw_units": source.raw.get("file_units", {}),
        },
    }


def lines(found: dict[str, Any], lang: str) -> list[str]:
    """The chain as text."""
    shown = []
    if "figure" in found:
        figure = found["figure"]
        value = _bounds(figure) or "–" if figure["value"] is None else figure["value"]
        shown += [
            f"{figure['id']}: {figure['subject'][lang]} = {value} {figure['unit']} ({figure['status']})",
            f"  {figure['how'][lang]}",
        ]
    for entry in found["statements"]:
        shown += _statement_lines(entry, lang)
    return shown


def _statement_lines(entry: dict[str, Any], lang: str) -> list[str]:
    name = properties().get(entry["property"])
    about = [
        entry.get("mineral"),
        entry.get("stage"),
        entry.get("item"),
        entry.get("good"),
        *entry["places"][lang],
    ]
    period = " – ".join(str(entry[key]) for key in ("from_", "until") if key in entry)
    value = entry.get("value", _bounds(entry) or entry.get("text") or "–")
    source = entry["source"]
    called = (name.name.ja if lang == "ja" else name.name.en) if name else entry["property"]
    shown = [
        f"{entry['statement_id']}: {called} = {value} {entry.get('unit', '')} ({entry['status']})",
        f"  {' · '.join(str(word) for word in about if word)}  [{period}]",
        f"  {source['publisher'][lang]}, {source['title'][lang]} ({entry['dataset']}, {entry['edition']})",
        f"  {entry['licence']}; {source['url']}",
        f"  {entry.get('locator', '')}: {_in_the_file(entry, lang)}",
    ]
    if "note" in entry:
        shown.append(f"  {entry['note']}")
    return shown


def _bounds(entry: dict[str, Any]) -> str:
    """The bounds of what has no value; empty where it has none."""
    return ", ".join(f"{key} {entry[key]}" for key in ("low", "high") if entry.get(key) is not None)


def _in_the_file(entry: dict[str, Any], lang: str) -> str:
    """The cell's own text; for a bulk table, which keeps none, the unit that its file is in."""
    if "original" in entry:
        return f"“{entry['original']}”"
    units = entry["source"]["raw_units"]
    return next((str(unit[lang]) for start, unit in units.items() if entry["edition"].startswith(start)), "–")
