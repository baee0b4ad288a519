"""What an answer says as a whole: what nobody knows, how right the method was, and what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from orepath.review.numbers import day_text, number_text
from orepath.review.stress_page.figures import both, percent
from orepath.stress.answer import BackTest, Result, Stressed
from orepath.stress.shock import Assumption
from orepath.stress.words import said, word
from orepath.tracing.words import mineral_text
from orepath.vocabulary.language import LANGS, Text
from orepath.vocabulary.places import place_text


def joined(parts: list[Text], en: str = ", ", ja: str = "、") -> Text:
    """Texts one after another."""
    return Text(en.join(part.en for part in parts), ja.join(part.ja for part in parts))


def day(found: object) -> Text:
    """A day in both languages."""
    return Text(*(day_text(found, lang, short=True) for lang in LANGS))  # type: ignore[arg-type]


def of_whom(result: Result) -> Text:
    """The Party and the mineral of a result."""
    mineral = mineral_text(result.mineral)
    return said("of_whom", party=place_text(result.party), mineral=mineral)


def horizon(found: Stressed) -> Text:
    """The days the answer is about, its steps and its base networks."""
    step = said("step_day") if round(found.step_days) == 1 else said("step_days", days=round(found.step_days))
    base = [said("base", mineral=mineral_text(name), year=year) for name, year in sorted(found.base_year.items())]
    length = (found.horizon_until - found.horizon_from).days
    ends = {"from_": day(found.horizon_from), "until": day(found.horizon_until)}
    return said("horizon", **ends, days=length, step=step, base=joined(base))


def notes(found: Stressed) -> list[Text]:
    """What must be said of the shocks, such as a measure's status, each once."""
    told = (note for each in found.shocks for note in each.notes)
    return [note for note in dict.fromkeys(told) if note not in found.said_first]


def unknown(found: Stressed) -> list[Text]:
    """What must be said before any figure: the model's own words, origins nobody knows, what is not answered."""
    return [*found.said_first, *origins(found), *_not_answered(found), *_no_draws(found)]


def origins(found: Stressed) -> list[Text]:
    """How much of what arrives is of unknown origin, a line a mineral."""
    names = list(dict.fromkeys(each.mineral for each in found.results))
    return [
        said(
            "unknown_mineral",
            mineral=capital(mineral_text(name)),
            parts=joined([_share(each) for each in found.results if each.mineral == name], "; ", "、"),
        )
        for name in names
    ]


def capital(name: Text) -> Text:
    """A name that begins a sentence."""
    return Text(name.en[:1].upper() + name.en[1:], name.ja)


def _share(result: Result) -> Text:
    party = place_text(result.party)
    if result.unknown_share is None:
        return said("unknown_open", party=party)
    if not result.unknown_share > 0:
        return said("unknown_none", party=party)
    return said("unknown_share", party=party, share=both(percent, result.unknown_share))


def _not_answered(found: Stressed) -> list[Text]:
    told = []
    for each in found.not_answered:
        key = "not_answered_party" if each.party else "not_answered"
        name = capital(mineral_text(each.mineral))
        told.append(said(key, mineral=name, party=place_text(each.party), why=capital(each.why)))
    return told


def _no_draws(found: Stressed) -> list[Text]:
    return [] if found.draws or not found.results else [said("no_draws")]


def record(tests: Sequence[BackTest]) -> list[Text]:
    """How right the method was: one line, then one for each case in which a baseline was nearer."""
    if not tests:
        return [said("record_none")]
    lost = [each for each in tests if each.loses]
    told = [said("record_better", better=len(tests) - len(lost), count=len(tests))]
    return [*told, *(_lost(each) for each in lost)]


def case_name(test: BackTest) -> Text:
    """What a back-test is called."""
    return test.name if test.name else Text(test.case, test.case)


def _lost(test: BackTest) -> Text:
    baseline, other = min(test.baseline_errors.items(), key=lambda pair: (pair[1], pair[0]))
    line = said(
        "record_loses",
        case=case_name(test),
        party=place_text(test.party),
        baseline=word("baseline", baseline),
        error=errors(test.error),
        other=errors(other),
    )
    effect = [said("record_missing", effect=test.missing_effect)] if test.missing_effect else []
    return joined([line, *effect], " ", "")


def errors(error_t: float) -> Text:
    """A mean error in tonnes."""
    return Text(*(number_text(error_t, lang, 0 if error_t >= 10 else 1) for lang in LANGS))


def assumption(found: Assumption, short: bool = False) -> Text:
    """An assumption with its value, range, how sure it is and, unless it is to be `short`, its source."""
    key = ("assumption_short" if short else "assumption") + ("_fixed" if found.low == found.high else "")
    values = {"name": capital(found.name), "value": quantity(found, found.value), "source": found.source}
    ends = {"low": quantity(found, found.low), "high": quantity(found, found.high)}
    return said(key, **values, **ends, sure=word("sure", found.how_sure))


def told_apart(found: Sequence[Assumption]) -> list[Assumption]:
    """The assumptions, those that share a name with their ids behind it."""
    names = Counter(each.name for each in found)
    return [
        replace(each, name=Text(f"{each.name.en} [{each.id}]", f"{each.name.ja}［{each.id}］"))
        if names[each.name] > 1
        else each
        for each in found
    ]


def quantity(found: Assumption, value: float) -> Text:
    """A value of an assumption in its unit."""
    number = f"{100 * value:.3g}" if found.unit == "share" else f"{value:.4g}"
    known = word("unit", found.unit, number=number)
    return known if number in known.en else Text(f"{number} {found.unit}".strip(), f"{number} {found.unit}".strip())
