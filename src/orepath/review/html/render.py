"""A document as one HTML page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from urllib.parse import quote

from jinja2 import Environment
from markupsafe import Markup

from orepath.review.document import Document
from orepath.review.icons import icons
from orepath.review.templating import template_environment
from orepath.review.wording import tree
from orepath.vocabulary.language import LANGS, Lang


def render_html(document: Document, lang: Lang, langs: Sequence[Lang] = LANGS) -> str:
    """The page in one language.

    Parameters
    ----------
    langs
        The languages written: the page links to its sibling only where there is one.
    """
    other = next((sibling for sibling in langs if sibling != lang), None)
    style = files("orepath.review.html").joinpath("style.css").read_text("utf-8")
    page = _environment().get_template("page.html.j2")
    drawn = {verdict: Markup(svg).replace("<svg ", _HIDDEN) for verdict, svg in icons().items()}
    return page.render(doc=tree(document, lang), other=other, style=Markup(style), icons=drawn)


_HIDDEN = Markup('<svg class="icon" aria-hidden="true" focusable="false" ')


def svg_address(svg: str) -> str:
    """An SVG as a ``data:`` address, so that its ids and styles stay its own.

    >>> svg_address('<svg a="#b"/>')
    'data:image/svg+xml;charset=utf-8,%3Csvg a=%22%23b%22/%3E'
    """
    return "data:image/svg+xml;charset=utf-8," + quote(svg, safe=" =:/;,.()'!?@&+*$-_~")


@cache
def _environment() -> Environment:
    environment = template_environment("orepath.review.html", "templates")
    environment.filters["svg_address"] = svg_address
    return environment
