"""From producers through trade to the Parties: two wholes, and the path between them that nobody recorded."""

from __future__ import annotations

import math
from collections import defaultdict

from orepath.review.chapters.border import Crossing
from orepath.review.chapters.output import Output, outputs, share
from orepath.review.chapters.scene import Scene, capital, mineral_name
from orepath.review.chapters.texts import say
from orepath.review.charts.sankey import Link, Node, sankey
from orepath.review.document import Cell, Chart, Column, Figure, Row, Table
from orepath.vocabulary.language import LANGS, Lang, Text
from orepath.vocabulary.places import place_text
from orepath.vocabulary.terms import stages

NAMED = 6  # producers and exporters drawn by name, at most
DRAWN = 0.03  # share from which one is drawn by name
MIDDLE, REST = "middle", "rest"


def path(scene: Scene, mineral: str, stage: str = "mine") -> Chart | None:
    """The Sankey of a mineral, or None where production or trade is not in the evidence."""
    outs = outputs(scene, mineral, stage)
    crossings = [c for party in scene.parties for c in scene.border.into(party, mineral)]
    if not outs or not crossings:
        return None
    out, year = outs[-1], max(crossing.year for crossing in crossings)
    latest = [crossing for crossing in crossings if crossing.year == year]
    flows = _flows(scene, mineral, latest, year)
    producers = [(place, share(scene, mineral, out, place)) for place in out.ranked[:NAMED]]

    def drawn(lang: Lang) -> str:
        return _drawn(scene, out, producers, flows, year, lang)

    words = {"mineral": capital(mineral_name(mineral))}
    alt = say("sankey_alt", stage=stages()[stage].name, year=out.supply.year, traded=year)
    twin = _table(scene, mineral, producers, flows)
    figures = tuple(figure for _, figure in [*producers, *flows.items()])
    caption = say("sankey_caption", **words)
    svg = {lang: drawn(lang) for lang in LANGS}
    return Chart(f"{mineral}-path", caption, alt, svg, twin, (say("sankey_note"),), figures)


def _flows(scene: Scene, mineral: str, crossings: list[Crossing], year: int) -> dict[tuple[str, str], Figure]:
    total = math.fsum(crossing.value_usd for crossing in crossings)
    groups: dict[tuple[str, str], list[Crossing]] = defaultdict(list)
    for crossing in crossings:
        groups[(crossing.exporter, crossing.importer)].append(crossing)
    weight: dict[str, float] = defaultdict(float)
    for (exporter, _), group in groups.items():
        weight[exporter] += math.fsum(crossing.value_usd for crossing in group)
    order = sorted(weight, key=lambda place: (-weight[place], place))
    found = {}
    for exporter in order:
        for party in scene.parties:
            group = groups.get((exporter, party), [])
            if group and total > 0:
                found[(exporter, party)] = _flow(mineral, exporter, party, year, group, crossings, total)
    return found


def _flow(
    mineral: str, exporter: str, party: str, year: int, group: list[Crossing], every: list[Crossing], total: float
) -> Figure:
    words = {"mineral": mineral_name(mineral), "exporter": place_text(exporter), "party": place_text(party)}
    own = tuple(found for crossing in group for found in crossing.statements)
    rest = tuple(found for crossing in every if crossing not in group for found in crossing.statements)
    return Figure(
        say("sankey_flow_subject", year=year, **words),
        math.fsum(crossing.value_usd for crossing in group) / total,
        "share",
        say("sankey_flow_how", exporter=words["exporter"], party=words["party"]),
        own + rest,
        tuple(sorted({edition for crossing in every for edition in crossing.editions})),
    )


def _drawn(
    scene: Scene,
    out: Output,
    producers: list[tuple[str, Figure]],
    flows: dict[tuple[str, str], Figure],
    year: int,
    lang: Lang,
) -> str:
    def name(place: str) -> str:
        return say("sankey_rest").in_(lang) if place == REST else scene.place(place).in_(lang)

    exporters = list(dict.fromkeys(exporter for exporter, _ in flows))
    totals = {e: math.fsum(f.value or 0.0 for (o, _), f in flows.items() if o == e) for e in exporters}
    shown = [exporter for exporter in exporters[:NAMED] if totals[exporter] >= DRAWN]
    into: dict[tuple[str, str], float] = defaultdict(float)
    for (exporter, party), figure in flows.items():
        into[(exporter if exporter in shown else REST, party)] += figure.value or 0.0
    left = {place: figure.value for place, figure in producers if figure.value and figure.value >= DRAWN}
    left[REST] = max(0.0, 1 - math.fsum(left.values()))
    right = {place: math.fsum(v for (e, _), v in into.items() if e == place) for place in [*shown, REST]}
    nodes = [
        *(Node(f"p-{p}", 0, f"{name(p)} {v:.0%}", "rest" if p == REST else "named") for p, v in left.items() if v > 0),
        Node(MIDDLE, 1, "", "unknown"),
        *(Node(f"e-{p}", 2, f"{name(p)} {v:.0%}", "rest" if p == REST else "named") for p, v in right.items() if v > 0),
        *(Node(party, 3, name(party), "party") for party in scene.parties if any(p == party for _, p in into)),
    ]
    links = [
        *(Link(f"p-{place}", MIDDLE, value) for place, value in left.items() if value > 0),
        *(Link(MIDDLE, f"e-{place}", value) for place, value in right.items() if value > 0),
        *(Link(f"e-{exporter}", party, value) for (exporter, party), value in into.items() if value > 0),
    ]
    headings = [
        say("sankey_producers", year=out.supply.year).in_(lang),
        say("sankey_middle").in_(lang),
        say("sankey_exporters", year=year).in_(lang),
        say("sankey_parties").in_(lang),
    ]
    return sankey(nodes, links, headings)


def _table(
    scene: Scene, mineral: str, producers: list[tuple[str, Figure]], flows: dict[tuple[str, str], Figure]
) -> Table:
    columns = (Column("part", say("sankey_side")), Column("share", say("share_word"), "share", "percent"))

    def flow(exporter: str, party: str) -> Text:
        return say("sankey_flow", exporter=scene.place(exporter), party=scene.place(party))

    rows = [
        *(Row((Cell(scene.place(place)), Cell(figure=figure))) for place, figure in producers),
        *(Row((Cell(flow(*ends)), Cell(figure=figure))) for ends, figure in list(flows.items())[: 2 * NAMED]),
    ]
    caption = say("sankey_table", mineral=capital(mineral_name(mineral)))
    return Table(f"{mineral}-path-table", caption, columns, tuple(rows))
