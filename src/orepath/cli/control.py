"""``orepath control STAKES --entities E --entity ID --rule R``."""

from __future__ import annotations

import sys
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from orepath.cli.words import LANGS, choose, lang, say, tell
from orepath.errors import Fault, InputError, OrepathError, UnknownName, fault

if TYPE_CHECKING:
    from orepath.control.register import Register
    from orepath.review.ownership_page.scene import Scene
    from orepath.vocabulary.language import Lang

PICTURES = (".svg", ".html")
NO_RULE = "lists"
"""The one file among the rules that is none."""
COMPARED, ALIKE = 10_000, 3
"""Ids that a misspelt one is compared with, and letters they then begin with."""


@cache
def _messages() -> dict[str, Any]:
    return tomllib.loads(files("orepath.cli").joinpath("control.toml").read_text("utf-8"))


def _says(key: str, **values: object) -> str:
    return str(_messages()[key][lang()]).format(**values)


def _rules() -> tuple[str, ...]:
    """The ids of the rules, from the names of their files: help must not load what reads them."""
    names = (path.name.removesuffix(".toml") for path in files("orepath.control").joinpath("rules").iterdir())
    return tuple(sorted(name for name in names if name != NO_RULE))


def control(
    stakes: Annotated[Path | None, typer.Argument(metavar="STAKES", help=_says("stakes"))] = None,
    entities: Annotated[Path | None, typer.Option("--entities", help=_says("entities"))] = None,
    entity: Annotated[str, typer.Option("--entity", help=_says("entity"))] = "",
    rule: Annotated[str, typer.Option("--rule", help=_says("rule", rules=", ".join(_rules())))] = "",
    as_of: Annotated[str, typer.Option("--as-of", help=_says("as_of"))] = "",
    open_world: Annotated[bool, typer.Option("--open-world", help=_says("open_world"))] = False,
    picture: Annotated[Path | None, typer.Option("--picture", help=_says("picture"))] = None,
    nodes: Annotated[Path | None, typer.Option("--nodes", help=_says("nodes"))] = None,
    flags: Annotated[Path | None, typer.Option("--flags", help=_says("flags"))] = None,
    agreement: Annotated[str, typer.Option("--agreement", help=_says("agreement"))] = "",
    template: Annotated[Path | None, typer.Option("--template", help=_says("template"))] = None,
    language: Annotated[str, typer.Option("--lang", help=say("lang"))] = "",
    as_json: Annotated[bool, typer.Option("--json", help=say("json"))] = False,
) -> None:
    """Who holds, owns and controls an entity under a dated rule, with proof."""
    if language in LANGS:
        choose(language)
    faults = _language_faults(language)
    if template is not None:
        if faults:
            raise InputError(faults)
        _write_templates(template)
        return
    if nodes is not None or flags is not None or agreement:
        from orepath.cli.control_flags import Flagging

        one_entity = {"--entity": entity, "--picture": picture, "--json": as_json}
        flagging = Flagging(nodes, flags, rule, agreement, open_world)
        faults += _worded_faults(rule, as_of) + flagging.faults(stakes, one_entity)
        flagging.write(_read(stakes, entities, faults), faults, _day(as_of), _says)
        return
    faults += _asked_faults(stakes, entity, rule, as_of) + _picture_faults(picture, [stakes, entities])
    register = _read(stakes, entities, faults)
    faults += _entity_faults(register, entity)
    if faults or register is None:
        raise InputError(faults)
    scene = _judged(register, entity, rule, as_of, open_world)
    if picture is not None:
        _draw(scene, picture)
    if as_json:
        from orepath.cli.control_json import as_json as json_text

        print(json_text(scene), end="")
    else:
        from orepath.cli.control_text import show

        show(scene, _lang())


def _language_faults(language: str) -> list[Fault]:
    if language and language not in LANGS:
        return [fault("bad_option", "--lang", found=language, allowed=", ".join(LANGS))]
    return []


def _asked_faults(stakes: Path | None, entity: str, rule: str, as_of: str) -> list[Fault]:
    """What is wrong with the question itself."""
    needed = {"STAKES": stakes, "--entity": entity, f"--rule {'|'.join(_rules())}": rule}
    faults = [fault("option_needed", name, told="orepath control") for name, given in needed.items() if not given]
    return faults + _worded_faults(rule, as_of)


def _worded_faults(rule: str, as_of: str) -> list[Fault]:
    """A rule that there is not, a day that is none."""
    faults: list[Fault] = []
    if rule and rule not in _rules():
        faults += UnknownName("rule", rule, _rules(), "--rule").faults
    if as_of:
        try:
            date.fromisoformat(as_of)
        except ValueError:
            faults.append(fault("bad_option", "--as-of", found=as_of, allowed="YYYY-MM-DD"))
    return faults


def _picture_faults(picture: Path | None, given: list[Path | None]) -> list[Fault]:
    if picture is None:
        return []
    if picture.suffix.lower() not in PICTURES:
        return [fault("bad_option", "--picture", found=picture, allowed=", ".join(f"*{each}" for each in PICTURES))]
    if any(path is not None and path.exists() and picture.exists() and picture.samefile(path) for path in given):
        return [fault("bad_option", "--picture", found=picture, allowed="≠ STAKES, --entities")]
    return []


def _read(stakes: Path | None, entities: Path | None, faults: list[Fault]) -> Register | None:
    """The register, or None and what is wrong with its files beside what was wrong before."""
    if stakes is None:
        return None
    from orepath.control.reading import read_register

    try:
        return read_register(stakes, entities)
    except OrepathError as error:
        faults += error.faults
        return None


def _entity_faults(register: Register | None, entity: str) -> list[Fault]:
    """A fault where the entity is not in the register; of a large one, only ids that begin alike are suggested."""
    if register is None or not entity or entity in register.entities.ids:
        return []
    ids = register.entities.ids
    if len(ids) > COMPARED:
        start = entity.casefold()[:ALIKE]
        ids = tuple(islice((each for each in ids if each.casefold().startswith(start)), COMPARED))
    return list(UnknownName("entity", entity, ids, "--entity").faults)


def _judged(register: Register, entity: str, rule: str, as_of: str, open_world: bool) -> Scene:
    """The answer with the names of its entities and the words of its rule."""
    from orepath.control.judge import judge
    from orepath.control.rules import rule as rule_of
    from orepath.review.ownership_page.scene import Scene, words_of
    from orepath.review.ownership_page.scene import entities as named

    day = _day(as_of)
    found = judge(register, entity, rule, day, open_world)
    return Scene(found, words_of(rule_of(rule), day), named(register, found))


def _day(as_of: str) -> date:
    return date.fromisoformat(as_of) if as_of else date.today()


def _draw(scene: Scene, picture: Path) -> None:
    """Write the picture, or the page."""
    from orepath.evidence.placing import placing
    from orepath.review.ownership_page.page import ownership_page
    from orepath.review.ownership_page.picture import ownership_svg

    make = ownership_svg if picture.suffix.lower() == ".svg" else ownership_page
    text = make(scene, _lang())
    with placing(picture.parent) as beside:
        (beside / picture.name).write_text(text, "utf-8")
    _wrote([picture])


def _write_templates(folder: Path) -> None:
    """Write the tables for people to fill."""
    from orepath.cli.files import write_texts
    from orepath.control.reading.templates import templates

    _wrote(write_texts(folder, templates()))


def _wrote(paths: list[Path]) -> None:
    tell("wrote")
    for path in paths:
        print(f"  {path}  ({path.stat().st_size:,} bytes)", file=sys.stderr)


def _lang() -> Lang:
    return "ja" if lang() == "ja" else "en"
