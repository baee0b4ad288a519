"""What lies behind a lot: the lots it comes of, and the ways from each of them to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from orepath.custody.books.ledger import Ledger
from orepath.custody.document import LotFacts
from orepath.custody.graph.lineage import Lineage, Link
from orepath.custody.graph.network import mineral_of
from orepath.errors import InputError, fault

MOST = 5000
"""Lots behind a lot for which chains are made."""


class Behind:
    """Finds what lies behind lots."""

    def __init__(self, ledger: Ledger, links: Lineage) -> None:
        self.ledger = ledger
        self.names = ledger.columns.lots
        self._number = {name: number for number, name in enumerate(self.names)}
        self._into: defaultdict[str, list[Link]] = defaultdict(list)
        self._of: defaultdict[int, list[Link]] = defaultdict(list)
        for link in links.links:
            self._into[self.names[link.target]].append(link)
            self._of[link.step].append(link)
        self._out: defaultdict[str, list[Link]] = defaultdict(list)
        for link in links.links:
            self._out[self.names[link.source]].append(link)

    def number(self, lot: str) -> int:
        """The number of a lot; -1 for one that documents tell of and no event."""
        return self._number.get(lot, -1)

    def facts(self, lot: str) -> LotFacts | None:
        """What documents say of a lot."""
        return self.ledger.facts.get(lot)

    def ends(self) -> list[str]:
        """Lots at the end of the record: made of others or with materials named, and nothing is made of them."""
        made = {*self._into, *(lot for lot, facts in self.ledger.facts.items() if facts.materials)}
        found = sorted(made - self._out.keys())
        return found or sorted({*self.names, *self.ledger.facts} - self._out.keys())

    def lines(self, lot: str) -> list[Line]:
        """A line for each lot that a lot begins with, by name.

        Raises
        ------
        InputError
            Where more than `MOST` lots lie behind it.
        """
        steps: dict[str, list[Link]] = {lot: []}
        open_ = [lot]
        while open_:
            for link in self._into.get(open_.pop(), ()):
                source = self.names[link.source]
                if source not in steps:
                    steps[source] = []
                    open_.append(source)
                steps[source].append(link)
        if len(steps) > MOST:
            raise InputError(fault("custody_many_lots", lot, found=len(steps), most=MOST))
        begins = (begin for begin in sorted(steps) if not self._into.get(begin))
        return [Line(begin, lot, tuple(self._way(begin, steps))) for begin in begins]

    def _way(self, begin: str, steps: dict[str, list[Link]]) -> Iterator[Link]:
        """The transformations from a lot on, each once, whose output is still its mineral; in the order of the way."""
        mineral = mineral_of(self.facts(begin)).mineral
        seen, open_, done = {begin}, [begin], set[int]()
        while open_:
            for link in steps.get(open_.pop(0), ()):
                target = self.names[link.target]
                if link.step < 0 or not mineral or mineral_of(self.facts(target)).mineral != mineral:
                    continue
                if link.step not in done:
                    done.add(link.step)
                    yield link
                if target not in seen:
                    seen.add(target)
                    open_.append(target)

    def values(self, line: Line) -> Sequence[Fraction | None]:
        """The value of each lot of a line; None each where the line divides or joins others, or ends elsewhere.

        Only where each lot is made of the one before alone, and the last goes whole into the lot at the end, is the
        value of a lot the value of what came by this line.
        """
        lots = [line.begin, *(self.names[link.target] for link in line.way)]
        straight = all(self._alone(link, before) for before, link in zip(lots, line.way, strict=False))
        if not straight or not self._whole(lots[-1], line.end):
            return [None] * len(lots)
        return [facts.value_usd if (facts := self.facts(lot)) is not None else None for lot in lots]

    def _alone(self, link: Link, before: str) -> bool:
        """Whether a transformation took all of one lot and no other, and made one."""
        return self.names[link.source] == before and len(self._of[link.step]) == 1 and self._all_taken(link)

    def _all_taken(self, link: Link) -> bool:
        return bool(self.ledger.held.measured[link.source] and self.ledger.held.left()[link.source] == 0)

    def _whole(self, lot: str, end: str) -> bool:
        """Whether all of a lot goes into another."""
        passed = set[str]()
        while lot != end:
            out = self._out.get(lot, [])
            if lot in passed or len(out) != 1 or not self._all_taken(out[0]):
                return False
            passed.add(lot)
            lot = self.names[out[0].target]
        return True


@dataclass(frozen=True)
class Line:
    """The way from a lot that begins the record to another: the transformations whose output is still its mineral."""

    begin: str
    end: str
    way: tuple[Link, ...]
