"""Tables and charts."""

from __future__ import annotations

from orepath.review.blocks import Cell, Chart, Column, Row, Table
from orepath.review.cited import Spot, block_figures, table_figures
from orepath.review.figure import Figure
from orepath.review.messages import label, messages, word
from orepath.review.numbers import day_text, display_units
from orepath.review.wording.inline import number, plain, words
from orepath.review.wording.voice import Tree, Voice

NUMBERS = ("number", "share")


def table(voice: Voice, spot: Spot, found: Table) -> Tree:
    """A numbered table with what stands under it."""
    caption = found.caption.in_(voice.lang)
    return {
        "kind": "table",
        "id": found.id,
        "title": label("table_title", voice.lang, number=spot.number, caption=caption),
        **grid(voice, found),
        **_under(voice, list(table_figures(found)), found),
    }


def chart(voice: Voice, spot: Spot, found: Chart) -> Tree:
    """A numbered picture with its words and the same figures as a table."""
    caption = found.caption.in_(voice.lang)
    notes = [note.in_(voice.lang) for note in found.notes]
    twin = found.twin
    return {
        "kind": "chart",
        "id": found.id,
        "title": label("chart_title", voice.lang, number=spot.number, caption=caption),
        "alt": found.alt.in_(voice.lang),
        "svg": found.svg[voice.lang],
        "notes": notes,
        "sources": voice.sources_line(block_figures(found)),
        "twin": {**grid(voice, twin), **_under(voice, list(table_figures(twin)), twin), "sources": ""}
        if twin
        else None,
        "title_of_twin": twin.caption.in_(voice.lang) if twin else "",
    }


def grid(voice: Voice, found: Table) -> Tree:
    """Columns and rows."""
    columns = [
        {
            "label": column.label.in_(voice.lang),
            "unit": _head(voice, column),
            "align": "right" if column.kind in NUMBERS else "left",
            "kind": column.kind,
        }
        for column in found.columns
    ]
    return {"columns": columns, "rows": [_row(voice, found, row) for row in found.rows]}


def _head(voice: Voice, column: Column) -> str:
    unit = column.unit or ("percent" if column.kind == "share" else "")
    return display_units()[unit].head.in_(voice.lang) if unit else ""


def _row(voice: Voice, found: Table, row: Row) -> Tree:
    cells = zip(found.columns, row.cells, strict=True)
    return {"total": row.total, "cells": [_cell(voice, column, cell) for column, cell in cells]}


def _cell(voice: Voice, column: Column, cell: Cell) -> Tree:
    verdict = cell.word if cell.word in messages()["verdict"] else ""
    return {"segments": [*_said(voice, column, cell), *voice.cites(cell.cites)], "verdict": verdict}


def _said(voice: Voice, column: Column, cell: Cell) -> list[Tree]:
    if cell.figure:
        return [number(voice, cell.figure, _unit(column), bare=bool(_head(voice, column)))]
    if cell.text:
        return words(cell.text.in_(voice.lang))
    if cell.day:
        return [plain(day_text(cell.day, voice.lang, cell.precision, short=True))]
    if cell.word:
        return [plain(word(cell.word).in_(voice.lang))]
    return [plain(word("unknown").in_(voice.lang) if column.kind in NUMBERS else "–")]


def _unit(column: Column) -> str:
    return column.unit or ("percent" if column.kind == "share" else "")


def _under(voice: Voice, figures: list[Figure], found: Table) -> Tree:
    cells = [(column, cell) for row in found.rows for column, cell in zip(found.columns, row.cells, strict=True)]
    unknown = any(column.kind in NUMBERS and cell == Cell() for column, cell in cells)
    return {
        "notes": [note.in_(voice.lang) for note in found.notes],
        "legend": voice.legend(figures, unknown),
        "sources": voice.sources_line(figures, [name for _, cell in cells for name in cell.cites]),
    }
