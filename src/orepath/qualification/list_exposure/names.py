"""Names of entities: the same after Unicode NFKC and case folding alone, near, or neither."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

NOT_LETTERS = re.compile(r"[\W_]+")


def same(name: str) -> str:
    """A name as it is compared: NFKC and case folded, nothing else.

    >>> same("Ｍade-up SMELTER") == same("made-up smelter"), same("Made-up Smelter Co.") == same("Made-up Smelter Co")
    (True, False)
    """
    return unicodedata.normalize("NFKC", name).casefold()


def bare(name: str, legal_forms: Iterable[str]) -> str:
    """A name without legal forms and signs, for nearness only.

    >>> bare("Made-up Smelter Co., Ltd.", ["co", "ltd"]), bare("架空製錬株式会社", ["株式会社"])
    ('made up smelter', '架空製錬')
    """
    found = same(name)
    forms = sorted((same(form) for form in legal_forms), key=lambda form: (-len(form), form))
    for form in forms:
        if not form.isascii() or "(" in form:
            found = found.replace(form, " ")
    short = {form for form in forms if form.isascii()}
    return " ".join(word for word in NOT_LETTERS.sub(" ", found).split() if word not in short)


@dataclass(frozen=True)
class Near:
    """Names among which near ones are looked for, each with its bare form."""

    names: tuple[tuple[str, str], ...]
    legal_forms: tuple[str, ...]
    cutoff: float

    @classmethod
    def of(cls, names: Iterable[str], legal_forms: Sequence[str], cutoff: Fraction) -> Near:
        """Names prepared for looking; `cutoff` is the share of letters that near names have in common."""
        kept = tuple((name, bare(name, legal_forms)) for name in dict.fromkeys(names) if name)
        return cls(kept, tuple(legal_forms), float(cutoff))

    def to(self, name: str) -> list[str]:
        """The names that are near one, those that are the same left out, the nearest first."""
        wanted = bare(name, self.legal_forms)
        matcher = difflib.SequenceMatcher(autojunk=False)
        matcher.set_seq2(wanted)
        found = []
        for other, letters in self.names if wanted else ():
            matcher.set_seq1(letters)
            ratio = self._ratio(matcher)
            if ratio is not None and same(other) != same(name):
                found.append((-ratio, other))
        return [other for _, other in sorted(found)]

    def _ratio(self, matcher: difflib.SequenceMatcher[str]) -> float | None:
        """How near two names are, or None below the cutoff, told by the quicker bounds first."""
        if matcher.real_quick_ratio() < self.cutoff or matcher.quick_ratio() < self.cutoff:
            return None
        ratio = matcher.ratio()
        return ratio if ratio >= self.cutoff else None
