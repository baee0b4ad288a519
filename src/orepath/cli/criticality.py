"""``orepath criticality MINERAL``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated, Any

import typer

from orepath.cli.words import LANGS, choose, lang, say

if TYPE_CHECKING:
    from orepath.criticality.metric import Metric
    from orepath.vocabulary.language import Lang


@cache
def _messages() -> dict[str, Any]:
    return tomllib.loads(files("orepath.cli").joinpath("criticality.toml").read_text("utf-8"))


def _says(key: str) -> str:
    return str(_messages()[key][lang()])


def criticality(
    mineral: Annotated[str, typer.Argument(metavar="MINERAL", help=_says("mineral"))],
    stage: Annotated[str, typer.Option("--stage", help=_says("stage"))] = "",
    year: Annotated[int | None, typer.Option("--year", help=_says("year"))] = None,
    metric: Annotated[str, typer.Option("--metric", help=_says("metric"))] = "",
    dataset: Annotated[str, typer.Option("--dataset", help=_says("dataset"))] = "",
    place: Annotated[str, typer.Option("--place", help=_says("place"))] = "",
    parameter: Annotated[list[str] | None, typer.Option("--parameter", help=_says("parameter"))] = None,
    release: Annotated[str, typer.Option("--release", help=say("release"))] = "",
    language: Annotated[str, typer.Option("--lang", help=say("lang"))] = "",
    as_json: Annotated[bool, typer.Option("--json", help=say("json"))] = False,
) -> None:
    """Concentration, dependence and supply risk of a mineral."""
    import json

    from orepath.criticality.compute import criticality as compute
    from orepath.errors import InputError, fault
    from orepath.reference.in_use import open_evidence

    if language and language not in LANGS:
        raise InputError(fault("bad_option", "--lang", found=language, allowed=", ".join(LANGS)))
    if language:
        choose(language)
    found = compute(
        open_evidence(release or None),
        mineral,
        stage or None,
        year,
        metric or None,
        dataset or None,
        place or None,
        _parameters(parameter or []),
    )
    if as_json:
        print(json.dumps([each.json() for each in found], ensure_ascii=False, indent=1))
        return
    print("\n".join(_lines(found)))


def _parameters(given: list[str]) -> dict[str, float]:
    """Numbers by name, from ``name=value``."""
    from orepath.errors import InputError, fault

    faults, found = [], {}
    for text in given:
        name, _, value = text.partition("=")
        try:
            found[name.strip()] = float(value)
        except ValueError:
            faults.append(fault("bad_option", "--parameter", found=text, allowed="name=0.5"))
    if faults:
        raise InputError(faults)
    return found


def _lines(found: list[Metric]) -> list[str]:
    """The figures as text: a heading for each metric, then a line for each figure with what there is to know of it."""
    from orepath.criticality.methods import methods
    from orepath.vocabulary.places import place_text
    from orepath.vocabulary.terms import stages

    shown: list[str] = []
    heading = ""
    for each in found:
        method = methods()[each.metric]
        if each.metric != heading:
            heading = each.metric
            shown.append(f"{method.name.in_(_lang())}  [{each.metric}; {method.reference}]")
        where = [
            stages()[each.stage].name.in_(_lang()) if each.stage else "",
            _period(each),
            place_text(each.place).in_(_lang()) if each.place else "",
            each.dataset or "",
            f"“{each.item}”" if each.item else "",
        ]
        about = " · ".join(word for word in where if word)
        shown.append(f"  {_figure(each, method.unit):>26}  {about}")
        if each.note:
            shown.append(f"  {'':26}  {each.note.in_(_lang())}")
        if each.reason:
            others = ", ".join(each.others)
            shown.append(f"  {'':26}  {_says('others')} {others}. {each.reason.in_(_lang())}")
    return shown


def _lang() -> Lang:
    return "ja" if lang() == "ja" else "en"


def _period(each: Metric) -> str:
    if each.from_ and each.until:
        return f"{each.from_[:4]}–{int(each.until[:4]) - 1}"
    return str(each.year) if each.year else ""


def _figure(each: Metric, unit: str) -> str:
    """The value with its bounds; a figure that is not known is said to be unknown."""
    value = _says("unknown") if each.value is None else _number(each.value, unit)
    if each.low is None and each.high is None:
        return value
    if each.low == each.high:
        return value
    low, high = ("…" if bound is None else _number(bound, unit) for bound in (each.low, each.high))
    return f"{value} [{low}–{high}]"


def _number(value: float, unit: str) -> str:
    """A figure with the digits that matter for its unit.

    >>> _number(0.12345, "share"), _number(0.12345, "index"), _number(57.03, "days")
    ('12.3 %', '0.123', '57 d')
    """
    if unit == "share":
        return f"{100 * value:.1f} %"
    return f"{value:.0f} d" if unit == "days" else f"{value:.3f}"
