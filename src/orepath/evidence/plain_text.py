"""HTML that a publisher writes into a cell, as plain text."""

from __future__ import annotations

import re
import unicodedata
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
UNSEEN = frozenset(("script", "style"))
"""Elements whose content no reader of the page sees."""
MOST_CHARACTERS = 60_000
"""Characters of a text that is read."""
UNCLOSED = re.compile(r"<(?=[^<>]*(?:<|$))")
"""A sign that begins no tag, because none ends before the next begins: the parser would look for the end each time."""


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
    parser = _Text()
    try:
        parser.feed(UNCLOSED.sub("&lt;", html))
        parser.close()
    except AssertionError as error:  # what the parser raises for a declaration that is none
        raise ValueError(str(error) or "no HTML") from error
    return "\n".join(line for part in "".join(parser.said).split("\n") if (line := one_line(part)))


def one_line(said: str) -> str:
    """A text on one line, blanks single, without characters that steer a terminal.

    >>> one_line(" a\\tb\\x1b[31m ")
    'a b[31m'
    """
    if said.isprintable():
        return " ".join(said.split())
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
