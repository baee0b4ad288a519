"""Shares as an answer on control writes them: an exact fraction, and a percentage with one decimal."""

from __future__ import annotations

from fractions import Fraction

from orepath.control.answer import Held
from orepath.review.ownership_page.texts import say
from orepath.vocabulary.language import Text

DASH = Text("–", "～")
LONGEST = 24
"""Characters of a fraction up to which it is written out for people."""


def fraction(share: Fraction) -> str:
    """A share as ``n/d``, also where it is whole.

    >>> fraction(Fraction(6, 25)), fraction(Fraction(0)), fraction(Fraction(1))
    ('6/25', '0/1', '1/1')
    """
    return f"{share.numerator}/{share.denominator}"


def percent(share: Fraction) -> str:
    """A share in percent with one decimal; what is not zero or whole is never written as that.

    >>> percent(Fraction(6, 25)), percent(Fraction(1, 3)), percent(Fraction(1, 9999)), percent(Fraction(9999, 10000))
    ('24.0%', '33.3%', '<0.1%', '>99.9%')
    """
    tenths = (share.numerator * 2000 + share.denominator) // (2 * share.denominator)
    if tenths == 0 and share > 0:
        return "<0.1%"
    if tenths == 1000 and share < 1:
        return ">99.9%"
    return f"{tenths // 10}.{tenths % 10}%"


def about(share: Fraction) -> str:
    """A share in percent, marked where its one decimal is not all of it.

    >>> about(Fraction(1, 4)), about(Fraction(2499, 10000)), about(Fraction(1, 9999))
    ('25.0%', '≈25.0%', '<0.1%')
    """
    shown = percent(share)
    return shown if 1000 * share == int(1000 * share) or shown[0] in "<>" else f"≈{shown}"


def span(low: Fraction, high: Fraction) -> Text:
    """A share or its bounds in percent, marked where it is rounded."""
    if low == high:
        return Text(about(low), about(low))
    if not low and high == 1:
        return say("share_unknown")
    if not low:
        return Text(f"up to {about(high)}", f"最大{about(high)}")
    return Text(*(f"{about(low)}{dash}{about(high)}" for dash in (DASH.en, DASH.ja)))


def exact(held: Held) -> Text:
    """What is held, as fraction and percentage; or its bounds.

    >>> exact(Held(Fraction(6, 25), Fraction(6, 25))).en
    '6/25 (24.0%)'
    >>> exact(Held(Fraction(0), Fraction(1, 3))).en
    '0/1 (0.0%) to 1/3 (≈33.3%)'
    """
    one = whole(held.low)
    if held.low == held.high:
        return one
    other = whole(held.high)
    return Text(f"{one.en} to {other.en}", f"{one.ja}～{other.ja}")


def whole(share: Fraction) -> Text:
    """A share as fraction and percentage, marked where it is rounded; a fraction too long to be read is left out.

    >>> whole(Fraction(1, 3)).en, whole(Fraction(1, 3**80)).en
    ('1/3 (≈33.3%)', '<0.1%')
    """
    shown, part = fraction(share), about(share)
    if len(shown) > LONGEST:
        return Text(part, part)
    return Text(f"{shown} ({part})", f"{shown}（{part}）")
