"""Shares, differences and masses as a trace shows them in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orepath.review.numbers import number_text

if TYPE_CHECKING:
    from orepath.tracing.answer import Chokepoint, Difference, Share
    from orepath.vocabulary.language import Lang

TINY = 0.0005  # less is no tenth of a percent


def percent(share: float, lang: Lang) -> str:
    """A share in percent with one decimal; what is not zero is not written as zero.

    >>> percent(0.1234, "en"), percent(0.0002, "en"), percent(0.0, "en")
    ('12.3', '<0.1', '0.0')
    """
    return "<0.1" if 0 < share < TINY else points(share, lang)


def points(share: float, lang: Lang) -> str:
    """A difference of shares in percentage points with one decimal.

    >>> points(-0.05, "en"), points(-0.0001, "en")
    ('-5.0', '0.0')
    """
    return number_text(round(100 * share, 1) + 0.0, lang, 1)


def tonnes(mass_t: float, lang: Lang) -> str:
    """A mass in tonnes, grouped."""
    return number_text(mass_t, lang, 0 if mass_t >= 10 else 1)


def ranged(found: Share | Chokepoint | None, lang: Lang, unit: str = "") -> str:
    """A share and its range, such as ``12.3 (10.1–15.0)``; a dash where there is none."""
    if found is None:
        return "–"
    low, mid, high = (percent(value, lang) for value in (found.low, found.mid, found.high))
    if low == mid == high:
        return f"{mid}{unit}"
    return f"{mid}{unit}（{low}～{high}{unit}）" if lang == "ja" else f"{mid}{unit} ({low}–{high}{unit})"


def difference(found: Difference | None, lang: Lang) -> str:
    """A difference and its range, such as ``+2.0 (-0.4 to 3.1)``; a dash where there is none."""
    if found is None:
        return "–"
    low, mid, high = (points(value, lang) for value in (found.low, found.mid, found.high))
    shown = f"+{mid}" if found.mid >= TINY else mid
    if low == mid == high:
        return shown
    return f"{shown}（{low}～{high}）" if lang == "ja" else f"{shown} ({low} to {high})"
