"""``orepath stress list``: the measures of the register that can be asked about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from orepath.cli.stress_words import says, spoken

if TYPE_CHECKING:
    from orepath.evidence.store import Evidence
    from orepath.stress.templates import Listed
    from orepath.vocabulary.language import Lang

EVERYBODY = "all"
"""The register's word for every other place."""


def listing(evidence: Evidence, parties: Sequence[str], day: date | None, as_json: bool) -> None:
    """Print every measure with its status, targets, minerals, whom it applies to, and whether it can be answered."""
    from orepath.stress.templates import listed

    on = day or date.today()
    found = listed(evidence, on, parties)
    if as_json:
        from orepath.cli.stress_json import text

        print(text([each.json() for each in found]), end="")
        return
    show(found, on, spoken())


def show(found: Sequence[Listed], on: date, lang: Lang) -> None:
    """Print the measures, a paragraph each under the headings of their status."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text as Line

    from orepath.evidence.measures import status_names
    from orepath.review.numbers import day_text

    console = Console()
    console.print(says("list_title", day=day_text(on, lang, short=True)), highlight=False, markup=False)
    status = ""
    for each in found:
        if each.status != status:
            status = each.status
            console.print()
            console.print(status_names()[each.status].in_(lang), highlight=False, markup=False, style="bold")
        since = day_text(each.from_, lang, short=True) if each.from_ else "–"
        console.print(Line(f"{each.id}  {each.name.in_(lang)}  [{since}]"))
        for line in _lines(each, lang):
            console.print(Padding(Line(line), (0, 0, 0, 4)))


def _lines(each: Listed, lang: Lang) -> list[str]:
    from orepath.tracing.words import mineral_text

    comma, colon = (", ", ": ") if lang == "en" else ("、", "：")
    targets = [says("list_all")] if EVERYBODY in each.targets else [_place(place, lang) for place in each.targets]
    applies = [_place(party, lang) for party, concerned in each.applies_to.items() if concerned]
    minerals = [mineral_text(name).in_(lang) for name in each.minerals]
    told = {"targets": targets, "applies": applies, "minerals": minerals}
    lines = [f"{says(f'list_{key}')}{colon}{comma.join(names) or says('list_none')}" for key, names in told.items()]
    return [" · ".join(lines), f"{says('list_answered')}{colon}{_answered(each, lang)}"]


def _answered(each: Listed, lang: Lang) -> str:
    """Whether losses can be given, and why not for the minerals they cannot be given for."""
    from orepath.tracing.words import mineral_text

    comma = ", " if lang == "en" else "、"
    why = list(dict.fromkeys(missing.why.in_(lang) for missing in each.not_answered))
    if not each.answered:
        return says("list_no", why=" ".join(why) or says("list_none"))
    names = comma.join(mineral_text(name).in_(lang) for name in each.answered)
    if not why:
        return says("list_yes", minerals=names)
    missing = comma.join(dict.fromkeys(mineral_text(each.mineral).in_(lang) for each in each.not_answered))
    return says("list_partly", minerals=names, missing=missing)


def _place(code: str, lang: Lang) -> str:
    from orepath.vocabulary.places import place_name

    return place_name(code, lang)
