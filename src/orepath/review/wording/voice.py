"""One document, one language: what every part of the wording needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from orepath.review.cited import SHOWN, Cited, Spot
from orepath.review.document import Document, SourceEntry
from orepath.review.figure import Edition, Figure
from orepath.review.messages import label, message
from orepath.review.numbers import MARKS, mark
from orepath.vocabulary.language import Lang

Tree = dict[str, Any]


@dataclass(frozen=True)
class Voice:
    """A document, a language, and what is cited where."""

    document: Document
    lang: Lang
    cited: Cited

    @cached_property
    def sources(self) -> dict[tuple[str, str], SourceEntry]:
        """The sources, by dataset and edition."""
        return {(entry.dataset, entry.edition): entry for entry in self.document.sources}

    def edition(self, edition: Edition) -> str:
        """An edition of a dataset in words, with its licence."""
        entry = self.sources.get((edition.dataset, edition.edition))
        if entry is None:
            name = f"{edition.dataset} {edition.edition}".strip()
        else:
            gap = ", " if self.lang == "en" else "「"
            end = "" if self.lang == "en" else "」"
            name = f"{entry.publisher.in_(self.lang)}{gap}{entry.title.in_(self.lang)}{end}"
            if edition.edition and edition.edition not in name:
                name += label("brackets", self.lang, inner=edition.edition)
        return name + label("brackets", self.lang, inner=edition.licence)

    def sources_line(self, figures: Iterable[Figure], cites: Iterable[str] = ()) -> str:
        """The line under a table or chart that names the editions its figures rest on, or nothing."""
        editions = {edition for figure in figures for edition in figure.editions}
        for found in cites:
            statement = self.document.statements.get(found)
            if statement:
                editions.add(Edition(statement.dataset, statement.edition, statement.licence))
        if not editions:
            return ""
        named = label("list_gap", self.lang).join(self.edition(edition) for edition in sorted(editions))
        return label("sources_line", self.lang, sources=named)

    def legend(self, figures: Iterable[Figure], unknown: bool) -> list[str]:
        """What the marks and words used in a table mean."""
        used = {figure.status for figure in figures if mark(figure) or figure.status not in MARKS}
        if unknown:
            used.add("unknown")
        keys = ("withheld", "not_available", "unknown", *MARKS)
        return [message("legend", key).in_(self.lang) for key in keys if key in used]

    def cites(self, statements: tuple[str, ...]) -> list[Tree]:
        """References to statements, as segments; past the first few the rest are counted."""
        found: list[Tree] = [
            {"kind": "cite", "id": name, "text": str(self.cited.numbers[name])} for name in statements[:SHOWN]
        ]
        more = len(statements) - SHOWN
        if more > 0:
            found.append({"kind": "more", "text": label("more_statements", self.lang, count=more)})
        return found

    def spot(self, spot: Spot) -> str:
        """The name of a spot: a table, a chart, or a chapter."""
        if spot.kind:
            return label(spot.kind, self.lang, number=spot.number)
        for number, chapter in enumerate(self.document.chapters, start=1):
            if chapter.id == spot.anchor:
                title = chapter.title.in_(self.lang)
                return label("chapter_title", self.lang, number=number, title=title)
        return label("summary", self.lang)
