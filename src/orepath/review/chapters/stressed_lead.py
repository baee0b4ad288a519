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
from orepath.review.document import Block, Bullets, Figure, Note, Paragraph, Tested
from orepath.stress.asked import MONTHS
from orepath.stress.words import said as stress_said
from orepath.tracing.words import mineral_text
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text

Lines = Mapping[str, Sequence[Line]]


def lead(scene: Scene, found: Sequence[Tested], lines: Lines) -> list[Block]:
    """The blocks that open the chapter."""
    blocks: list[Block] = [*_unknown(scene, found), Paragraph(_scope(found))]
    applied = {mineral: _of(several, APPLIED) for mineral, several in lines.items()}
    announced = {mineral: _of(several, (ANNOUNCED,)) for mineral, several in lines.items()}
    if not any(each.answer.results for each in found):
        return [*blocks, Paragraph(said("lead_nothing"))]
    gained = [_gained(scene, several) for several in applied.values() if _gain(several)]
    if gained:
        blocks += [Paragraph(said("lead")), Bullets(tuple(gained))]
    none = [mineral_text(mineral) for mineral, several in applied.items() if several and not _gain(several)]
    if none:
        blocks.append(Paragraph(said("lead_none", minerals=joined(none))))
    later = [_later(scene, several) for several in announced.values() if several]
    if later:
        blocks += [Paragraph(said("lead_announced")), Bullets(tuple(later))]
    return [*blocks, Paragraph(said("overlap", months=f"{MONTHS:g}"))]


def _of(lines: Sequence[Line], statuses: Sequence[str]) -> list[Line]:
    return [line for line in lines if line.tested.listed.status in statuses]


def _best(lines: Sequence[Line]) -> list[Line]:
    """The lines of the measure that comes first."""
    return [line for line in lines if line.tested is lines[0].tested]


def _gain(lines: Sequence[Line]) -> list[Line]:
    """Those of the first measure under which acting together averts anything."""
    return [line for line in _best(lines) if line.result.value_of_coordination_t > 0] if lines else []


def _unknown(scene: Scene, found: Sequence[Tested]) -> list[Block]:
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
    origins = [said("unknown_of", **_origin(mineral, known[mineral], figures)) for mineral in sorted(known)]
    blocks: list[Block] = [
        Note(
            Paragraph(said("unknown_origin", parts=joined(origins, "; ", "、")), figures),
            "caution",
            said("unknown_title"),
        )
    ]
    absent = {name: _absent(scene, name) for name in sorted(known)}
    codes = [
        said("unknown_codes_of", mineral=mineral_text(name), count=count) for name, count in absent.items() if count
    ]
    if codes:
        blocks.append(Note(Paragraph(said("unknown_codes", parts=joined(codes))), "caution"))
    return blocks


def _origin(mineral: str, by_party: Mapping[str, Figure], figures: dict[str, Figure]) -> dict[str, Text]:
    parts = []
    for party, figure in by_party.items():
        if figure.value is None:
            parts.append(stress_said("unknown_open", party=place_text(party)))
            continue
        name = f"u{len(figures)}"
        figures[name] = figure
        parts.append(stress_said("unknown_share", party=place_text(party), share=f"{{{name}}}"))
    return {"mineral": mineral_text(mineral), "parts": joined(parts)}


def _absent(scene: Scene, mineral: str) -> int:
    made = prepared(scene).network(mineral)
    return len({good.code for good in made.not_seen}) if made else 0


def _scope(found: Sequence[Tested]) -> Text:
    """How many measures there are, by status, and of how many anything can be said in tonnes."""
    counts = Counter(each.listed.status for each in found)
    names = status_names()
    parts = [
        said("scope_status", count=counts[status], status=names[status])
        for status in (*APPLIED, ANNOUNCED)
        if counts[status]
    ]
    answered = sum(bool(each.answer.results) for each in found)
    return said("scope", count=len(found), statuses=joined(parts), answered=answered, rest=len(found) - answered)


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
