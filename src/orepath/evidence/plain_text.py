"""HTML that a publisher writes into a cell, as plain text."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from html.parser import HTMLParser

BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
"""Elements that begin a line of their own."""
INLINE = frozenset(["a", "b", "em", "i", "small", "span", "strong", "sub", "sup", "u"])
"""Elements that begin no line, and of which only the text is seen."""
UNSEEN = frozenset(("script", "style"))
"""Elements whose content no reader of the page sees."""
MOST_CHARACTERS = 60_000
"""Characters of a text that is read."""
UNCLOSED = re.compile(r"<(?=[^<>]*(?:<|$))")
"""A sign that begins no tag, because none ends before the next begins: the parser would look for the end each time."""


def _plain_tags() -> re.Pattern[str]:
    within, begins = ("|".join(sorted(names, key=len, reverse=True)) for names in (INLINE, BLOCKS))
    attributes = r"""(?:[ \t\r\f]+[a-z-]+=(?:"[^"<>]*"|'[^'<>]*'))*[ \t\r\f]*/?"""
    named = rf"(?:/(?:{within})|(?:{within}){attributes}|(/(?:{begins})|(?:{begins}){attributes}))"
    return re.compile(f"<{named}>", re.IGNORECASE | re.ASCII)


PLAIN_TAG = _plain_tags()
"""A tag so plain that nobody need parse it; its group is one that begins or ends a line."""


def plain_text(html: str) -> str:
    """The text of a piece of HTML, a line a block, blanks single; what no page shows is left out.

    Nothing that the text names is opened, and no markup is left that a page could take for its own.

    Raises
    ------
    ValueError
        Where the text is longer than `MOST_CHARACTERS` or no HTML.

    Examples
    --------
    >>> plain_text("<div>Ban on <b>ores</b></div><ul><li>Boria &amp; Aland</li></ul><script>x()</script>")
    'Ban on ores\\nBoria & Aland'
    """
    if len(html) > MOST_CHARACTERS:
        raise ValueError(f"{len(html)} characters, at most {MOST_CHARACTERS}")
    said = _of_plain_tags(html)
    return "\n".join(_lines(_parsed(html) if said is None else said))


def _of_plain_tags(html: str) -> str | None:
    """The text of HTML whose tags are all plain, a new line where a block begins or ends; None of any other HTML."""
    parts = PLAIN_TAG.split(html.replace("\r\n", " ").replace("\n", " "))
    texts = parts[::2]
    if any("<" in text for text in texts):
        return None
    if "&" in html:
        texts = [unescape(text).replace("\n", " ") for text in texts]
    parts[::2] = texts
    parts[1::2] = ["\n" if tag else "" for tag in parts[1::2]]
    return "".join(parts)


def _lines(said: str) -> list[str]:
    """The lines of a text that hold something, blanks single."""
    said = said.replace("\xa0", " ")
    parts = said.split("\n")
    if "  " not in said and all(map(str.isprintable, parts)):  # then its only blanks are single ones
        return list(filter(None, map(str.strip, parts)))
    return [line for part in parts if (line := one_line(part))]


def _parsed(html: str) -> str:
    """The text of any HTML, a new line where a block begins or ends."""
    parser = _Text()
    try:
        parser.feed(UNCLOSED.sub("&lt;", html))
        parser.close()
    except AssertionError as error:  # what the parser raises for a declaration that is none
        raise ValueError(str(error) or "no HTML") from error
    return "".join(parser.said)


def one_line(said: str) -> str:
    """A text on one line, blanks single, without characters that steer a terminal.

    >>> one_line(" a\\tb\\x1b[31m ")
    'a b[31m'
    """
    found = " ".join(said.split())
    if found.isprintable():
        return found
    return " ".join(re.sub(r"\s", " ", said).translate(SHOWN).split())


class _Shown(dict[int, int | None]):
    """Each letter as itself, and one that steers a terminal as none."""

    def __missing__(self, letter: int) -> int | None:
        """What becomes of a letter that was not met before."""
        self[letter] = found = None if unicodedata.category(chr(letter)) in ("Cc", "Cf") else letter
        return found


SHOWN = _Shown()


class _Text(HTMLParser):
    """Gathers what a page would show."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self.unseen += 1
        elif tag in BLOCKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self.unseen = max(self.unseen - 1, 0)
        elif tag in BLOCKS:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.said.append(data.replace("\n", " "))
