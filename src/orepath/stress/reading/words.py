"""Instruments by the words people and the register use for them, and what numbers of a shock are called."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.evidence.register_definition import registers
from orepath.stress.shock import INSTRUMENTS, Instrument
from orepath.stress.words import word as said_word
from orepath.vocabulary.language import Text, text

DUTY = "duty"
"""The share of an instrument that follows from a rate and an elasticity."""


@dataclass(frozen=True)
class Word:
    """A word for what cuts flows.

    Parameters
    ----------
    share
        The assumption that says how much it takes away, or `DUTY`.
    full_stop
        The assumption on months at the start in which nothing passes, or empty.
    goods
        Whether it acts on goods by itself.
    """

    word: str
    instrument: Instrument
    share: str
    full_stop: str = ""
    goods: bool = True


@dataclass(frozen=True)
class Key:
    """A key of a shock in a file."""

    name: str
    needed: str
    holds: str
    about: Text


@cache
def _raw(name: str) -> dict[str, Any]:
    return tomllib.loads(files("orepath.stress.reading").joinpath(f"{name}.toml").read_text("utf-8"))


@cache
def words() -> dict[str, Word]:
    """All words, those of a shock first."""
    return {word: Word(word, **entry) for word, entry in _raw("instruments")["word"].items()}


@cache
def keys() -> dict[str, Key]:
    """The keys of a shock in a file, in order."""
    return {
        entry["name"]: Key(entry["name"], entry["needed"], entry["holds"], text(entry["about"]))
        for entry in _raw("keys")["key"]
    }


def named(key: str, **values: object) -> Text:
    """What a number is called or where it comes from, its placeholders filled."""
    return text(_raw("instruments")["text"][key]).format(**values)


def own_words() -> list[str]:
    """The words of a shock, then those of the register."""
    return [*INSTRUMENTS, *(word for word in words() if word not in INSTRUMENTS)]


def word_text(name: str) -> Text:
    """What an instrument is called, by its word: one of a shock, else one of the register.

    >>> word_text("quota").en, word_text("entity_list").ja
    ('quota', '輸出規制対象事業体の指定')
    """
    if name in INSTRUMENTS:
        return said_word("instrument", name)
    return registers()["measure"].column("instrument").labels[name]
