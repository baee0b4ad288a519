"""One measure and mineral as shocks, or why there is no answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from orepath.evidence.measures import Measure
from orepath.evidence.register_definition import registers
from orepath.network.assembly.inputs import MINE, REFINE, Inputs
from orepath.network.trade.contained import STAGES, ContainedTrade
from orepath.network.trade.unseen import main_codes
from orepath.stress.assuming import assumption
from orepath.stress.reading.covering import coverage, shipped
from orepath.stress.reading.cutting import assumed_cut, assumed_full_stop, cut_by_duty, cut_by_quota, scaled
from orepath.stress.reading.goods import stages_by_code, stages_of
from orepath.stress.reading.words import Word, named, words
from orepath.stress.shock import ALL, Assumption, Shock
from orepath.stress.templates.asked import Asked
from orepath.stress.templates.notes_of import first_day, goods_notes, stages_text, standing_notes
from orepath.stress.templates.said import Told, name_text, told, why
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text

Covered = tuple[tuple[str, ...], Assumption | None]
"""Stages, and the share of their goods that a measure concerns, where that is known."""


@dataclass(frozen=True)
class _Goods:
    """What a measure concerns of a mineral.

    Parameters
    ----------
    stages
        Empty for every stage.
    codes
        Those of the record under which the mineral stands.
    """

    told: Told
    word: Word
    stages: tuple[str, ...]
    codes: tuple[str, ...]


def shocks_of(asked: Asked, measure: Measure, mineral: str) -> tuple[Shock, ...] | Text:
    """The shocks of a measure on one mineral, or why there are none; several where stages are concerned unequally.

    Where the evidence sees no trade of the goods, there are none unless that is asked for.
    """
    year, from_ = asked.year(mineral), first_day(measure)
    if year is None:
        return why("no_network")
    if from_ is None:
        return why("no_day")
    goods = _goods(measure, mineral)
    kept = tuple(stage for stage in goods.stages if stage in STAGES)
    if goods.stages and not kept:
        return why("no_stage", stages=stages_text(goods.stages))
    wanted, inputs = kept or STAGES, asked.inputs(mineral, year)
    trade = inputs.trade
    if not asked.unseen and not any(trade.main_codes_seen(stage) for stage in wanted):
        codes = ", ".join(code for stage in wanted for code in main_codes(mineral, stage))
        return why("unseen", stages=stages_text(wanted), codes=codes, year=year)
    if not _sends(inputs, str(measure.record.get("imposer")), wanted):
        imposer = place_text(str(measure.record.get("imposer")))
        return why("no_figures", imposer=imposer, stages=stages_text(wanted), year=year)
    plain = _plain(asked, measure, mineral, goods)
    parts = _parts(plain, measure, replace(goods, stages=kept), trade)
    return tuple(_noted(asked, measure, goods, trade, plain, part, len(parts) > 1) for part in parts)


def _sends(inputs: Inputs, imposer: str, wanted: Sequence[str]) -> bool:
    """Whether a place is known to make or to ship goods of any of some stages."""
    made = {MINE: inputs.mined.places, REFINE: inputs.refined.places}
    return any(imposer in made[stage] for stage in wanted) or bool(shipped(inputs.trade, imposer, wanted, (ALL,)))


def named_measure(measure: Measure) -> Text:
    """What a measure is called in a line."""
    record = measure.record
    labels = registers()["measure"].column("instrument").labels
    instrument, imposer = labels[str(record.get("instrument"))], place_text(str(record.get("imposer")))
    return name_text(imposer=imposer, instrument=instrument, product=record.both("product"))


def _goods(measure: Measure, mineral: str) -> _Goods:
    said, record = told(measure.id, mineral), measure.record
    own = tuple(code for code in record.many("hs") if mineral in stages_by_code().get(code, {}))
    stages = said.stages or (stages_of(own)[mineral] if own else ())
    return _Goods(said, words()[said.word or str(record.get("instrument"))], stages, own)


def _plain(asked: Asked, measure: Measure, mineral: str, goods: _Goods) -> Shock:
    """The shock without its stages and notes."""
    record, id_, from_ = measure.record, f"{measure.id}/{mineral}", first_day(measure)
    assert from_ is not None
    until = record.day("until")
    return Shock(
        id=id_,
        name=named_measure(measure),
        imposer=str(record.get("imposer")),
        mineral=mineral,
        instrument=goods.word.instrument,
        targets=tuple(sorted(record.many("targets"))),
        from_=from_,
        until=until,
        lasts_months=assumption("lasts_months") if until is None else None,
        cut=_cut(id_, goods),
        full_stop_months=assumed_full_stop(goods.word),
        ramp_months=assumption("ramp_months").value,
        quota_t=goods.told.quota_t,
        statements=measure.statements(asked.as_of),
    )


def _cut(id_: str, goods: _Goods) -> Assumption:
    if goods.told.quota_t is not None:
        return cut_by_quota(id_, goods.told.quota_t)
    duty = goods.told.number("duty", id_, named("duty"), "share")
    if duty:
        return cut_by_duty(id_, duty, assumption("duty.elasticity"))
    return goods.told.number("share", id_, named("share"), "share") or assumed_cut(goods.word, id_)


def _parts(shock: Shock, measure: Measure, goods: _Goods, trade: ContainedTrade) -> Sequence[Covered]:
    """The stages of a shock, parted where it concerns unequal shares of their goods.

    A stage of which nothing is shipped, so that its share cannot be computed, goes with the rest where they are alike.
    """
    part = goods.told.number("part", shock.id, named("coverage"), "share")
    if part or not goods.codes or goods.told.quota_t is not None:
        return [(goods.stages, part)]
    found = [(stage, _computed(shock, measure, goods, trade, stage)) for stage in goods.stages]
    alike: dict[tuple[float, ...], list[str]] = {}
    for stage, one in found:
        if one is not None:
            alike.setdefault((one.value, one.low, one.high), []).append(stage)
    if len(alike) < 2:
        return [(goods.stages, next((one for _, one in found if one), None))]
    return [((stage,), one) for stage, one in found]


def _computed(shock: Shock, measure: Measure, goods: _Goods, trade: ContainedTrade, stage: str) -> Assumption | None:
    """The share of a stage's goods that the record's codes are; None where nothing of the stage is shipped."""
    of_stage = [code for code in goods.codes if stage in stages_by_code()[code][shock.mineral]]
    id_ = f"{shock.id}/{stage}"
    found = coverage(id_, trade, of_stage, shock.imposer, (stage,), shock.targets)
    if found is None or not measure.record.many("hs_national"):
        return found
    national = assumption("coverage.national_part")
    return scaled(found, national, named("coverage_national", source=found.source, part=national.source))


def _noted(
    asked: Asked, measure: Measure, goods: _Goods, trade: ContainedTrade, shock: Shock, part: Covered, several: bool
) -> Shock:
    stages, covers = part
    id_ = f"{shock.id}/{'+'.join(stages)}" if several else shock.id
    ships = bool(shipped(trade, shock.imposer, stages, shock.targets))
    said = goods_notes(
        trade,
        measure,
        goods.word,
        stages or STAGES,
        ships=ships,
        covered=covers is not None or shock.quota_t is not None,
        coded=bool(goods.codes),
    )
    notes = (*standing_notes(asked, measure, trade.year), *said)
    whole = covers is not None and covers.low >= 1
    return replace(shock, id=id_, stages=stages, coverage=None if whole else covers, notes=notes)
