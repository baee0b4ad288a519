"""The pages of the documentation, and what is in them."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DOCS = ROOT / "docs"
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def pages() -> list[Path]:
    """Every page in Markdown that a person reads."""
    return sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])


def blocks(page: Path, kind: str) -> Iterator[str]:
    """The fenced blocks of one kind."""
    for found in BLOCK.finditer(page.read_text("utf-8")):
        if found[1] == kind:
            yield found[2]


def commands(page: Path) -> Iterator[str]:
    """What a person would type: the lines after a prompt in console blocks."""
    for block in blocks(page, "console"):
        yield from (line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ "))


def links(page: Path) -> Iterator[str]:
    """Where its links lead, fenced blocks left out."""
    yield from LINK.findall(BLOCK.sub("", page.read_text("utf-8")))


def anchors(page: Path) -> set[str]:
    """The anchors its headings make, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", BLOCK.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower()).strip().replace(" ", "-") for heading in headings}


def relative(page: Path) -> str:
    """A page as a test names it."""
    return page.relative_to(ROOT).as_posix()
