"""Shares and masses as a trace's page and pictures write them."""

from __future__ import annotations

from orepath.review.numbers import number_text
from orepath.review.trace_page.texts import say
from orepath.tracing.answer import Chokepoint, Difference, Share
from orepath.vocabulary.language import Lang

Ranged = Share | Difference | Chokepoint


def percent(share: float, lang: Lang, decimals: int = 1) -> str:
    """A share in percent, without its sign.

    >>> percent(0.1234, "en"), percent(0.0002, "en"), percent(0.0, "en"), percent(0.1234, "en", 0)
    ('12.3', '<0.1', '0.0', '12')
    """
    least = 10.0**-decimals
    if 0 < 100 * share < least / 2:
        return "<" + number_text(least, lang, decimals)
    return number_text(round(100 * share, decimals) + 0.0, lang, decimals)


def whole(share: float, lang: Lang) -> str:
    """A share in whole percent, with its sign.

    >>> whole(0.456, "en"), whole(0.001, "ja")
    ('46%', '<1%')
    """
    return percent(share, lang, 0) + "%"


def signed(difference: float, lang: Lang) -> str:
    """A difference of shares in percentage points, with its sign; one below a twentieth of a point is 0.0.

    >>> signed(0.123, "en"), signed(-0.05, "en"), signed(-0.0001, "en")
    ('+12.3', '−5.0', '0.0')
    """
    points = round(100 * difference, 1) + 0.0
    shown = number_text(abs(points), lang, 1)
    return f"+{shown}" if points > 0 else f"−{shown}" if points < 0 else shown


def span(found: Ranged, lang: Lang, plus: bool = False) -> str:
    """The range of a figure, or nothing where it shows as one number."""
    form = signed if plus else percent
    low, high = form(found.low, lang), form(found.high, lang)
    if low == high:
        return ""
    return str(say("span_signed" if plus else "span", low=low, high=high).in_(lang))


def ranged(found: Ranged, lang: Lang) -> str:
    """A share in percent with its range, in one text: 12.3% (10.1–15.0)."""
    mid, around = percent(found.mid, lang) + "%", span(found, lang)
    return str(say("ranged", mid=mid, span=around).in_(lang)) if around else mid


def tonnes(mass_t: float, lang: Lang) -> str:
    """A mass in tonnes, grouped.

    >>> tonnes(12345.6, "en"), tonnes(2.34, "ja")
    ('12,346', '2.3')
    """
    return number_text(mass_t, lang, 0 if abs(mass_t) >= 10 else 1)
