"""Concentration, reliance and supply risk of a mineral, each metric by its own method."""

from __future__ import annotations

from datetime import date

from orepath.criticality.compute import criticality
from orepath.criticality.methods import methods
from orepath.criticality.metric import Metric
from orepath.review.chapters.scene import Scene, capital, mineral_name
from orepath.review.chapters.texts import joined, say
from orepath.review.document import Block, Cell, Column, Edition, Figure, Heading, Quantity, Row, Table
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text
from orepath.vocabulary.terms import stages


def concentration(scene: Scene, mineral: str) -> tuple[list[Block], list[Quantity]]:
    """The blocks of a mineral's metrics and the figures in them."""
    found = _metrics(scene, mineral)
    if not found:
        return [], []
    rows, quantities = [], []
    for metric in found:
        figure = _figure(scene, metric)
        rows.append(_row(metric, figure))
        quantities.append(Quantity(metric.metric, figure, metric.stage, metric.place, None, *_period(metric)))
    columns = (
        Column("metric", say("concentration_metric")),
        Column("of", say("concentration_of")),
        Column("value", say("concentration_value"), "number"),
        Column("low", say("concentration_low"), "number"),
        Column("high", say("concentration_high"), "number"),
        Column("dataset", say("concentration_dataset")),
    )
    notes = list(dict.fromkeys(_note(metric) for metric in found if metric.note and metric.value is None))
    caption = say("concentration_table", mineral=capital(mineral_name(mineral)))
    table = Table(f"{mineral}-concentration", caption, columns, tuple(rows), (say("concentration_bounds"), *notes))
    return [Heading(say("concentration_heading"), id=f"{mineral}-risk"), table], quantities


def _metrics(scene: Scene, mineral: str) -> list[Metric]:
    """The world's metrics, then each Party's; one that asks for a place is not shown without."""
    world = [metric for metric in criticality(scene.evidence, mineral) if metric.place in (None, *scene.parties)]
    own = [
        metric
        for party in scene.parties
        for metric in criticality(scene.evidence, mineral, place=party)
        if metric.place == party
    ]
    placed = {metric.metric for metric in own}
    kept = [metric for metric in world if metric.place is None and metric.metric not in placed]
    order = list(methods())
    return sorted(dict.fromkeys([*kept, *own]), key=lambda metric: order.index(metric.metric))


def _period(metric: Metric) -> tuple[date | None, date | None]:
    """The half-open dates a metric is of."""
    if metric.year:
        return date(metric.year, 1, 1), date(metric.year + 1, 1, 1)
    if metric.from_ and metric.until:
        return date.fromisoformat(metric.from_), date.fromisoformat(metric.until)
    return None, None


def _of(metric: Metric) -> Text:
    parts = []
    if metric.stage:
        parts.append(stages()[metric.stage].name)
    if metric.place:
        parts.append(place_text(metric.place))
    if metric.year:
        parts.append(say("year_word", year=metric.year))
    elif metric.from_ and metric.until:
        parts.append(say("years_word", first=metric.from_[:4], last=int(metric.until[:4]) - 1))
    return joined(parts)


def _note(metric: Metric) -> Text:
    name = capital(methods()[metric.metric].name)
    return say("concentration_note", metric=name, of=_of(metric), note=metric.note)


def _figure(scene: Scene, metric: Metric, value: float | None = None, bound: bool = False) -> Figure:
    method = methods()[metric.metric]
    used = metric.datasets or ((metric.dataset,) if metric.dataset else ())
    editions = tuple(Edition(f.dataset, f.edition, f.licence) for f in scene.evidence.editions if f.dataset in used)
    subject = say("concentration_subject", mineral=mineral_name(metric.mineral), metric=method.name, of=_of(metric))
    words = {"metric": method.name, "reference": method.reference}
    how = say("concentration_how", dataset=", ".join(used), **words) if used else say("concentration_none", **words)
    shown = value if bound else metric.value
    status = _status(metric) if shown is None else "computed"
    return Figure(subject, shown, method.unit, how, metric.statements, editions, status, metric.low, metric.high)


def _status(metric: Metric) -> str:
    """What a metric without a value is: a bound on one side is known as such."""
    sides = (metric.low is not None, metric.high is not None)
    return {(True, False): "greater_than", (False, True): "less_than"}.get(sides, "unknown")


def _row(metric: Metric, figure: Figure) -> Row:
    def plain(value: float | None) -> Cell:
        if value is None:
            return Cell(Text("–", "–"))
        said = f"{value:.1%}" if figure.unit == "share" else f"{value:,.3f}" if abs(value) < 100 else f"{value:,.0f}"
        return Cell(Text(said, said))

    name = capital(methods()[metric.metric].name)
    dataset = metric.dataset or "–"
    return Row(
        (
            Cell(name),
            Cell(_of(metric)),
            Cell(figure=figure),
            plain(metric.low),
            plain(metric.high),
            Cell(Text(dataset, dataset)),
        )
    )
