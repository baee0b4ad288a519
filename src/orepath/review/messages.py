"""The fixed texts of the dossier, in both languages."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from orepath.errors import UnknownName
from orepath.vocabulary.language import Lang, Text, text


@cache
def messages() -> dict[str, dict[str, Text]]:
    """All fixed texts, by group and key."""
    raw = tomllib.loads(files("orepath.review").joinpath("messages.toml").read_text("utf-8"))
    return {group: {key: text(entry) for key, entry in entries.items()} for group, entries in raw.items()}


def message(group: str, key: str) -> Text:
    """One fixed text.

    Raises
    ------
    UnknownName
        Where there is no such text.
    """
    if key not in messages()[group]:
        raise UnknownName(group, key, list(messages()[group]))
    return messages()[group][key]


def label(key: str, lang: Lang, **values: object) -> str:
    """A label in one language, its placeholders filled.

    >>> label("table", "ja", number=3)
    '表3'
    """
    return message("label", key).format(**values).in_(lang)


def word(key: str) -> Text:
    """The words for a verdict, or for a status of a measure or a figure, by its key.

    >>> word("met").en
    'kept'
    """
    for group in ("verdict", "measure", "status"):
        if key in messages()[group]:
            return messages()[group][key]
    raise UnknownName("word", key, [*messages()["verdict"], *messages()["measure"], *messages()["status"]])
