"""What the page of an answer is made from, and what is worked out of it once."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from orepath.evidence.store import Evidence
from orepath.review.figure import Edition
from orepath.stress.answer import Result, Stressed


def slug(name: str) -> str:
    """A name as part of a file's name or of an id.

    >>> slug("Made-up Nickel"), slug("鉱物")
    ('made-up-nickel', 'x')
    """
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "x"


def stem_of(found: Stressed) -> str:
    """What the names of all files of an answer begin with."""
    return f"stress-{slug(found.measure or (found.shocks[0].id if found.shocks else 'answer'))}"


@dataclass(frozen=True)
class Scene:
    """An answer, and where its statements stand."""

    found: Stressed
    evidence: Evidence | None = None

    @property
    def stem(self) -> str:
        """What the names of all files begin with."""
        return stem_of(self.found)

    @cached_property
    def minerals(self) -> tuple[str, ...]:
        """The minerals answered, in the order of the results."""
        return tuple(dict.fromkeys(each.mineral for each in self.found.results))

    def results(self, mineral: str) -> list[Result]:
        """The results of one mineral."""
        return [each for each in self.found.results if each.mineral == mineral]

    @cached_property
    def touched(self) -> list[Result]:
        """The results in which anything is lost at all: pictures are of these."""
        return [each for each in self.found.results if each.baseline_t > 0 and each.no_adaptation_t > 0]

    @cached_property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements the answer rests on, each once."""
        found = self.found
        every = [each for shock in found.shocks for each in shock.statements]
        every += [each for given in found.assumptions for each in given.statements]
        for result in found.results:
            every += [*result.statements, *result.price_statements]
            every += [each for part in result.filled for each in part.statements]
        return tuple(dict.fromkeys(every))

    @cached_property
    def editions(self) -> dict[Edition, list[str]]:
        """The statements by edition, those with the most first; nothing where no evidence is at hand."""
        if not self.evidence:
            return {}
        by: dict[Edition, list[str]] = {}
        for each in self.evidence.statements_with(list(self.statements)):
            by.setdefault(Edition(each.dataset, each.edition, each.licence), []).append(each.statement_id)
        size = Counter({edition: len(ids) for edition, ids in by.items()})
        return {edition: sorted(by[edition]) for edition in sorted(by, key=lambda each: (-size[each], each))}
