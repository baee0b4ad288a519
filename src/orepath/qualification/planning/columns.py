"""The columns of a table of options."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from orepath.qualification.rule import Rule
from orepath.tabular.column import Column
from orepath.vocabulary.language import text

KINDS = ("value-share",)
"""The kinds of rules for which a plan can be made."""


def plannable(rule: Rule) -> bool:
    """Whether a plan can be made for a rule."""
    return rule.kind in KINDS


def columns(rule: Rule) -> tuple[Column, ...]:
    """The columns of options for a rule: their own, and those of its chains."""
    return (*own_columns(), *rule.columns)


@cache
def own_columns() -> tuple[Column, ...]:
    """The columns that options have and chains have not."""
    raw = tomllib.loads(files("orepath.qualification.planning").joinpath("columns.toml").read_text("utf-8"))
    return tuple(
        Column(
            entry["name"],
            "text",
            heading=text(entry["heading"]),
            about=text(entry["about"]),
            unit="USD" if entry["name"] == "cost_usd" else "",
            required=entry.get("required", True),
            empty=not entry.get("required", True),
            examples=tuple(entry["examples"]),
        )
        for entry in raw["column"]
    )
