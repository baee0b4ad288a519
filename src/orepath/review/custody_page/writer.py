"""The files of a ledger's page and picture, as text."""

from __future__ import annotations

from collections.abc import Sequence

from orepath.custody.books.ledger import Ledger
from orepath.review.custody_page.choosing import choose
from orepath.review.custody_page.page import render_page
from orepath.review.custody_page.picture import lots_svg
from orepath.review.custody_page.scene import Scene
from orepath.vocabulary.language import LANGS, Lang


def write_page(ledger: Ledger, langs: Sequence[Lang] = LANGS) -> dict[str, str]:
    """The content of each file by its name: ``ledger.LANG.html`` and ``lots.LANG.svg``.

    The same ledger gives the same text. Nothing is written: that is for whoever asks.
    """
    scene = Scene(ledger)
    choice = choose(scene)
    pages = {f"ledger.{lang}.html": render_page(scene, lang, langs, choice) for lang in langs}
    return pages | {f"lots.{lang}.svg": lots_svg(scene, lang, choice=choice) for lang in langs}
