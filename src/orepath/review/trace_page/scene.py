"""What the page of a trace is made from, and what is worked out of it once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from orepath.evidence.store import Evidence
from orepath.network.coupling import net
from orepath.network.network import UNKNOWN, Network
from orepath.network.trade.contained import codes_of
from orepath.review.figure import Edition
from orepath.review.trace_page.history import Place, years_of
from orepath.review.trace_page.legs import Legs, legs
from orepath.review.trace_page.sides import Side, sides
from orepath.tracing.answer import Trace, Views
from orepath.tracing.arrivals import arrivals
from orepath.tracing.series import Series
from orepath.tracing.words import mineral_text, said
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text

APART = 0.001
"""From this difference of a share on gross and net are shown as two pictures."""
ANSWERS = ("gross", "net")


@dataclass(frozen=True)
class Scene:
    """A trace, the network it was made on, the same over the years, and where the statements stand."""

    trace: Trace
    network: Network
    evidence: Evidence | None = None
    series: Series | None = None

    @property
    def stem(self) -> str:
        """What the names of all files begin with."""
        return self.trace.stem

    @cached_property
    def words(self) -> dict[str, object]:
        """What most sentences name: mineral, place, when (a network of a user's own may be of no year), and of what."""
        name = mineral_text(self.trace.mineral)
        capital = Text(name.en[:1].upper() + name.en[1:], name.ja)
        year = self.trace.year
        when = Text(f", {year}", f"（{year}年）") if year else Text("", "")
        basis = self.trace.limits.basis or said("contained")
        return {"mineral": capital, "to": place_text(self.trace.to), "when": when, "basis": basis}

    @cached_property
    def apart(self) -> bool:
        """Whether the two answers on re-exports differ, so that both are drawn."""
        if not self.trace.net.arrivals_t > 0:
            return False
        pairs = [(getattr(self.trace.views, view), getattr(self.trace.net, view)) for view in ("border", "origin")]
        for one, other in pairs:
            mids = [{share.place: share.mid for share in shares} for shares in (one, other)]
            if any(abs(mids[0].get(p, 0.0) - mids[1].get(p, 0.0)) >= APART for p in {*mids[0], *mids[1]}):
                return True
        return False

    @property
    def answers(self) -> tuple[str, ...]:
        """The answers that are drawn: gross, and net where it differs."""
        return ANSWERS if self.apart else ANSWERS[:1]

    def views(self, answer: str) -> Views:
        """The views of one answer."""
        return self.trace.net if answer == "net" else self.trace.views

    def sides(self, answer: str) -> list[Side]:
        """Border and origin by place in one answer."""
        return sides(self.trace, self.trace.net if answer == "net" else None)

    @cached_property
    def _legs(self) -> dict[str, Legs]:
        return {}

    def legs(self, answer: str) -> Legs:
        """The halves of the way in one answer."""
        if answer not in self._legs:
            network = net(self.network) if answer == "net" else self.network
            self._legs[answer] = legs(arrivals(network, self.trace.to))
        return self._legs[answer]

    @cached_property
    def years(self) -> list[Place]:
        """The places over the years."""
        if not self.trace.year:
            return []
        return years_of(self.traces, self.seen, frozenset(self.pale))

    @cached_property
    def traces(self) -> list[Trace]:
        """The trace and those of other years that are of the same goods or from another kind of network."""
        every = self.series.traces if self.series else ()
        others = [each for each in every if each.year != self.trace.year and each.year not in self.left_out]
        return sorted([self.trace, *others], key=lambda trace: trace.year)

    @cached_property
    def left_out(self) -> list[int]:
        """The years whose network is made from other goods: its shares are of another whole."""
        own = {good.code for good in self.trace.limits.not_seen}
        every = [each for each in (self.series.traces if self.series else ()) if each.kind == self.trace.kind]
        return [each.year for each in every if {good.code for good in each.limits.not_seen} != own]

    @cached_property
    def pale(self) -> list[int]:
        """The years whose network is of another kind than the trace's."""
        return [each.year for each in self.traces if each.kind != self.trace.kind]

    @cached_property
    def seen(self) -> dict[int, Mapping[str, float]]:
        """What customs data show of imports in the years whose goods are the trace's own: others are another whole."""
        if not self.series or not self.evidence:
            return dict(self.series.seen) if self.series else {}
        query = "select year, list(distinct good order by good) as goods from trade where list_contains(?, good) "
        rows = self.evidence.rows(query + "group by year", [codes_of(self.trace.mineral)])
        goods = {row["year"]: row["goods"] for row in rows}
        own = goods.get(self.trace.year, goods[max(goods)] if goods else [])
        return {year: shares for year, shares in sorted(self.series.seen.items()) if goods.get(year) == own}

    @cached_property
    def editions(self) -> dict[Edition, list[str]]:
        """The statements behind the trace by edition; editions with the most statements first."""
        if not self.evidence:
            return {}
        found = self.evidence.statements_with(self.trace.statements)
        by: dict[Edition, list[str]] = {}
        for each in found:
            by.setdefault(Edition(each.dataset, each.edition, each.licence), []).append(each.statement_id)
        size = Counter({edition: len(ids) for edition, ids in by.items()})
        return {edition: sorted(by[edition]) for edition in sorted(by, key=lambda each: (-size[each], each))}

    @cached_property
    def publishers(self) -> list[Text]:
        """Who publishes what the trace rests on, each once."""
        known = self.evidence.sources if self.evidence else {}
        names = [known[each.dataset].publisher if each.dataset in known else None for each in self.editions]
        return list(dict.fromkeys(name for name in names if name))

    def unknown(self, answer: str, view: str) -> float:
        """The unknown share of one view."""
        return next((share.mid for share in getattr(self.views(answer), view) if share.place == UNKNOWN), 0.0)
