"""What a status that rested on the agreement changed under a tax rule, on sample chains that are made up."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from orepath.qualification.result import Reference, Result
from orepath.review.chapters.effect_samples import Samples, Years, samples
from orepath.review.chapters.scene import Scene, capital, day_in_words, mineral_name
from orepath.review.chapters.texts import joined, say
from orepath.review.document import Block, Cell, Chapter, Column, Effect, EffectShare, Note, Paragraph, Row, Table
from orepath.tabular.quantity import decimal, percent
from orepath.tabular.table import Row as ChainRow
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text


def effect(scene: Scene) -> tuple[Chapter, Effect] | None:
    """The chapter and its content as data; None where no place's status rests on the agreement, or it is not past."""
    found = samples(scene.agreement.id, scene.as_of)
    if found is None:
        return None
    places = joined([place_text(place) for place in found.places], " and ", "及び")
    blocks: tuple[Block, ...] = (
        Paragraph(say("effect_intro", places=places)),
        Paragraph(say("effect_ended", day=day_in_words(found.last_day))),
        Note(Paragraph(say("effect_samples")), "caution", say("effect_samples_title")),
        _shares(scene, found),
        _chains(scene, found),
    )
    return Chapter("fta-effect", say("effect_title"), blocks), _data(scene, found)


def _data(scene: Scene, found: Samples) -> Effect:
    shares = tuple(
        EffectShare(test, years.from_, years.until, result.threshold, *_pair(scene, result))
        for years in found.years
        for test, result in years.by_test.items()
    )
    return Effect(found.rule.id, found.rule.title, found.places, found.last_day, shares)


def _pair(scene: Scene, result: Result) -> tuple[Result, Result]:
    return result, result.without[scene.agreement.id]


def _shares(scene: Scene, found: Samples) -> Table:
    """A row a period: what the rule asks for, and the share that counts by test, with and without the status."""
    tests = found.rule.tests
    columns = (
        Column("placed", say("effect_placed"), "date"),
        Column("required", say("effect_required")),
        *(
            Column(f"{test}-{key}", capital(say(f"effect_{key}", test=title)))
            for test, title in tests.items()
            for key in ("with", "without")
        ),
    )
    rows = tuple(Row(tuple(_cells(scene, years))) for years in found.years)
    notes = [say("effect_compared")]
    if any(years.from_ > found.last_day for years in found.years):
        notes.append(say("effect_acquired", day=day_in_words(found.last_day)))
    notes += _sources(found)
    return Table("fta-effect-shares", say("effect_table"), columns, rows, tuple(notes))


def _cells(scene: Scene, years: Years) -> Iterator[Cell]:
    yield Cell(day=years.from_)
    threshold = next(result.threshold for result in years.by_test.values())
    yield Cell(say("effect_percent", percent=percent(threshold)) if threshold is not None else Text("–", "–"))
    for result in years.by_test.values():
        for each in _pair(scene, result):
            yield Cell(_outcome(each))


def _outcome(result: Result) -> Text:
    if not result.applies:
        return say("effect_not_usable")
    assert result.share is not None  # the samples lack nothing
    return say("effect_met" if result.passes else "effect_not_met", percent=percent(result.share))


def _sources(found: Samples) -> Iterator[Text]:
    references = dict.fromkeys(
        reference for years in found.years for result in years.by_test.values() for reference in result.references
    )
    by_sure: dict[str, list[Reference]] = {}
    for reference in references:
        by_sure.setdefault(reference.how_sure, []).append(reference)
    for sure, behind in by_sure.items():
        named = list(dict.fromkeys(reference.source for reference in behind))
        listed = Text("; ".join(named), "；".join(named))
        yield say("effect_source", sure=say(f"sure_{sure}"), sources=listed)
    if any(reference.citation_pending for reference in references):
        yield say("effect_pending")


def _chains(scene: Scene, found: Samples) -> Table:
    """A row a chain: its steps, and what of its value counts by test, with and without the status."""
    shown = found.years[-1].by_test
    columns = (
        Column("chain", say("effect_chain")),
        Column("value", say("effect_value"), "number"),
        Column("steps", say("effect_steps")),
        *(Column(test, capital(title)) for test, title in found.rule.tests.items()),
    )
    by_chain: dict[str, list[ChainRow]] = {}
    for row in found.table.rows:
        by_chain.setdefault(row.text("chain_id"), []).append(row)
    rows = [
        Row(
            (
                Cell(say("effect_chain_of", chain=chain, mineral=mineral_name(steps[0].text("mineral")))),
                _usd(steps[0].number("value_usd")),
                Cell(joined([_step(found, step) for step in steps], "; ", "；")),
                *(_counts(scene, result, chain) for result in shown.values()),
            )
        )
        for chain, steps in by_chain.items()
    ]
    whole = sum((steps[0].number("value_usd") or Fraction(0) for steps in by_chain.values()), Fraction(0))
    sums = (_counts(scene, result, None) for result in shown.values())
    rows.append(Row((Cell(say("effect_total")), _usd(whole), Cell(), *sums), total=True))
    return Table("fta-effect-chains", say("effect_chains_table"), columns, tuple(rows))


def _step(found: Samples, step: ChainRow) -> Text:
    column = next(column for column in found.rule.columns if column.name == "activity")
    activity = column.values[step.text("activity")]
    value = decimal(step.number("value_added_usd") or Fraction(0))
    return say("effect_step", activity=activity, place=place_text(step.text("country")), value=value)


def _usd(value: Fraction | None) -> Cell:
    said = decimal(value) if value is not None else "–"
    return Cell(Text(said, said))


def _counts(scene: Scene, result: Result, chain: str | None) -> Cell:
    """What counts of a chain, or of all, with the status and without it."""
    both = []
    for each in _pair(scene, result):
        counted = [of.counts or Fraction(0) for of in each.chains if chain in (None, of.chain_id)]
        both.append(decimal(sum(counted, Fraction(0))))
    said = " / ".join(both)
    return Cell(Text(said, said))
