"""``orepath qualify CHAINS --rule RULE --on DATE``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from orepath.cli.qualify_outputs import fleet_faults, output_faults, tell, write_options_template
from orepath.cli.qualify_words import says
from orepath.cli.words import LANGS, choose, lang, say, watched
from orepath.errors import Fault, InputError, fault

if TYPE_CHECKING:
    from orepath.qualification.rule import Rule
    from orepath.vocabulary.language import Lang


def _rules() -> str:
    """The ids of the packaged rules, from the names of their files: help must not load what reads them."""
    folder = files("orepath.qualification").joinpath("rules")
    return ", ".join(sorted(path.name.removesuffix(".toml") for path in folder.iterdir()))


def qualify(
    chains: Annotated[Path | None, typer.Argument(metavar="CHAINS", help=says("chains"))] = None,
    rule: Annotated[str, typer.Option("--rule", help=says("rule", rules=_rules()))] = "",
    test: Annotated[str, typer.Option("--test", help=says("test"))] = "",
    on: Annotated[str, typer.Option("--on", help=says("on"))] = "",
    acquired: Annotated[str, typer.Option("--acquired", help=says("acquired"))] = "",
    reported: Annotated[str, typer.Option("--reported", help=says("reported"))] = "",
    without: Annotated[list[str] | None, typer.Option("--without-agreement", help=says("without"))] = None,
    beside: Annotated[list[str] | None, typer.Option("--beside", help=says("beside"))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=say("json"))] = False,
    out: Annotated[Path | None, typer.Option("--out", help=says("out"))] = None,
    plan: Annotated[Path | None, typer.Option("--plan", help=says("plan"))] = None,
    pdf: Annotated[str, typer.Option("--pdf", help=says("pdf"))] = "",
    template: Annotated[Path | None, typer.Option("--template", help=says("template"))] = None,
    language: Annotated[str, typer.Option("--lang", help=say("lang"))] = "",
) -> None:
    """Whether a battery meets a rule on a day, with proof."""
    if language and language not in LANGS:
        raise InputError(fault("bad_option", "--lang", found=language, allowed=", ".join(LANGS)))
    if language:
        choose(language)
    if faults := [*_lacking(chains, rule, on, template), *output_faults(chains, plan, pdf)]:
        raise InputError(faults)

    from orepath.qualification.rule_file import load

    known = load(rule)
    if template is not None:
        _write_template(known, template)
        if plan is not None:
            print(write_options_template(known, plan))
        return
    assert chains is not None  # told above
    asked = {
        "test": test or None,
        "on": on,
        "acquired": acquired or None,
        "reported": reported or None,
        "without": without or [],
    }

    from orepath.qualification.fleet.given import is_fleet

    if is_fleet(known, chains):
        if faults := fleet_faults(plan, pdf):
            raise InputError(faults)
        if beside:
            raise InputError(fault("bad_option", "--beside", found=", ".join(beside), allowed="-"))
        _fleet(known, chains, out, asked, as_json)
        return
    if out is not None:
        raise InputError(fault("qualify_out_needless", "--out"))
    from orepath.qualification.qualify import answer, question

    put = question(known, chains, beside=_beside(beside or []), **asked)  # type: ignore[arg-type]
    tell(put, answer(put), plan, pdf, as_json)


def _lacking(chains: Path | None, rule: str, on: str, template: Path | None) -> list[Fault]:
    """What must be said and is not: the rule always, the table and the day unless a template is asked for."""
    faults = [] if rule else [fault("bad_option", "--rule", found="", allowed=_rules())]
    if template is not None:
        return faults
    if chains is None:
        faults.append(fault("bad_option", "CHAINS", found="", allowed="*.csv, *.xlsx"))
    if not on:
        faults.append(fault("bad_option", "--on", found="", allowed="YYYY-MM-DD"))
    return faults


def _beside(given: Sequence[str]) -> dict[str, str]:
    """Further tables by name, from ``name=FILE``."""
    wrong = [each for each in given if "=" not in each]
    if wrong:
        raise InputError([fault("bad_option", "--beside", found=each, allowed="name=FILE") for each in wrong])
    return dict(each.split("=", 1) for each in given)


def _write_template(rule: Rule, path: Path) -> None:
    from orepath.tabular.templates import write_templates

    for made in write_templates(rule, path, _lang()):
        print(made)


def _fleet(rule: Rule, chains: Path, out: Path | None, asked: dict[str, Any], as_json: bool) -> None:
    """Qualify every battery of a file, and say in a line how many meet the rule."""
    from orepath.qualification.fleet.fleet import qualify_fleet

    if out is None:
        raise InputError(fault("qualify_out_needed", "--out"))
    with _bar() as progress:
        told = qualify_fleet(rule, chains, out, progress=progress, **asked)
    if as_json:
        print(json.dumps(told.json(), ensure_ascii=False, indent=1))
        return
    print(says("fleet_done", path=out, batteries=f"{told.batteries:,}", **told.with_.said()))
    for agreement, tally in told.without.items():
        print(says("fleet_done_without", agreement=agreement, **tally.said()))


@contextmanager
def _bar() -> Iterator[Callable[[float], None]]:
    """A progress bar on stderr where a person watches."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not watched()) as bar:
        task = bar.add_task(says("reading"), total=1.0)
        yield lambda part: bar.update(task, completed=part)


def _lang() -> Lang:
    return "ja" if lang() == "ja" else "en"
