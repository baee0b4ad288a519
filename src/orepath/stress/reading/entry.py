"""One ``[[shock]]`` of a file as shocks, one a mineral."""

from __future__ import annotations

from dataclasses import dataclass, replace

from orepath.errors import UnknownName
from orepath.evidence.store import Evidence
from orepath.network.assembly.assemble import assembled_years
from orepath.network.assembly.inputs import gather
from orepath.stress.reading.amounts import Amounts, read_amounts
from orepath.stress.reading.covering import coverage
from orepath.stress.reading.fields import Fields
from orepath.stress.reading.goods import codes_under, digits, stages_by_code, stages_of
from orepath.stress.reading.words import Word, keys, named, own_words, word_text, words
from orepath.stress.shock import ALL, Assumption, Shock
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place, place_text
from orepath.vocabulary.terms import mineral, minerals, stage


@dataclass(frozen=True)
class _Goods:
    """What is held back: the stages of each mineral, and the codes it was named by."""

    stages: dict[str, tuple[str, ...]]
    codes: tuple[str, ...] = ()


def read_entry(fields: Fields, file: str, evidence: Evidence | None) -> list[Shock]:
    """The shocks of an entry; nothing where it has faults, which its fields then hold."""
    before = len(fields.faults)
    fields.only(list(keys()))
    word = _word(fields)
    imposer, origins = _from(fields, word)
    targets = fields.places("targets") or (ALL,)
    if imposer and imposer in targets:
        fields.tell("stress_own_target", "targets", found=imposer)
    goods = _goods(fields)
    amounts = read_amounts(fields, word, file)
    given_id, retaliation = fields.text("id"), fields.flag("retaliation")
    names = fields.text("name"), fields.text("name_ja")
    if len(fields.faults) > before or word is None or amounts is None:
        return []
    made = []
    for of in sorted(goods.stages):
        id_ = _id(given_id, [imposer, of, word.word, amounts.from_.isoformat()], len(goods.stages) > 1)
        name = _name(names, word, imposer, of)
        shock = replace(_shock(id_, name, word, amounts), imposer=imposer, mineral=of, stages=goods.stages[of])
        shock = replace(shock, targets=targets, origins=origins, retaliation=retaliation)
        made.append(_covered(shock, goods.codes, amounts, evidence) if goods.codes else shock)
    return made


def _shock(id_: str, name: Text, word: Word, amounts: Amounts) -> Shock:
    """A shock with its numbers and days; of what and whose stays open."""
    return Shock(
        id=id_,
        name=name,
        imposer="",
        mineral="",
        instrument=word.instrument,
        targets=(ALL,),
        from_=amounts.from_,
        until=amounts.until,
        cut=amounts.cut(id_),
        full_stop_months=amounts.full_stop(id_),
        ramp_months=amounts.ramp_months,
        coverage=amounts.coverage(id_),
        quota_t=amounts.quota_t,
        lasts_months=amounts.lasts(id_),
    )


def _word(fields: Fields) -> Word | None:
    if not fields.has("instrument"):
        fields.lack("instrument")
        return None
    said = fields.text("instrument")
    if said in words():
        return words()[said]
    if said:
        fields.faults += UnknownName("instrument", said, own_words(), fields.at("instrument")).faults
    return None


def _from(fields: Fields, word: Word | None) -> tuple[str, tuple[str, ...]]:
    """The imposer, and for transport the origins."""
    named_ = fields.named("imposer", place)
    origins = fields.places("origins")
    transport = word is not None and word.instrument == "transport"
    if len(named_) > 1:
        fields.tell("stress_one_imposer", "imposer", found=", ".join(named_))
    if word is not None and fields.has("origins") and not transport:
        fields.tell("stress_key_of", "origins", key="origins", instrument="transport", found=word.word)
    lacks = not fields.has("imposer") and not (transport and fields.has("origins"))
    if lacks:
        fields.lack("imposer")
    return (named_[0] if named_ else ""), (origins or named_ if transport else ())


def _goods(fields: Fields) -> _Goods:
    """Minerals and stages, as named and as they follow from codes."""
    chosen, of_stage = fields.named("minerals", mineral), fields.named("stage", stage)
    codes = tuple(code for said in fields.texts("hs") for code in _codes(fields, said))
    if not fields.has("minerals") and not fields.has("hs"):
        fields.lack("minerals / hs")
    if not codes:
        return _Goods(dict.fromkeys(chosen, of_stage))
    found = stages_of(codes)
    within = {of: found[of] for of in found if not chosen or of in chosen}
    for of in chosen:
        if of not in found:
            fields.tell("stress_code_of_other", "hs", codes=", ".join(codes), mineral=of, allowed=", ".join(found))
    kept = {of: tuple(each for each in stages if not of_stage or each in of_stage) for of, stages in within.items()}
    if within and not any(kept.values()):
        allowed = sorted({each for stages in within.values() for each in stages})
        fields.tell("stress_code_stage", "stage", codes=", ".join(codes), allowed=", ".join(allowed))
    return _Goods({of: stages for of, stages in kept.items() if stages}, codes)


def _codes(fields: Fields, said: str) -> tuple[str, ...]:
    bare = digits(said)
    found = codes_under(bare) if bare else ()
    if not found:
        fields.faults += UnknownName("HS code", said, list(stages_by_code()), fields.at("hs")).faults
    return found


def _covered(shock: Shock, codes: tuple[str, ...], amounts: Amounts, evidence: Evidence | None) -> Shock:
    """A shock on goods named by code, with the share of the stage's goods that they are."""
    if amounts.covers is not None or amounts.quota_t is not None or shock.instrument in ("outage", "transport"):
        return shock  # a quota in tonnes is of all the goods, whatever code they leave under
    years = assembled_years(evidence, shock.mineral) if evidence else []
    if not evidence or not years:
        return replace(shock, notes=(named("codes_whole"),))
    own = [code for code in codes if shock.mineral in stages_by_code()[code]]
    trade = gather(evidence, shock.mineral, years[0]).trade
    found: Assumption | None = coverage(shock.id, trade, own, shock.imposer, shock.stages, shock.targets)
    if found is None:
        absent = named("codes_absent", mineral=minerals()[shock.mineral].name, year=years[0])
        return replace(shock, notes=(absent,))
    return replace(shock, coverage=found if found.low < 1 else None)


def _id(given: str, parts: list[str], several: bool) -> str:
    """An id as given, with the mineral where there are several; else made of what the shock is."""
    if given:
        return f"{given}/{parts[1]}" if several else given
    return "-".join(part for part in parts if part).lower().replace("_", "-")


def _name(given: tuple[str, str], word: Word, imposer: str, of: str) -> Text:
    said, said_ja = given
    if said or said_ja:
        return Text(said or said_ja, said_ja or said)
    values = {"word": word_text(word.word), "mineral": minerals()[of].name}
    return named("name", imposer=place_text(imposer), **values) if imposer else named("name_no_imposer", **values)
