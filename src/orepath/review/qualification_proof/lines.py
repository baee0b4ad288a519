"""Texts made ready for lines: where they may break and where not, words of the program in quotation marks."""

from __future__ import annotations

import re
from typing import Any

from orepath.vocabulary.language import Lang

LONG = re.compile(r"[!-~]{17,}")
PIECE = re.compile(r"(?:[0-9]{1,6}|[A-Za-z]{1,12})[^0-9A-Za-z]{0,4}|[^0-9A-Za-z]{1,4}")
BREAK = "\u200b"
"""Where a line may break although nothing is seen there."""
PERCENT = re.compile(r"(?<=[0-9]) (?=%)")
KEPT = "\u00a0"
"""A blank at which no line breaks."""
OPTION = re.compile(r"--(?=[a-z])")
TOGETHER = "\u2060"
"""Where no line breaks although nothing stands there."""
WORD = re.compile("`([^`]+)`")
QUOTES = {"en": "“\\1”", "ja": "「\\1」"}


def for_lines(part: Any, lang: Lang) -> Any:  # noqa: ANN401 - a tree of dictionaries, lists and texts
    """The same tree with every text of it made ready, so that nothing runs over an edge."""
    if isinstance(part, dict):
        return {key: for_lines(value, lang) for key, value in part.items()}
    if isinstance(part, list):
        return [for_lines(value, lang) for value in part]
    return ready(part, lang) if isinstance(part, str) else part


def ready(text: str, lang: Lang) -> str:
    """A text with its breaks: long words may break in pieces, a number and its percent sign may not part.

    >>> ready("`x` is 61.0 %", "en")
    '“x” is 61.0\\xa0%'
    >>> ready("made-up-identifier", "en").split(BREAK)
    ['made-', 'up-', 'identifier']
    """
    text = WORD.sub(QUOTES[lang], text)
    text = LONG.sub(lambda found: BREAK.join(PIECE.findall(found[0])), text)
    return PERCENT.sub(KEPT, OPTION.sub(f"-{TOGETHER}-{TOGETHER}", text))
