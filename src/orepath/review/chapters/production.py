"""Who produces a mineral at each stage: tonnes, shares over time, and where on the map."""

from __future__ import annotations

import math

from orepath.review.chapters.output import Output, outputs, rest, share, tonnes, total
from orepath.review.chapters.scene import Scene, capital, mineral_name
from orepath.review.chapters.texts import joined, say
from orepath.review.charts.shares import Part, shares
from orepath.review.charts.world import Bubble, world
from orepath.review.document import (
    Block,
    Cell,
    Chart,
    Column,
    Figure,
    Heading,
    Note,
    Paragraph,
    Quantity,
    Row,
    Table,
)
from orepath.vocabulary.language import LANGS, Lang, Text
from orepath.vocabulary.terms import stages

LEADING = 5  # producers named beside the Parties
LABELLED = 3  # bubbles with a label
WORTH_A_LABEL = 0.05  # share from which a bubble may have one


def production(scene: Scene, mineral: str) -> tuple[list[Block], list[Quantity]]:
    """The blocks of a mineral's production and the figures in them."""
    blocks: list[Block] = [Heading(say("production_heading"), id=f"{mineral}-production")]
    quantities: list[Quantity] = []
    found = {stage: outputs(scene, mineral, stage) for stage in stages()}
    have = {stage: outs for stage, outs in found.items() if outs}
    if have:
        chart, seen = _over_time(scene, mineral, [out for outs in have.values() for out in outs])
        blocks.append(chart)
        quantities += seen
    maps: list[Block] = []
    for stage in ("mine", "refine"):
        outs = [out for out in found.get(stage, []) if out.supply.made]
        if outs:
            table, seen = _tonnes(scene, mineral, stage, outs)
            blocks.append(table)
            maps.append(_map(scene, mineral, stage, outs[-1]))
            quantities += seen
        elif stage not in have:
            said = say("production_none", stage=stages()[stage].name, mineral=mineral_name(mineral))
            blocks.append(Note(Paragraph(said), "caution"))
    blocks += maps
    return blocks, quantities


def _over_time(scene: Scene, mineral: str, outs: list[Output]) -> tuple[Chart, list[Quantity]]:
    leading = list(dict.fromkeys(place for out in reversed(outs) for place in out.ranked[:3]))[: LEADING + 1]
    leading += [
        party for party in scene.parties if party not in leading and any(party in o.supply.shares for o in outs)
    ]
    bars = {id(out): _bar(out) for out in outs}
    cells: dict[int, list[Figure]] = {}
    quantities = []
    for out in outs:
        known = [share(scene, mineral, out, place) for place in leading]
        unknown = out.supply.shares.get("unknown", 0.0)
        left = max(0.0, 1 - unknown - math.fsum(figure.value or 0.0 for figure in known))
        cells[id(out)] = [
            *known,
            rest(mineral, out, left, say("shares_rest")),
            rest(mineral, out, unknown if out.supply.bounded else unknown or None, say("shares_unknown")),
        ]
        quantities += [
            Quantity("supply_share", figure, out.supply.stage, place, None, out.supply.from_, out.supply.until)
            for place, figure in zip([*leading, "other", "unknown"], cells[id(out)], strict=True)
        ]
    headings = [*(scene.place(place) for place in leading), say("shares_rest"), say("shares_unknown")]
    kinds = [*("named" for _ in leading), "rest", "unknown"]

    def drawn(lang: Lang) -> str:
        parts = [
            Part(bars[id(out)].in_(lang), name.in_(lang), figure.value or 0.0, kind)
            for out in outs
            for name, figure, kind in zip(headings, cells[id(out)], kinds, strict=True)
        ]
        return shares(parts, say("shares_axis").in_(lang))

    columns = (
        Column("producer", say("producer")),
        *(Column(f"bar{n}", bars[id(out)], "share", "percent") for n, out in enumerate(outs)),
    )
    rows = tuple(
        Row((Cell(name), *(Cell(figure=cells[id(out)][n]) for out in outs))) for n, name in enumerate(headings)
    )
    name = capital(mineral_name(mineral))
    notes = tuple(note for out in outs for note in _notes(out, bars[id(out)]))
    twin = Table(f"{mineral}-shares-table", say("shares_table", mineral=name), columns, rows, notes)
    alt = say("shares_alt", mineral=mineral_name(mineral), largest=_largest(scene, outs))
    chart = Chart(
        f"{mineral}-shares",
        say("shares_caption", mineral=name),
        alt,
        {lang: drawn(lang) for lang in LANGS},
        twin,
        figures=tuple(quantity.figure for quantity in quantities),
    )
    return chart, quantities


def _bar(out: Output) -> Text:
    return Text(
        f"{capital(stages()[out.supply.stage].name).en} {out.when.en}",
        f"{stages()[out.supply.stage].name.ja} {out.when.ja}",
    )


def _largest(scene: Scene, outs: list[Output]) -> Text:
    latest = {out.supply.stage: out for out in outs}
    return joined([scene.place(out.ranked[0]) for out in latest.values() if out.ranked])


def _notes(out: Output, bar: Text) -> list[Text]:
    made, notes = out.supply, []
    if made.note:
        notes.append(say("shares_bar_note", bar=bar, dataset=made.dataset, note=made.note))
    if made.others and made.reason:
        others = ", ".join(made.others)
        words = {"bar": bar, "preferred": made.dataset, "others": others, "reason": made.reason}
        notes.append(say("shares_other_datasets", **words))
    return notes


def _tonnes(scene: Scene, mineral: str, stage: str, outs: list[Output]) -> tuple[Table, list[Quantity]]:
    leading = [place for place in outs[-1].ranked if place not in scene.parties][:LEADING]
    places = [*scene.parties, *leading]
    rows, quantities = [], []
    for place in places:
        figures = [tonnes(scene, mineral, out, place) for out in outs]
        rows.append(Row((Cell(scene.place(place)), *(Cell(figure=figure) for figure in figures))))
        quantities += [_made(figure, out, place) for figure, out in zip(figures, outs, strict=True)]
    totals = [total(mineral, out) for out in outs]
    rows.append(Row((Cell(say("production_total")), *(Cell(figure=figure) for figure in totals)), total=True))
    quantities += [_made(figure, out, "world") for figure, out in zip(totals, outs, strict=True)]
    columns = (
        Column("producer", say("producer")),
        *(Column(f"y{o.supply.year}", o.when, "number", "t") for o in outs),
    )
    caption = say("production_caption", mineral=capital(mineral_name(mineral)), stage=stages()[stage].name)
    return Table(f"{mineral}-{stage}-production", caption, columns, tuple(rows)), quantities


def _made(figure: Figure, out: Output, place: str) -> Quantity:
    return Quantity("production", figure, out.supply.stage, place, None, out.supply.from_, out.supply.until)


def _map(scene: Scene, mineral: str, stage: str, out: Output) -> Chart:
    made = out.supply

    def drawn(lang: Lang) -> str:
        def label(place: str) -> str:
            named = place in out.ranked[:LABELLED] and made.shares[place] >= WORTH_A_LABEL
            return f"{scene.place(place).in_(lang)} {made.shares[place]:.0%}" if named else ""

        return world([Bubble(place, mass, label(place)) for place, mass in sorted(made.made.items())])

    words = {"stage": stages()[stage].name, "when": out.when}
    largest = joined([scene.place(place) for place in out.ranked[:3]])
    figures = tuple(tonnes(scene, mineral, out, place) for place in out.ranked)
    rows = tuple(Row((Cell(scene.place(p)), Cell(figure=f))) for p, f in zip(out.ranked, figures, strict=True))
    columns = (Column("producer", say("producer")), Column("t", out.when, "number", "t"))
    name = capital(mineral_name(mineral))
    twin = Table(f"{mineral}-{stage}-map-table", say("map_table", mineral=name, **words), columns, rows)
    return Chart(
        f"{mineral}-{stage}-map",
        say("map_caption", mineral=name, **words),
        say("map_alt", largest=largest),
        {lang: drawn(lang) for lang in LANGS},
        twin,
        notes=(say("map_disclaimer"),),
    )
