"""What must be said of a shock that a measure makes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from orepath.evidence.measures import Measure, status, status_names
from orepath.network.trade.contained import ContainedTrade
from orepath.stress.reading.words import Word
from orepath.stress.shock import ALL
from orepath.stress.templates.asked import Asked
from orepath.stress.templates.said import note, precision_text
from orepath.tracing.words import stage_text
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text


def standing_notes(asked: Asked, measure: Measure, year: int) -> Iterator[Text]:
    """What stands of the measure, and what the base year already holds of it."""
    record = measure.record
    now = status(measure, asked.as_of)
    yield note("status", day=asked.as_of, status=status_names()[now], as_of=record.get("status_as_of"))
    if now == "ended":
        yield note("ended", year=year)
    elif now != "in_force":
        yield note("not_standing")
    yield from _base_year(first_day(measure), record.day("until"), year)
    if record.get("date_precision") != "day":
        yield note("precision", precision=precision_text(str(record.get("date_precision"))))
    if record.day("until") is None:
        yield note("end_unknown")
    targets = record.many("targets")
    for party in asked.parties:
        if ALL not in targets and party not in targets:
            yield note("not_aimed", party=place_text(party))


def goods_notes(
    trade: ContainedTrade,
    measure: Measure,
    word: Word,
    wanted: Sequence[str],
    *,
    ships: bool,
    covered: bool,
    coded: bool,
) -> Iterator[Text]:
    """What is not covered of the goods.

    Parameters
    ----------
    wanted
        The stages of the goods.
    ships
        Whether the imposer ships any of them to the targets.
    covered
        Whether it is known, or assumed by name, how much of the goods the measure concerns.
    coded
        Whether the record has codes of the mineral's goods.
    """
    if not measure.record.many("minerals"):
        yield note("no_mineral")
    if not word.goods:
        yield note("technology")
    elif not ships:
        yield note("no_shipments", year=trade.year, imposer=place_text(str(measure.record.get("imposer"))))
    elif not covered:
        yield note("codes_absent", year=trade.year) if coded else note("whole_stage")
    unseen = [stage for stage in wanted if not trade.main_codes_seen(stage)]
    if unseen:
        yield note("part_unseen", stages=stages_text(unseen), year=trade.year)
    said = measure.record.both("note")
    if said.en:
        yield note("register", note=said)


def stages_text(ids: Sequence[str]) -> Text:
    """Stages in a line."""
    names = [stage_text(each) for each in ids]
    return Text(", ".join(name.en for name in names), "、".join(name.ja for name in names))


def first_day(measure: Measure) -> date | None:
    """The first day on which a measure applies or was to apply, else the day it was announced."""
    return measure.record.day("effective") or measure.record.day("announced")


def _base_year(from_: date | None, until: date | None, year: int) -> Iterator[Text]:
    begins, ends = date(year, 1, 1), date(year + 1, 1, 1)
    if from_ is None or from_ >= ends or (until is not None and until <= begins):
        return
    if from_ > begins:
        yield note("base_holds_part", year=year)
    elif until is not None and until < ends:
        yield note("base_held_in_part", year=year)
    else:
        yield note("base_holds", year=year)
