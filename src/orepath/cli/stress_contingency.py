"""``orepath stress --contingency MINERAL``: every node and every flow removed, ranked by what is lost together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from orepath.cli.stress_words import progress, says, spoken

if TYPE_CHECKING:
    from orepath.cli.stress_asked import Asked
    from orepath.evidence.store import Evidence
    from orepath.stress.contingency.ranked import Ranked, Row
    from orepath.vocabulary.language import Lang, Text

LEAST = 0.001
"""The part of a Party's use from which a loss alone is printed; --json has all."""
MOST = 20
"""Nodes, and flows, printed at most."""


def contingency(mineral: str, evidence: Evidence, asked: Asked, as_json: bool) -> None:
    """Print what each Party loses without each node and each flow, alone and together; as JSON if nobody adapts too."""
    from orepath.network.asked import assembled_or_published
    from orepath.network.network import Network
    from orepath.stress.contingency.ranked import ranked
    from orepath.stress.parties import parties_of
    from orepath.stress.setting import setting

    with progress() as bar:
        made = assembled_or_published(evidence, mineral, None, draws=0, progress=bar("assembling"))
        network = made if isinstance(made, Network) else made.network
        assumed = setting(network, asked.parties, evidence)
        found = ranked(network, assumed, parties_of(asked.parties), asked.months, bar("stressing"))
    if as_json:
        from orepath.cli.stress_json import text

        print(text(values(found)), end="")
        return
    show(found, spoken())


def values(found: Ranked) -> dict[str, Any]:
    """All nodes and flows, the largest coordinated loss first."""
    rows = [{**asdict(row), "value_of_coordination_t": row.value_of_coordination_t} for row in found.rows]
    head = {"mineral": found.mineral, "year": found.year, "months": found.months, "demand_t": found.demand_t}
    return {**head, "parties": list(found.parties), "rows": rows}


def show(found: Ranked, lang: Lang) -> None:
    """Print the nodes and the flows across a border without which a Party loses something worth saying."""
    from rich.console import Console

    from orepath.stress.words import said
    from orepath.tracing.words import mineral_text

    console = Console()
    words = {"mineral": mineral_text(found.mineral).in_(lang), "year": found.year, "months": f"{found.months:g}"}
    console.print(says("contingency_title", **words), highlight=False, markup=False)
    for kind in ("node", "flow"):
        rows = [row for row in found.rows if row.kind == kind and (kind == "node" or row.place != row.target_place)]
        worth = [row for row in rows if _part(row, found) >= LEAST]
        console.print()
        console.print(_table(kind, worth[:MOST], found, lang))
        if len(worth) > MOST:
            console.print(says("contingency_more", count=len(worth) - MOST), highlight=False, markup=False)
    console.print()
    console.print(says("contingency_note"), highlight=False, markup=False)
    console.print(said("caution").in_(lang), highlight=False, markup=False)


def _table(kind: str, rows: Sequence[Row], found: Ranked, lang: Lang) -> Any:  # noqa: ANN401  loaded when it is shown
    from rich.table import Table

    from orepath.stress.words import word
    from orepath.vocabulary.places import place_name

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(says(f"contingency_{kind}s"), overflow="fold", min_width=24)
    for party in found.parties:
        for case in ("coordinated", "alone"):
            heading = f"{place_name(party, lang)}\n{word('case', case).in_(lang)}"
            table.add_column(heading, justify="right", no_wrap=True)
    for row in rows:
        table.add_row(_name(row).in_(lang), *_shares(row, found, lang))
    return table


def _part(row: Row, found: Ranked) -> float:
    """The largest part of its use that a Party loses alone: together it is no more."""
    parts = (row.alone_t[party] / use for party, use in found.demand_t.items() if use > 0)
    return max(parts, default=0.0)


def _shares(row: Row, found: Ranked, lang: Lang) -> Iterator[str]:
    from orepath.review.stress_page.figures import percent

    for party in found.parties:
        use = found.demand_t[party]
        for lost in (row.coordinated_t, row.alone_t):
            yield percent(min(lost[party] / use, 1.0), lang) if use > 0 else "–"


def _name(row: Row) -> Text:
    from orepath.vocabulary.language import Text

    one = _stop(row.place, row.stage)
    if row.kind == "node":
        return one
    other = _stop(row.target_place, row.target_stage)
    return Text(f"{one.en} → {other.en}", f"{one.ja} → {other.ja}")


def _stop(place: str, stage: str) -> Text:
    from orepath.tracing.words import label_text, said, stage_text

    return said("stop", place=label_text(place), what=stage_text(stage)) if stage else label_text(place)
