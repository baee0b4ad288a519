"""Who produces a mineral at each stage: tonnes, shares over time, and where on the map."""

from __future__ import annotations

import math
from dataclasses import dataclass

from orepath.criticality.shares import TOLERANCE
from orepath.criticality.supply import Supply, supply, years
from orepath.evidence.store import Statement
from orepath.review.chapters.scene import Scene, capital, mineral_name, period_name
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
    editions_of,
    stated,
)
from orepath.vocabulary.language import LANGS, Lang, Text
from orepath.vocabulary.places import place_text
from orepath.vocabulary.terms import stages

LEADING = 5  # producers named beside the Parties
NEWEST = 4  # years shown
LABELLED = 3  # bubbles with a label
WORTH_A_LABEL = 0.05  # share from which a bubble may have one


@dataclass(frozen=True)
class Output:
    """Supply of one mineral at one stage in one year, with its statements by place."""

    supply: Supply
    statements: dict[str, Statement]

    @property
    def when(self) -> Text:
        """The year, or the years, it is of."""
        return period_name((self.supply.from_.year, self.supply.year))

    @property
    def all(self) -> list[Statement]:
        """All its statements."""
        return list(self.statements.values())

    @property
    def ranked(self) -> list[str]:
        """The places with a known share, the largest first."""
        known = {place: share for place, share in self.supply.shares.items() if place != "unknown"}
        return sorted(known, key=lambda place: (-known[place], place))


def outputs(scene: Scene, mineral: str, stage: str) -> list[Output]:
    """Supply at a stage in the newest years, the oldest first; the preferred dataset of each year."""
    key = ("outputs", mineral, stage)
    if key not in scene.made:
        scene.made[key] = _outputs(scene, mineral, stage)
    found: list[Output] = scene.made[key]
    return found


def _outputs(scene: Scene, mineral: str, stage: str) -> list[Output]:
    found: dict[tuple[str, ...], Output] = {}
    for year in years(scene.evidence, mineral, stage):
        made = supply(scene.evidence, mineral, stage, year)
        if made and len(found) < NEWEST:
            said = scene.statements_of(made.statements)
            found.setdefault(made.statements, Output(made, {s.place or "": s for s in said}))
    return sorted(found.values(), key=lambda out: (out.supply.until, out.supply.from_))


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


def tonnes(scene: Scene, mineral: str, out: Output, place: str) -> Figure:
    """What a place makes, as stated, or unknown where the publisher does not list it."""
    made = out.supply
    words = {"mineral": mineral_name(mineral), "stage": stages()[made.stage].name, "when": out.when}
    subject = say("production_subject", place=scene.place(place), **words)
    said = out.statements.get(place)
    if said:
        return stated(said, subject, say("stated_how", item=said.item or ""))
    how = say("production_not_listed", place=scene.place(place))
    return Figure(subject, None, "t", how, (), editions_of(out.all), "unknown")


def share(scene: Scene, mineral: str, out: Output, place: str) -> Figure:
    """The share of a place in world supply."""
    made = out.supply
    subject = say(
        "shares_subject",
        mineral=mineral_name(mineral),
        stage=stages()[made.stage].name,
        when=out.when,
        place=scene.place(place),
    )
    summed = _is_sum(out)
    key = ("shares_how" if made.total_t else "shares_how_given") + ("_summed" if summed else "")
    how = say(key, place=scene.place(place), dataset=made.dataset, item=made.item)
    used = [s for code, s in out.statements.items() if code in (place, "world")]
    if summed or not used:
        used = out.all
    ids = tuple(s.statement_id for s in used)
    value, low, high, status = _part(out, place)
    return Figure(subject, value, "share", how, ids, editions_of(used), status, low, high)


def _part(out: Output, place: str) -> tuple[float | None, float | None, float | None, str]:
    """Share, bounds and status of a place; where its output is no number the share has the status of its statement."""
    share_, said = out.supply.shares.get(place), out.statements.get(place)
    if share_ is not None or (said and said.value == 0):
        return share_ or 0.0, None, None, "computed"
    if said is None:
        return None, None, None, "unknown"
    total = out.supply.total_t or 1.0
    low, high = (None if bound is None else bound / total for bound in (said.low, said.high))
    return None, low, high, said.status


def _is_sum(out: Output) -> bool:
    """Whether world supply is the sum of the places listed: no total is published, or one that is less than the sum."""
    world, total = out.statements.get("world"), out.supply.total_t
    if total is None:  # shares are of 1
        return math.fsum(said.value or 0.0 for said in out.all) > 1 + TOLERANCE
    published = world.value if world and world.value is not None else 0.0
    return published < total * (1 - TOLERANCE)


def _rest(mineral: str, out: Output, value: float | None, named: Text) -> Figure:
    """A share that completes the others to 1; None where nothing is left of a total that leaves out a place."""
    made = out.supply
    subject = say(
        "shares_subject", mineral=mineral_name(mineral), stage=stages()[made.stage].name, when=out.when, place=named
    )
    how = say("shares_how_rest", dataset=made.dataset, item=made.item)
    status = "unknown" if value is None else "computed"
    return Figure(subject, value, "share", how, made.statements, editions_of(out.all), status)


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
        rest = max(0.0, 1 - unknown - sum(figure.value or 0.0 for figure in known))
        cells[id(out)] = [
            *known,
            _rest(mineral, out, rest, say("shares_rest")),
            _rest(mineral, out, unknown if out.supply.bounded else unknown or None, say("shares_unknown")),
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


def total(mineral: str, out: Output) -> Figure:
    """World production, as published, else the sum of the producers listed."""
    made, said = out.supply, out.statements.get("world")
    subject = say(
        "production_subject",
        mineral=mineral_name(mineral),
        stage=stages()[made.stage].name,
        place=place_text("world"),
        when=out.when,
    )
    if said:
        return stated(said, subject, say("stated_how", item=said.item or ""))
    return Figure(subject, made.total_t, "t", say("production_total_sum"), made.statements, editions_of(out.all))


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
