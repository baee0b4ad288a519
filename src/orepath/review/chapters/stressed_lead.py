"""What a minister could read out: what is not known, then what acting together would avert, mineral by mineral."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from orepath.evidence.measures import status_names
from orepath.review.chapters.scene import Scene, capital
from orepath.review.chapters.stressed_figures import averted_days, averted_t, averted_usd, price, unknown_share, unmet
from orepath.review.chapters.stressed_runs import ANNOUNCED, APPLIED, Line, prepared, status_text
from orepath.review.chapters.stressed_texts import said
from orepath.review.chapters.texts import joined
from orepath.review.document import Block, Bullets, Figure, Note, Paragraph, StressedMeasure
from orepath.stress.asked import MONTHS
from orepath.tracing.words import mineral_text
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text

Lines = Mapping[str, Sequence[Line]]


def lead(scene: Scene, found: Sequence[StressedMeasure], lines: Lines) -> list[Block]:
    """The blocks that open the chapter."""
    blocks: list[Block] = [*_unknown(scene, found), Paragraph(_scope(found))]
    applied = {mineral: _of(several, APPLIED) for mineral, several in lines.items()}
    announced = {mineral: _of(several, (ANNOUNCED,)) for mineral, several in lines.items()}
    if not any(each.answer.results for each in found):
        return [*blocks, Paragraph(said("lead_nothing"))]
    gained = [_gained(scene, several) for several in applied.values() if _gain(several)]
    if gained:
        blocks += [Paragraph(said("lead")), Bullets(tuple(gained))]
    none = [mineral_text(mineral) for mineral in _answered(found, APPLIED) if not _gain(applied.get(mineral, []))]
    if none:
        blocks.append(Paragraph(said("lead_none", minerals=joined(none))))
    later = [_later(scene, several) for several in announced.values() if several]
    if later:
        blocks += [Paragraph(said("lead_announced")), Bullets(tuple(later))]
    return [*blocks, Paragraph(said("overlap", months=f"{MONTHS:g}"))]


def _of(lines: Sequence[Line], statuses: Sequence[str]) -> list[Line]:
    return [line for line in lines if line.tested.listed.status in statuses]


def _answered(found: Sequence[StressedMeasure], statuses: Sequence[str]) -> list[str]:
    """The minerals answered under measures that stand so, by name."""
    some = (each for each in found if each.listed.status in statuses)
    return sorted({result.mineral for each in some for result in each.answer.results})


def _best(lines: Sequence[Line]) -> list[Line]:
    """The lines of the measure that comes first."""
    return [line for line in lines if line.tested is lines[0].tested]


def _gain(lines: Sequence[Line]) -> list[Line]:
    """Those of the first measure under which acting together averts anything."""
    return [line for line in _best(lines) if line.result.value_of_coordination_t > 0] if lines else []


def _unknown(scene: Scene, found: Sequence[StressedMeasure]) -> list[Block]:
    """How much is of unknown origin, and how many codes are not seen, of each mineral that is answered."""
    known: dict[str, dict[str, Figure]] = {}
    for each in found:
        for result in each.answer.results:
            parties = known.setdefault(result.mineral, {})
            if result.party not in parties:
                parties[result.party] = unknown_share(scene, result, each.answer.base_year[result.mineral])
    if not known:
        return []
    figures: dict[str, Figure] = {}
    told = [*_origins(known, figures), *_open(known)]
    absent = {name: count for name in sorted(known) if (count := _absent(scene, name))}
    if absent:
        codes = [said("unknown_codes_of", mineral=mineral_text(name), count=count) for name, count in absent.items()]
        told.append(said("unknown_codes", parts=joined(codes)))
    return [Note(Paragraph(joined(told, " ", ""), figures), "caution", said("unknown_title"))]


def _origins(known: Mapping[str, Mapping[str, Figure]], figures: dict[str, Figure]) -> list[Text]:
    """The shares of unknown origin, mineral by mineral."""
    told = []
    for mineral in sorted(known):
        parts = []
        for party, figure in known[mineral].items():
            if figure.value is not None:
                name = f"u{len(figures)}"
                figures[name] = figure
                parts.append(said("unknown_part", party=place_text(party), share=f"{{{name}}}"))
        if parts:
            told.append(said("unknown_of", mineral=mineral_text(mineral), parts=joined(parts)))
    return [said("unknown_origin", parts=joined(told, "; ", "；"))] if told else []


def _open(known: Mapping[str, Mapping[str, Figure]]) -> list[Text]:
    """Of which Parties' minerals no such share can be said."""
    told = []
    for mineral in sorted(known):
        parties = [place_text(party) for party, figure in known[mineral].items() if figure.value is None]
        if parties:
            told.append(said("unknown_open_of", mineral=mineral_text(mineral), parties=joined(parties)))
    return [said("unknown_open", parts=joined(told))] if told else []


def _absent(scene: Scene, mineral: str) -> int:
    made = prepared(scene).network(mineral)
    return len({good.code for good in made.not_seen}) if made else 0


def _scope(found: Sequence[StressedMeasure]) -> Text:
    """How many measures there are, by status, and of how many anything can be said in tonnes."""
    counts = Counter(each.listed.status for each in found)
    names = status_names()
    parts = [
        said("scope_status", count=counts[status], status=names[status])
        for status in (*APPLIED, ANNOUNCED)
        if counts[status]
    ]
    answered = sum(bool(each.answer.results) for each in found)
    return said("scope", count=len(found), statuses=joined(parts, "; "), answered=answered, rest=len(found) - answered)


def _gained(scene: Scene, lines: Sequence[Line]) -> Paragraph:
    """What acting together averts of one mineral under the measure where it is most."""
    figures: dict[str, Figure] = {}
    parts = [_part(scene, line, figures) for line in _gain(lines)]
    words = {"mineral": capital(mineral_text(lines[0].result.mineral)), "measure": lines[0].tested.listed.name}
    told = said("lead_mineral", parts=joined(parts, "; ", "、"), status=status_text(lines[0].tested), **words)
    return Paragraph(told, figures)


def _part(scene: Scene, line: Line, figures: dict[str, Figure]) -> Text:
    number, words = len(figures), {"party": place_text(line.result.party)}
    found = {"mass": averted_t(scene, line), "days": averted_days(scene, line)}
    money = averted_usd(scene, line)
    cost = price(scene, line.result, line.tested.answer.base_year[line.result.mineral])
    units = {"value": ":usd_million"}
    if money and cost:
        found |= {"value": money, "price": cost}
    figures |= {f"{key}{number}": figure for key, figure in found.items()}
    holes = {key: f"{{{key}{number}{units.get(key, '')}}}" for key in found}
    return said("lead_part" if money and cost else "lead_part_no_price", **words, **holes)


def _later(scene: Scene, lines: Sequence[Line]) -> Paragraph:
    """What acting together averts of one mineral under the first of the announced measures."""
    if _gain(lines):
        return _gained(scene, lines)
    figures: dict[str, Figure] = {}
    parts = []
    for number, line in enumerate(_best(lines)):
        figures[f"m{number}"] = unmet(scene, line, "coordinated")
        parts.append(said("lead_lacking", party=place_text(line.result.party), mass=f"{{m{number}}}"))
    words = {"mineral": capital(mineral_text(lines[0].result.mineral)), "measure": lines[0].tested.listed.name}
    return Paragraph(said("lead_announced_none", parts=joined(parts), **words), figures)
