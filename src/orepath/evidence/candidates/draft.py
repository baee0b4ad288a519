"""Drafts of register rows for candidates that wait: what the index says filled in, what only the notice tells empty."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from orepath.evidence.candidates.listing import REGISTER, Listed
from orepath.evidence.candidates.telling import lines, say
from orepath.evidence.register import Register, registers
from orepath.evidence.register_template import BOM
from orepath.evidence.source import Source
from orepath.vocabulary.language import LANGS, Lang

MEASURE = "measure"
NOTES = "candidates.md"
CODE_DIGITS = 6
FULL_DAY = len("YYYY-MM-DD")


def draft(chosen: Iterable[Listed], sources: Mapping[str, Source], lang: Lang) -> dict[str, str]:
    """The files of a draft by name: two registers and the notes beside them.

    Of each candidate the draft takes over its dates where the day is known, the place that acts where it is one, the
    minerals and codes the index names, and where it was found. Instrument, targets, product, the precision of dates,
    the notice, how sure and until when later events were looked for are left to who reads the notice; a register
    without them is refused, cell by cell.
    """
    waiting = [one for one in chosen if one.standing == "waiting"]
    return {
        f"{MEASURE}.csv": _csv(registers()[MEASURE], [_measure(one, sources) for one in waiting]),
        f"{REGISTER}.csv": _csv(registers()[REGISTER], [{"candidate": one.id} for one in waiting]),
        NOTES: _notes(waiting, lang),
    }


def _measure(one: Listed, sources: Mapping[str, Source]) -> dict[str, str]:
    candidate, source = one.candidate, sources[one.statement.dataset]
    found = {"id": one.id, "link": candidate.link or "–"}
    notes = {f"note_{lang}": say("note", lang, publisher=source.publisher.in_(lang), **found) for lang in LANGS}
    return {
        "measure_id": one.id.replace(":", "-"),
        "announced": _day(candidate.announced),
        "effective": _day(candidate.implemented),
        "until": _day(candidate.removed),
        "imposer": candidate.places[0] if len(candidate.places) == 1 else "",
        "minerals": ";".join(candidate.minerals),
        "hs": ";".join(code for code in candidate.products if len(code) == CODE_DIGITS),
        **notes,
    }


def _day(said: str) -> str:
    return said if len(said) == FULL_DAY else ""


def _csv(register: Register, rows: Iterable[Mapping[str, str]]) -> str:
    """The CSV of a register as spreadsheets keep it."""
    written = io.StringIO()
    writer = csv.DictWriter(written, register.names(), restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return BOM + written.getvalue()


def _notes(waiting: Iterable[Listed], lang: Lang) -> str:
    """What the index says of each candidate, and which measures it may already be, in Markdown."""
    written = [f"# {say('title', lang)}", *say("intro", lang).splitlines(), ""]
    for one in waiting:
        written += [f"## {one.id}", "", f"**{_plain(one.candidate.title)}**", ""]
        written += [f"- {_plain(line)}" for line in lines(one, lang)]
        if len(one.candidate.places) > 1:
            written.append(f"- {say('several', lang, count=len(one.candidate.places))}")
        if one.candidate.description:
            written += ["", say("description", lang), ""]
            written += [f"> {_plain(line)}" for line in one.candidate.description.splitlines()]
        written.append("")
    return "\n".join(written)


def _plain(said: str) -> str:
    """Text of the index that Markdown takes for no markup."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>|#" else letter for letter in said)
