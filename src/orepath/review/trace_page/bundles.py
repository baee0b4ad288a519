"""Marks of one kind drawn together: Vega takes a table of a hundred marks far quicker than a hundred marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

Mark = dict[str, Any]
_Kind = tuple[str, bool, tuple[str, ...]]


def bundled(marks: Sequence[Mark], names: Iterator[int]) -> tuple[list[dict[str, Any]], list[Mark]]:
    """Tables and marks that draw the same, kind by kind in the order in which each kind comes first.

    Groups and marks that have their own table stay where they are, and nothing passes them. Text stands above all else
    between two of them, and above every text's rim.

    Parameters
    ----------
    names
        Numbers for the tables, none twice in a picture.
    """
    data: list[dict[str, Any]] = []
    found: list[Mark] = []
    waiting: list[Mark] = []
    for mark in marks:
        if "marks" in mark:
            found += _drawn(waiting, data, names)
            inner, parts = bundled(mark["marks"], names)
            found.append({**mark, "data": inner, "marks": parts})
            waiting = []
        elif "from" in mark:
            found += [*_drawn(waiting, data, names), mark]
            waiting = []
        else:
            waiting.append(mark)
    return data, [*found, *_drawn(waiting, data, names)]


def _drawn(marks: Sequence[Mark], data: list[dict[str, Any]], names: Iterator[int]) -> list[Mark]:
    kinds: dict[_Kind, list[Mark]] = {}
    for mark in marks:
        enter = mark["encode"]["enter"]
        kinds.setdefault((mark["type"], mark["aria"], tuple(sorted(enter))), []).append(mark)
    found = []
    for kind, aria, keys in sorted(kinds, key=lambda each: each[0] == "text" and "stroke" not in each[2]):
        several = kinds[kind, aria, keys]
        rows = [{key: mark["encode"]["enter"][key]["value"] for key in keys} for mark in several]
        same = {key: rows[0][key] for key in keys if all(row[key] == rows[0][key] for row in rows)}
        name = f"marks-{next(names)}"
        data.append({"name": name, "values": [{key: row[key] for key in keys if key not in same} for row in rows]})
        enter = {key: {"value": same[key]} if key in same else {"field": key} for key in keys}
        found.append({"type": kind, "aria": aria, "from": {"data": name}, "encode": {"enter": enter}})
    return found
