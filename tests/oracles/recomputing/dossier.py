"""The dossier as a program reads it: figures by what they are of, and a tally of what was compared."""

import math
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

CLOSE = 1e-9

Entry = dict[str, Any]


@dataclass(frozen=True)
class Dossier:
    """What dossier.json holds."""

    content: Entry

    @cached_property
    def figures(self) -> dict[str, Entry]:
        """The figures by id."""
        return {figure["id"]: figure for figure in self.content["figures"]}

    def of(self, metric: str) -> list[tuple[str, Entry]]:
        """The figures of a metric with their subjects taken apart, each with its mineral."""
        return [
            (mineral["mineral"], figure)
            for mineral in self.content["minerals"]
            for figure in mineral["figures"]
            if figure["metric"] == metric
        ]

    def datasets(self, figure: Entry) -> set[str]:
        """The datasets a figure rests on."""
        return {entry["dataset"] for entry in self.figures[figure["figure"]]["sources"]}

    def words(self, figure: Entry) -> Entry:
        """Subject and derivation of a figure."""
        return self.figures[figure["figure"]]


@dataclass
class Tally:
    """How many figures agreed, and which did not."""

    agreed: Counter[str] = field(default_factory=Counter)
    differ: list[str] = field(default_factory=list)

    def compare(self, kind: str, subject: str, found: float | None, expected: float | None) -> None:
        """One figure beside its recomputation; both None agree."""
        if found is None or expected is None:
            same = found is None and expected is None
        else:
            same = math.isclose(found, expected, rel_tol=CLOSE, abs_tol=1e-15)
        if same:
            self.agreed[kind] += 1
        else:
            self.differ.append(f"{kind}: {subject}: dossier {found}, recomputed {expected}")


def year(figure: Entry) -> int:
    """The last year a figure is of."""
    assert figure["until"], f"{figure['figure']} has no period"
    return int(figure["until"][:4]) - 1
