"""What the words of a filled-in template mean: headings, answers, metals, choices."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.errors import UnknownName
from orepath.vocabulary.terms import fold, mineral

MARK = re.compile(r"\((\*|[0-9])\)")
"""What marks a field as one that must be filled in, or refers to a note."""


@cache
def data(name: str) -> dict[str, Any]:
    """A data file beside this code, by its name without ending."""
    return tomllib.loads(files("orepath.custody.declarations").joinpath(f"{name}.toml").read_text("utf-8"))


def bare(heading: str) -> str:
    """A heading as it is compared: folded, with letters and digits alone.

    >>> bare("Smelter  Name (*)"), bare("製錬業者所在地：国(*)")
    ('smeltername', '製錬業者所在地国')
    """
    return "".join(letter for letter in MARK.sub("", fold(heading)) if letter.isalnum())


def label(kind: str, concept: str) -> str:
    """What a concept of ``headings.toml`` is called, in English and Japanese."""
    entry = data("headings")[kind][concept]
    return f"{entry['en']} ({entry['ja']})"


@cache
def concept(kind: str, heading: str) -> str:
    """The concept that a heading stands for; empty where none or several do.

    >>> concept("list", "冶炼厂名称 (1)"), concept("list", "Colour")
    ('name', '')
    """
    said = bare(heading)
    if not said:
        return ""
    entries = data("headings")[kind]
    for key, entry in entries.items():
        if said in {bare(each) for each in entry["said"]}:
            return str(key)
    fit = [key for key, entry in entries.items() if any(_holds(said, each) for each in entry.get("holds", ()))]
    return fit[0] if len(fit) == 1 else ""


def _holds(said: str, pieces: list[str]) -> bool:
    return all(bare(piece) in said for piece in pieces)


@cache
def _words(kind: str) -> dict[str, str]:
    return {fold(word): key for key, words in data("words")[kind].items() for word in words}


def choice(said: str) -> str:
    """``not_listed`` or ``not_identified`` where a choice says so; else empty."""
    return _words("choices").get(fold(said), "")


def prompt(said: str) -> bool:
    """Whether a cell holds what the template itself wrote to ask for something."""
    return fold(said) in _words("prompts")


def recycled_feed(said: str) -> bool:
    """Whether the name or place of a mine says that there is none: the feed is recycled or scrap."""
    return fold(said).strip("\"'“”「」") in _words("feed")


def answer(said: str) -> str:
    """What an answer says, as a key of ``words.toml``; empty where it says something of its own.

    >>> answer("Greater than 75%"), answer("不明"), answer("Yes, cobalt only"), answer("Perhaps")
    ('>75%', 'unknown', 'yes', '')
    """
    folded = fold(said)
    found = _words("answers").get(folded)
    if found is None:
        begun = (key for word, key in _words("beginnings").items() if folded.startswith(word))
        found = next(begun, "")
    return found


def metal(said: str) -> str:
    """The id of the mineral that a metal's name stands for; the name itself where the vocabulary has none.

    >>> metal("钴 (*)") == metal("Co"), metal("Unobtainium")
    (True, 'Unobtainium')
    """
    name = MARK.sub("", said.replace("（", "(").replace("）", ")")).strip()
    found = _words("metals").get(fold(name))
    if found is not None:
        return found
    try:
        return mineral(name)
    except UnknownName:
        return name
