"""What is wrong with a rule file, all of it at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from orepath.agreements.agreement import packaged as agreements
from orepath.errors import Fault, fault
from orepath.qualification.rule import DAYS, SETS
from orepath.tabular.column import CELLS
from orepath.tabular.quantity import quantity
from orepath.vocabulary.places import is_country
from orepath.vocabulary.terms import minerals

HOW_SURE = ("F", "K-hi", "K", "K-lo", "T", "judgement")
Table = Mapping[str, Any]


def rule_faults(raw: Table, file: str) -> list[Fault]:
    """All that is wrong with the tables of a rule file."""
    found = list(_lacks(raw, ("id", "kind", "title", "about", "column"), file))
    found += _texts(raw, ("title", "about"), file)
    tests = [entry.get("id", "") for entry in raw.get("test", ())]
    for where, entry in _entries(raw, "test", file):
        found += _lacks(entry, ("id", "title"), where)
        found += _texts(entry, ("title",), where)
    for where, entry in _entries(raw, "value", file):
        found += _value(entry, where)
        found += _dated(entry, tests, where)
    for where, entry in _entries(raw, "limit", file):
        found += _lacks(entry, ("id", "day", "said"), where)
        found += _texts(entry, ("said", "open_said"), where)
        found += _one_of(entry, "day", DAYS, where)
        found += _dated(entry, tests, where)
    for where, entry in _entries(raw, "set", file):
        found += _set(entry, tests, where)
    found += _columns(raw, file)
    for name, entry in raw.get("beside", {}).items():
        found += _columns(entry, f"{file}, [beside.{name}]")
    for key, entry in raw.get("words", {}).items():
        found += _texts({key: entry}, (key,), f"{file}, [words]")
    for where, entry in _entries(raw, "not_examined", file):
        found += _texts({"not_examined": entry}, ("not_examined",), where)
    found += _twice(raw, file)
    return found + list(_overlapping(raw, file))


def _entries(raw: Table, name: str, where: str) -> Iterator[tuple[str, Table]]:
    for number, entry in enumerate(raw.get(name, ()), start=1):
        yield f"{where}, [[{name}]] {number}", entry


def _lacks(entry: Table, keys: tuple[str, ...], where: str) -> Iterator[Fault]:
    return (fault("required_cell", where, column=key) for key in keys if entry.get(key) in (None, "", []))


def _texts(entry: Table, keys: tuple[str, ...], where: str) -> Iterator[Fault]:
    """A text must be there in both languages, or be one for both."""
    for key in keys:
        said = entry.get(key, "-")
        if not (isinstance(said, str) or (isinstance(said, dict) and said.get("en") and said.get("ja"))):
            yield fault("bad_cell", where, column=key, found=said, allowed="{en = …, ja = …}")


def _one_of(entry: Table, key: str, allowed: tuple[str, ...], where: str) -> Iterator[Fault]:
    if key in entry and entry[key] not in allowed:
        yield fault("bad_cell", where, column=key, found=entry[key], allowed=", ".join(allowed))


def _value(entry: Table, where: str) -> Iterator[Fault]:
    yield from _lacks(entry, ("name", "value"), where)
    if "value" in entry and (isinstance(entry["value"], float) or quantity(str(entry["value"])) is None):
        yield fault("bad_cell", where, column="value", found=entry["value"], allowed='"60 %", "3/5", "0.6", 40')


def _dated(entry: Table, tests: list[str], where: str) -> Iterator[Fault]:
    yield from _lacks(entry, ("reference", "how_sure"), where)
    yield from _one_of(entry, "how_sure", HOW_SURE, where)
    yield from _days(entry, where)
    for test in entry.get("tests", ()):
        if test not in tests:
            yield fault("bad_cell", where, column="tests", found=test, allowed=", ".join(tests) or "-")


def _days(entry: Table, where: str) -> Iterator[Fault]:
    days = {key: entry[key] for key in ("from_", "until") if key in entry}
    wrong = {key: day for key, day in days.items() if type(day) is not date}
    for key, day in wrong.items():
        yield fault("bad_cell", where, column=key, found=day, allowed="YYYY-MM-DD")
    if len(days) == 2 and not wrong and days["until"] <= days["from_"]:
        yield fault("period_reversed", where, begins=days["from_"], ends=days["until"])


def _set(entry: Table, tests: list[str], where: str) -> Iterator[Fault]:
    yield from _lacks(entry, ("id", "of", "title", "member"), where)
    yield from _texts(entry, ("title",), where)
    yield from _one_of(entry, "of", SETS, where)
    known: dict[str, Callable[[str], bool]] = {"place": is_country, "mineral": lambda item: item in minerals()}
    for inside, member in _entries(entry, "member", where):
        yield from _lacks(member, ("items",), inside)
        yield from _dated({**entry, **member}, tests, inside)
        yield from _one_of(member, "agreement", tuple(agreements()), inside)
        allowed = known.get(entry.get("of", ""), bool)
        for item in member.get("items", ()):
            if not allowed(item):
                yield fault("bad_cell", inside, column="items", found=item, allowed=f"{entry.get('of')}")


def _columns(raw: Table, where: str) -> Iterator[Fault]:
    for inside, entry in _entries(raw, "column", where):
        yield from _lacks(entry, ("name", "kind", "heading", "about"), inside)
        yield from _texts(entry, ("heading", "about"), inside)
        yield from _one_of(entry, "kind", CELLS, inside)
        if entry.get("kind") == "choice":
            yield from _lacks(entry, ("values",), inside)
        for part in ("values", "words"):
            for key, said in entry.get(part, {}).items():
                yield from _texts({key: said}, (key,), f"{inside}, {part}")
    names = [entry.get("name") for entry in raw.get("column", ())]
    for number, name in enumerate(names, start=1):
        if name in names[: number - 1]:
            yield fault("duplicate_key", f"{where}, [[column]] {number}", key=name, first=names.index(name) + 1)


def _twice(raw: Table, file: str) -> Iterator[Fault]:
    for part in ("test", "set", "limit"):
        ids = [entry.get("id") for entry in raw.get(part, ())]
        for number, each in enumerate(ids, start=1):
            if each in ids[: number - 1]:
                yield fault("duplicate_key", f"{file}, [[{part}]] {number}", key=each, first=ids.index(each) + 1)


def _overlapping(raw: Table, file: str) -> Iterator[Fault]:
    """Two values of one name and key on one day: nobody could say which of them holds."""
    entries = [entry for entry in raw.get("value", ()) if not list(_days(entry, ""))]
    for number, entry in enumerate(entries, start=1):
        for earlier, other in enumerate(entries[: number - 1], start=1):
            if _rivals(entry, other):
                yield fault("duplicate_key", f"{file}, [[value]] {number}", key=entry.get("name"), first=earlier)


def _rivals(one: Table, two: Table) -> bool:
    if any(one.get(key, "") != two.get(key, "") for key in ("name", "key")):
        return False
    tests = set(one.get("tests", ())), set(two.get("tests", ()))
    if all(tests) and not tests[0] & tests[1]:
        return False
    begins = max(one.get("from_", date.min), two.get("from_", date.min))
    return bool(begins < min(one.get("until", date.max), two.get("until", date.max)))
