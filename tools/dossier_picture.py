"""Draw the picture in the README from a real dossier.

Run as ``python tools/dossier_picture.py dossier/dossier.en.pdf``: the page with the findings and the first page of the
first mineral chapter, side by side, into ``docs/images/dossier-page.png``. Make the dossier with an
empty ``OREPATH_HOME``, so that only figures whose licence lets them ship are in the picture.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
from PIL import Image

PICTURE = Path(__file__).parent.parent / "docs" / "images" / "dossier-page.png"
HEADINGS = ("The findings at a glance", "3. ")
WIDTH = 720  # pixels of a page
GAP = 24
LIMIT_BYTES = 250_000


def page(document: pypdfium2.PdfDocument, heading: str) -> Image.Image:
    """The first page on which a line begins with a heading, below the running head."""
    for each in document:
        lines = each.get_textpage().get_text_range().splitlines()
        if any(line.startswith(heading) for line in lines[:3]):
            return each.render(scale=WIDTH / each.get_width()).to_pil()
    raise SystemExit(f"no page begins with '{heading}'")


def main(pdf: Path) -> None:
    """Draw the picture anew."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page(document, heading) for heading in HEADINGS]
    width = sum(each.width for each in pages) + GAP * (len(pages) + 1)
    drawn = Image.new("RGB", (width, max(each.height for each in pages) + 2 * GAP), "#d9dde3")
    left = GAP
    for each in pages:
        drawn.paste(each, (left, GAP))
        left += each.width + GAP
    PICTURE.parent.mkdir(exist_ok=True)
    drawn.quantize(method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(PICTURE, optimize=True)
    size = PICTURE.stat().st_size
    print(f"{PICTURE.name}: {drawn.width} x {drawn.height}, {size:,} bytes")
    if size > LIMIT_BYTES:
        raise SystemExit("the picture is too large")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
