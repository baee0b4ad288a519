"""The words of the invented dossier, as they were last looked at and found right.

`OREPATH_RECORD=1 python -m pytest tests/review/test_golden.py` records them anew; read the difference first.
"""

import os
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from orepath.review.html import render_html
from orepath.vocabulary.language import LANGS

GOLDEN = Path(__file__).with_name("golden")
LINES = {"p", "li", "tr", "h1", "h2", "h3", "h4", "dt", "dd", "caption", "figcaption", "summary"}


class Words(HTMLParser):
    """The visible text of a page, a line a paragraph, item, row or heading; cells are set apart by bars."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.hidden = False

    def handle_starttag(self, tag, attrs):
        self.hidden = self.hidden or tag == "style"
        if tag in LINES:
            self.parts.append("\n" + "#" * int(tag[1]) + " " if re.fullmatch("h[1-4]", tag) else "\n")
        if tag in {"td", "th"}:
            self.parts.append(" | ")
        if tag == "img":
            self.parts.append(f"\n[{dict(attrs)['alt']}]")

    def handle_endtag(self, tag):
        self.hidden = self.hidden and tag != "style"

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data.replace("\n", " "))


def words(page: str) -> str:
    reader = Words()
    reader.feed(page)
    lines = [" ".join(line.split()) for line in "".join(reader.parts).split("\n")]
    return "\n".join(line for line in lines if line) + "\n"


@pytest.mark.parametrize("lang", LANGS)
def test_the_dossier_says_what_it_said(dossier, lang):
    said, path = words(render_html(dossier, lang)), GOLDEN / f"dossier.{lang}.txt"
    if os.environ.get("OREPATH_RECORD"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(said, "utf-8")
    assert said == path.read_text("utf-8")
