"""``orepath candidates``: what the indexes of policies list, what was decided of it, and drafts for what waits."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from orepath.cli.words import LANGS, choose, lang, say, tell
from orepath.errors import CheckFailed, Fault, InputError, UnknownName, fault

if TYPE_CHECKING:
    from orepath.evidence.candidates.listing import Listed, Listing
    from orepath.vocabulary.language import Lang

STANDINGS = ("waiting", "accepted", "rejected", "duplicate", "measure_missing")


@cache
def _messages() -> dict[str, Any]:
    return tomllib.loads(files("orepath.cli").joinpath("candidates.toml").read_text("utf-8"))


def _says(key: str, **values: object) -> str:
    return str(_messages()[key][lang()]).format(**values)


def candidates(
    ids: Annotated[list[str] | None, typer.Argument(metavar="CANDIDATE...", help=_says("ids"))] = None,
    status: Annotated[str, typer.Option("--status", help=_says("status", standings=", ".join(STANDINGS)))] = "",
    place: Annotated[str, typer.Option("--place", help=_says("place"))] = "",
    mineral: Annotated[str, typer.Option("--mineral", help=_says("mineral"))] = "",
    since: Annotated[str, typer.Option("--since", help=_says("since"))] = "",
    registers: Annotated[Path | None, typer.Option("--registers", help=_says("registers"))] = None,
    out: Annotated[Path | None, typer.Option("--out", help=_says("out"))] = None,
    language: Annotated[str, typer.Option("--lang", help=say("lang"))] = "",
    as_json: Annotated[bool, typer.Option("--json", help=say("json"))] = False,
) -> None:
    """Candidates for the register of measures, with their standing."""
    if language in LANGS:
        choose(language)
    faults: list[Fault] = []
    if language and language not in LANGS:
        faults.append(fault("bad_option", "--lang", found=language, allowed=", ".join(LANGS)))
    if status and status not in STANDINGS:
        faults += UnknownName("status", status, STANDINGS, "--status").faults
    asked = {"place": _place(place, faults), "mineral": _mineral(mineral, faults)}
    day = _day(since, faults)
    if faults:
        raise InputError(faults)
    from orepath.cli.own_registers import own_registers
    from orepath.evidence.candidates.listing import listing
    from orepath.reference.in_use import open_evidence

    with own_registers(registers, date.today()) as beside:
        evidence = open_evidence(beside=beside)
        found = listing(evidence)
        chosen = found.chosen(ids=ids or (), standing=status, since=day, **asked)
        if out is not None:
            from orepath.evidence.candidates.draft import draft

            if not any(one.standing == "waiting" for one in chosen):
                raise InputError(fault("candidates_none_waiting", "--out"))
            _write(out, draft(chosen, evidence.sources, _lang()))
        elif as_json:
            from orepath.cli.candidates_json import as_json as json_text

            print(json_text(chosen), end="")
        else:
            _show(found, chosen)
    if found.astray:
        print(_says("astray", count=len(found.astray), example=found.astray[0]), file=typer.get_text_stream("stderr"))
    if found.faults:
        raise CheckFailed(found.faults)


def _place(said: str, faults: list[Fault]) -> str:
    from orepath.vocabulary.places import place, pseudo_places

    try:
        return said if not said or said in pseudo_places() else place(said, "--place")
    except UnknownName as error:
        faults += error.faults
        return ""


def _mineral(said: str, faults: list[Fault]) -> str:
    from orepath.vocabulary.terms import mineral

    try:
        return mineral(said, "--mineral") if said else ""
    except UnknownName as error:
        faults += error.faults
        return ""


def _day(said: str, faults: list[Fault]) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        faults.append(fault("bad_option", "--since", found=said, allowed="YYYY-MM-DD"))
        return None


def _write(out: Path, texts: dict[str, str]) -> None:
    """Write the draft, all of it or nothing; a file that is there already is not overwritten."""
    from orepath.evidence.placing import placing

    taken = [out / name for name in texts if (out / name).exists()]
    if taken:
        raise InputError([fault("file_exists", str(path)) for path in taken])
    with placing(out) as beside:
        for name, text in texts.items():
            (beside / name).write_text(text, "utf-8", newline="")
    tell("wrote")
    for name in texts:
        print(out / name)


def _show(found: Listing, chosen: Sequence[Listed]) -> None:
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text as Line

    from orepath.evidence.candidates.telling import lines
    from orepath.evidence.candidates.telling import say as word

    console = Console()
    if not found.candidates:
        console.print(Line(_says("none")))
        return
    counted: Counter[str] = Counter(one.standing for one in chosen)
    counts = " · ".join(f"{word(name, _lang())} {counted[name]}" for name in STANDINGS if counted[name])
    console.print(Line(_says("count", shown=len(chosen), total=len(found.candidates), counts=counts or "–")))
    console.print(Line(_says("index")))
    for one in chosen:
        console.print()
        console.print(Line(f"{one.id}  {one.candidate.title}", style="bold"))
        for line in lines(one, _lang()):
            console.print(Padding(Line(line), (0, 0, 0, 4)))


def _lang() -> Lang:
    return "ja" if lang() == "ja" else "en"
