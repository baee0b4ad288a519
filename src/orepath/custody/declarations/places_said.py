"""Places as filled-in templates name them, in the languages that the templates offer."""

from __future__ import annotations

from functools import cache

from babel import Locale

from orepath.custody.declarations.sheets import Book
from orepath.vocabulary.places import find_place, is_country
from orepath.vocabulary.terms import fold

LOCALES = ("zh", "zh_Hant", "ko", "fr", "de", "es", "it", "pt", "tr")
"""Besides English and Japanese, which the vocabulary has: the languages of the templates (CMRT 6.5), and their names in
the CLDR."""


@cache
def _territories() -> dict[str, str]:
    """Places by their folded names in `LOCALES`; a name that means two places is left out."""
    found: dict[str, set[str]] = {}
    for name in LOCALES:
        for code, said in Locale.parse(name).territories.items():
            if is_country(code):
                found.setdefault(fold(str(said)), set()).add(code)
    return {said: codes.pop() for said, codes in found.items() if len(codes) == 1}


class Places:
    """Places by name: as the vocabulary knows them, else as the workbook's own list of countries does."""

    def __init__(self, book: Book) -> None:
        self._own: dict[str, str] = {}
        sheet = book.sheet("countries")
        for row in sheet.rows.values() if sheet else ():
            if len(row) > 1 and is_country(row[0]):
                self._own[fold(row[1])] = row[0]

    def find(self, said: str) -> str:
        """The alpha-2 code of a country or territory; empty where the name is not known."""
        found = find_place(said)
        if found is None or not is_country(found):
            found = self._own.get(fold(said)) or _territories().get(fold(said), "")
        return found
