"""``orepath stress --contingency MINERAL``: what would be lost without each node and flow, one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from orepath.cli.stress_words import progress, says, spoken

if TYPE_CHECKING:
    from orepath.evidence.store import Evidence
    from orepath.network.network import Network
    from orepath.stress.contingency.closed import Removals
    from orepath.vocabulary.language import Lang, Text

LEAST = 0.01
"""The part of a Party's use from which a loss is printed; --json has all."""
MOST = 40
"""Nodes, and flows, printed at most."""


def contingency(mineral: str, evidence: Evidence, parties: Sequence[str], as_json: bool) -> None:
    """Print what each Party loses of a year's use without each node and each flow, if nobody adapts."""
    from orepath.network.asked import assembled_or_published
    from orepath.network.network import Network
    from orepath.stress.contingency.closed import removals

    with progress() as bar:
        made = assembled_or_published(evidence, mineral, None, draws=0, progress=bar("stressing"))
        network = (made if isinstance(made, Network) else made.network).at_figures()
        found = removals(network, parties)
    if as_json:
        from orepath.cli.stress_json import text

        print(text(values(network, found)), end="")
        return
    show(network, found, spoken())


def values(network: Network, found: Removals) -> dict[str, Any]:
    """All nodes and flows in the order of the network, with what each Party loses (t a year)."""
    nodes = [
        {"node": node, "stage": stage, "place": place, "lost_t": _by_party(found, found.outages_t[number])}
        for number, (node, stage, place) in enumerate(_nodes(network))
    ]
    ends = zip(network.flows["source"].to_pylist(), network.flows["target"].to_pylist(), strict=True)
    flows = [
        {"source": source, "target": target, "lost_t": _by_party(found, found.flows_t[number])}
        for number, (source, target) in enumerate(ends)
    ]
    head = {"mineral": network.mineral, "year": network.year, "use_t": _use(network, found)}
    return {**head, "nodes": nodes, "flows": flows}


def _nodes(network: Network) -> Iterator[tuple[str, str, str]]:
    columns = (network.column(name) for name in ("node", "stage", "place"))
    yield from zip(*columns, strict=True)


def _by_party(found: Removals, lost: Iterable[float]) -> dict[str, float]:
    return {party: float(mass_t) for party, mass_t in zip(found.places, lost, strict=True)}


def _use(network: Network, found: Removals) -> dict[str, float]:
    """What each Party uses in the year (t)."""
    used = list(zip(network.column("place"), network.nodes["use"].to_pylist(), strict=True))
    return {party: float(sum(use for place, use in used if place == party)) for party in found.places}


def show(network: Network, found: Removals, lang: Lang) -> None:
    """Print the nodes and flows without which a Party loses a part of its use worth saying, in order of the chain."""
    from rich.console import Console
    from rich.table import Table

    from orepath.stress.words import said
    from orepath.tracing.words import mineral_text, stage_order
    from orepath.vocabulary.places import place_name

    console, use = Console(), _use(network, found)
    title = says("contingency_title", mineral=mineral_text(network.mineral).in_(lang), year=network.year)
    console.print(title, highlight=False, markup=False)
    nodes = list(_nodes(network))
    source, target = network.source.tolist(), network.target.tolist()
    entries = [(stage_order(nodes[n][1]), _name(nodes[n]), found.outages_t[n]) for n in range(len(nodes))]
    flows = [
        (stage_order(nodes[a][1]), _flow(nodes[a], nodes[b]), found.flows_t[n])
        for n, (a, b) in enumerate(zip(source, target, strict=True))
        if nodes[a][2] != nodes[b][2]
    ]
    for key, every in (("contingency_nodes", entries), ("contingency_flows", flows)):
        worth = [each for each in every if _most(each[2], found, use) >= LEAST]
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column(says(key), overflow="fold")
        for party in found.places:
            table.add_column(place_name(party, lang), justify="right", no_wrap=True)
        for _, name, lost in sorted(worth, key=lambda each: (each[0], each[1].en))[:MOST]:
            table.add_row(name.in_(lang), *_parts(lost, found, use, lang))
        console.print()
        console.print(table)
        if len(worth) > MOST:
            console.print(says("contingency_more", count=len(worth) - MOST), highlight=False, markup=False)
    console.print()
    console.print(says("contingency_note"), highlight=False, markup=False)
    console.print(said("caution").in_(lang), highlight=False, markup=False)


def _most(lost: Iterable[float], found: Removals, use: dict[str, float]) -> float:
    return max((mass_t / use[party] for party, mass_t in _by_party(found, lost).items() if use[party] > 0), default=0.0)


def _parts(lost: Iterable[float], found: Removals, use: dict[str, float], lang: Lang) -> list[str]:
    from orepath.review.stress_page.figures import percent

    masses = _by_party(found, lost)
    return [percent(min(masses[party] / use[party], 1.0), lang) if use[party] > 0 else "–" for party in found.places]


def _name(node: tuple[str, str, str]) -> Text:
    from orepath.tracing.words import label_text, said, stage_text

    return said("stop", place=label_text(node[2]), what=stage_text(node[1])) if node[1] else label_text(node[2])


def _flow(source: tuple[str, str, str], target: tuple[str, str, str]) -> Text:
    from orepath.vocabulary.language import Text

    one, other = _name(source), _name(target)
    return Text(f"{one.en} → {other.en}", f"{one.ja} → {other.ja}")
