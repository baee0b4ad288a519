"""Reading of rule files: TOML in ``qualification/rules``, or a file of one's own of the same shape."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from orepath.errors import InputError, UnknownName, fault
from orepath.qualification.result import Reference
from orepath.qualification.rule import Dated, Limit, Member, Rule, Value
from orepath.qualification.rule_faults import rule_faults
from orepath.tabular.column import column_of
from orepath.tabular.quantity import quantity
from orepath.vocabulary.language import Text, text


def packaged() -> list[str]:
    """The ids of the rules that ship with orepath."""
    folder = files("orepath.qualification").joinpath("rules")
    return sorted(path.name.removesuffix(".toml") for path in folder.iterdir() if path.name.endswith(".toml"))


def load(name_or_path: str | Path) -> Rule:
    """A rule by its id, or from a TOML file of one's own.

    Raises
    ------
    InputError
        With every fault of the file; `UnknownName` where there is neither an id nor a file of that name.
    """
    if str(name_or_path) in packaged():
        return _packaged(str(name_or_path))
    path = Path(name_or_path)
    if path.suffix == ".toml" and path.is_file():
        try:
            return parse(path.read_text("utf-8"), path.name)
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(fault("file_unreadable", str(path), reason=str(error))) from error
    raise UnknownName("rule", str(name_or_path), packaged(), "--rule")


@cache
def _packaged(rule_id: str) -> Rule:
    path = files("orepath.qualification").joinpath("rules").joinpath(f"{rule_id}.toml")
    return parse(path.read_text("utf-8"), path.name)


def parse(content: str, file: str) -> Rule:
    """A rule from the text of its file.

    Raises
    ------
    InputError
        With every fault.
    """
    try:
        raw = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise InputError(fault("malformed", file, format="TOML", detail=error)) from error
    faults = rule_faults(raw, file)
    if faults:
        raise InputError(faults)
    known = {"id", "kind", "title", "about", "test", "column", "value", "set", "limit", "not_examined", "words"}
    return Rule(
        id=raw["id"],
        kind=raw["kind"],
        title=text(raw["title"]),
        about=text(raw["about"]),
        tests={entry["id"]: text(entry["title"]) for entry in raw.get("test", ())},
        columns=tuple(map(column_of, raw["column"])),
        values=tuple(map(_value, raw.get("value", ()))),
        sets={entry["id"]: _members(entry) for entry in raw.get("set", ())},
        set_titles={entry["id"]: text(entry["title"]) for entry in raw.get("set", ())},
        limits=tuple(map(_limit, raw.get("limit", ()))),
        not_examined=tuple(map(text, raw.get("not_examined", ()))),
        words=_texts(raw.get("words", {})),
        beside={name: tuple(map(column_of, entry["column"])) for name, entry in raw.get("beside", {}).items()},
        settings={key: value for key, value in raw.items() if key not in known | {"beside"}},
    )


def _texts(entry: Mapping[str, Any]) -> dict[str, Text]:
    return {key: text(said) for key, said in entry.items()}


def _dated(entry: Mapping[str, Any], of: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What every dated entry has; a member takes what it does not say itself from its set."""
    said = {**(of or {}), **entry}
    reference = Reference(said["reference"], said["how_sure"], said.get("citation_pending", False))
    return Dated(said.get("from_"), said.get("until"), reference, tuple(said.get("tests", ()))).__dict__


def _value(entry: Mapping[str, Any]) -> Value:
    said = str(entry["value"])
    exact = quantity(said)
    assert exact is not None, said  # rule_faults has seen to it
    return Value(
        **_dated(entry),
        name=entry["name"],
        key=entry.get("key", ""),
        value=exact,
        said=said,
        unit=entry.get("unit", ""),
    )


def _members(entry: Mapping[str, Any]) -> tuple[Member, ...]:
    shared = {
        key: entry[key] for key in ("reference", "how_sure", "citation_pending", "from_", "until") if key in entry
    }
    return tuple(
        Member(**_dated(member, shared), item=item, agreement=member.get("agreement", ""))
        for member in entry["member"]
        for item in member["items"]
    )


def _limit(entry: Mapping[str, Any]) -> Limit:
    open_said = entry.get("open_said")
    return Limit(
        **_dated(entry),
        id=entry["id"],
        day=entry["day"],
        said=text(entry["said"]),
        open_said=text(open_said) if open_said else None,
    )
