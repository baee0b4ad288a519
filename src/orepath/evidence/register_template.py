"""Empty register files for people to fill, and a guide to their columns in English and Japanese."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from orepath.evidence.register_definition import Column, Register, registers
from orepath.vocabulary.language import LANGS, Lang, Text, text

BOM = "\ufeff"  # so that spreadsheets keep the file in UTF-8


@cache
def _words() -> dict[str, Text]:
    raw = tomllib.loads(files("orepath.evidence").joinpath("register_guide.toml").read_text("utf-8"))
    return {key: text(entry) for key, entry in raw.items()}


def template(register: Register) -> str:
    """The empty CSV of a register: its header alone.

    Without a record it is read as a register that says nothing.
    """
    return BOM + ",".join(register.names()) + "\r\n"


def guide(lang: Lang) -> str:
    """What every register and each of its columns holds, in Markdown."""
    words = {key: entry.in_(lang) for key, entry in _words().items()}
    lines = [f"# {words['title']}", "", *words["intro"].splitlines(), ""]
    for register in registers().values():
        lines += [f"## {register.title.in_(lang)} (`{register.id}.csv`)", "", register.about.in_(lang), ""]
        lines += [f"{words['key']}: `{register.key}`", ""]
        lines += [f"| {words['column']} | {words['required']} | {words['holds']} | {words['meaning']} |"]
        lines += ["|---|---|---|---|"]
        for column in register.columns:
            needed = words["yes"] if column.required else _needed(column, words)
            holds = _holds(column, words, lang)
            names = " ".join(f"`{name}`" for name in column.names())
            lines.append(f"| {names} | {needed} | {holds} | {_cell(column.describe.in_(lang))} |")
        lines.append("")
    return "\n".join(lines)


def templates() -> dict[str, str]:
    """The text of every file of an empty register folder, by file name: a CSV a register and a guide a language."""
    found = {f"{register.id}.csv": template(register) for register in registers().values()}
    return {**found, **{f"README.{lang}.md": guide(lang) for lang in LANGS}}


def _needed(column: Column, words: dict[str, str]) -> str:
    said = ((name, ", ".join(f"`{value}`" for value in values)) for name, values in column.required_where.items())
    return "<br>".join(words["where"].format(column=f"`{name}`", values=values) for name, values in said)


def _holds(column: Column, words: dict[str, str], lang: Lang) -> str:
    if column.kind == "enum":
        labels = {key: label.in_(lang) for key, label in column.labels.items()}
        return "<br>".join(f"`{value}` {_cell(labels.get(value, ''))}".strip() for value in column.allowed)
    unit = f" ({column.unit})" if column.unit else ""
    return words[f"kind_{column.kind}"] + unit


def _cell(said: str) -> str:
    return said.replace("|", "\\|").replace("\n", " ")
