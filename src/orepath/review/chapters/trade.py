"""A mineral at the Parties' borders: who shipped it last, over the years."""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import date

from orepath.review.chapters.border import Crossing
from orepath.review.chapters.scene import Scene, capital, mineral_name
from orepath.review.chapters.texts import joined, say
from orepath.review.charts.lines import Point, lines
from orepath.review.document import Block, Cell, Chart, Column, Figure, Heading, Paragraph, Quantity, Row, Table
from orepath.vocabulary.language import LANGS, Lang, Text
from orepath.vocabulary.places import place_text
from orepath.vocabulary.terms import stages

LEADING = 5  # exporters drawn by name


def trade(scene: Scene, mineral: str) -> tuple[list[Block], list[Quantity]]:
    """The blocks of a mineral's trade and the figures in them."""
    blocks: list[Block] = [Heading(say("trade_heading"), id=f"{mineral}-trade"), Paragraph(say("trade_caution"))]
    quantities: list[Quantity] = []
    for stage in scene.border.stages(mineral):
        for party in scene.parties:
            crossings = scene.border.into(party, mineral, stage)
            if crossings:
                block, found = _over_years(scene, mineral, stage, party, crossings)
                blocks.append(block)
                quantities += found
    if not quantities:
        blocks.append(Paragraph(say("trade_none", mineral=mineral_name(mineral))))
    return blocks, quantities


def _over_years(
    scene: Scene, mineral: str, stage: str, party: str, crossings: list[Crossing]
) -> tuple[Chart, list[Quantity]]:
    totals: dict[int, list[Crossing]] = defaultdict(list)
    for crossing in crossings:
        totals[crossing.year].append(crossing)
    years = sorted(totals)
    weight: dict[str, float] = defaultdict(float)
    for crossing in crossings:
        if crossing.year > years[-1] - LEADING:
            weight[crossing.exporter] += crossing.value_usd
    leading = sorted(weight, key=lambda place: (-weight[place], place))[:LEADING]
    quantities = [
        Quantity(
            "import_share",
            _share(scene, mineral, stage, party, place, year, totals[year]),
            *(stage, party, place, date(year, 1, 1), date(year + 1, 1, 1)),
        )
        for place in leading
        for year in years
    ]
    values = {(q.partner, year): q.figure for q, year in zip(quantities, years * len(leading), strict=True)}
    subject = _subject(mineral, stage, party)
    dataset = {edition.dataset for crossing in crossings for edition in crossing.editions}

    def drawn(lang: Lang) -> str:
        points = [
            Point(scene.evidence.place_name(place, lang, dataset), year, values[(place, year)].value)
            for place in leading
            for year in years
        ]
        return lines(points, say("trade_axis").in_(lang), height=190)

    latest = years[-1]
    twin = Table(
        f"{mineral}-{stage}-{party.lower()}-imports",
        say("trade_table", subject=subject, first=years[0], last=latest),
        (
            Column("exporter", say("exporter")),
            *(Column(str(year), Text(str(year), f"{year}年"), "share", "percent") for year in _shown(years)),
        ),
        tuple(
            Row(
                (
                    Cell(scene.place(place, dataset)),
                    *(Cell(figure=values[(place, year)]) for year in _shown(years)),
                )
            )
            for place in leading
        ),
        notes=(_goods_note(scene, mineral, stage), _blank_note(totals[latest], latest)),
    )
    return (
        Chart(
            f"{mineral}-{stage}-{party.lower()}-trade",
            say("trade_caption", subject=capital(subject), first=years[0], last=latest),
            say("trade_alt", subject=subject, places=joined([scene.place(place, dataset) for place in leading])),
            {lang: drawn(lang) for lang in LANGS},
            twin,
            figures=tuple(quantity.figure for quantity in quantities),
        ),
        quantities,
    )


def _shown(years: list[int]) -> list[int]:
    """The years of the table beside the chart: every fifth, and the last three."""
    return [year for year in years if year % 5 == 0 or year > years[-1] - 3]


def _subject(mineral: str, stage: str, party: str) -> Text:
    return say("trade_subject", mineral=mineral_name(mineral), stage=stages()[stage].name, party=place_text(party))


def _share(
    scene: Scene, mineral: str, stage: str, party: str, place: str, year: int, crossings: list[Crossing]
) -> Figure:
    total = math.fsum(crossing.value_usd for crossing in crossings)
    own = math.fsum(crossing.value_usd for crossing in crossings if crossing.exporter == place)
    mine = [found for crossing in crossings if crossing.exporter == place for found in crossing.statements]
    rest = [found for crossing in crossings if crossing.exporter != place for found in crossing.statements]
    return Figure(
        subject=say("trade_share", subject=_subject(mineral, stage, party), place=place_text(place), year=year),
        value=own / total if total > 0 else None,
        unit="share",
        how=say("trade_share_how", place=place_text(place)),
        statements=(*mine, *rest),
        editions=tuple(sorted({edition for crossing in crossings for edition in crossing.editions})),
        status="computed" if total > 0 else "unknown",
    )


def _goods_note(scene: Scene, mineral: str, stage: str) -> Text:
    codes = [
        Text(f"{good.code} {good.name.en}", f"{good.code} {good.name.ja}")
        for good in scene.border.goods
        if (good.mineral, good.stage) == (mineral, stage)
    ]
    return say("trade_goods", goods=joined(codes, "; ", "；"))


def _blank_note(crossings: list[Crossing], year: int) -> Text:
    return say("trade_blank", count=sum(crossing.blank for crossing in crossings), year=year)
