"""What the sheet ``Description`` says of a series: its specification, its sources, the notes on changes."""

from __future__ import annotations

from dataclasses import dataclass

from orepath.evidence.workbook.opening import Cell, Workbook, text_of_cell

SHEET = "Description"
END = "denotes forecast series"
"""The text that ends the specifications; the publisher's notes on changes follow it."""


@dataclass(frozen=True)
class Description:
    """The texts of the sheet: each specification with its sources, and the notes on changes."""

    specifications: tuple[tuple[str, str], ...]
    changes: tuple[str, ...]

    def of(self, beginnings: list[str]) -> str:
        """The specifications that begin with one of some words, with their sources; empty where none does."""
        found = [entry for entry in self.specifications if entry[0].startswith(tuple(beginnings))] if beginnings else []
        return " ".join(f"{said} (Sources: {sources})" if sources else said for said, sources in found)

    def changes_of(self, series: str) -> str:
        """The notes on changes that begin with the first word of a series' name."""
        word = first_word(series)
        return " ".join(said for said in self.changes if first_word(said) == word)


def first_word(text: str) -> str:
    """The first word of a text, without the comma behind it."""
    return text.split(maxsplit=1)[0].rstrip(",").casefold() if text.strip() else ""


def description(book: Workbook) -> Description:
    """What the workbook says of its series; nothing where it has no such sheet."""
    if SHEET not in book.sheets:
        return Description((), ())
    rows = ((_tidy(row[1]), row[2:]) for row in book.cells(SHEET) if len(row) > 1)
    texts = [(said, "".join(map(_tidy, sources))) for said, sources in rows if said]
    end = next((at for at, (said, _) in enumerate(texts) if said == END), len(texts))
    return Description(tuple(texts[:end]), tuple(said for said, _ in texts[end + 1 :]))


def _tidy(cell: Cell) -> str:
    return " ".join(text_of_cell(cell).split())
