"""Numbers of an answer as people read them: none shows a digit that its range leaves open."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from orepath.review.numbers import number_text
from orepath.stress.answer import Case, Result
from orepath.stress.words import word
from orepath.vocabulary.language import LANGS, Lang, Text

DIGITS = 3
"""Digits that count, at most, also where a number has no range."""
MILLION = 1e6
LARGE: dict[Lang, tuple[tuple[float, str], ...]] = {
    "en": ((1e9, "billion"), (MILLION, "million")),
    "ja": ((1e8, "oku"), (1e4, "man")),
}
"""What a large number is counted in, by language."""
VALUE = "value_of_coordination_t"
SAME = 1e-9
"""Parts of a step that are no difference."""


def last_digit(value: float, low: float, high: float) -> float:
    """The power of ten of the last digit worth showing of a number within a range.

    It is that of the second digit of half of the range, and never finer than the third digit of the larger end.

    References
    ----------
    Two digits: JCGM 100:2008, Guide to the expression of uncertainty in measurement, 7.2.6.

    >>> last_digit(5432.1, 1900, 9000), last_digit(5432.1, 5432.1, 5432.1), last_digit(0, 0, 0)
    (100.0, 10.0, 1.0)
    """
    most = max(abs(value), abs(low), abs(high))
    if not most > 0:
        return 1.0
    finest = _power(most) / math.pow(10.0, DIGITS - 1)
    coarse = _power((high - low) / 2) / 10 if high > low else 0.0
    return max(finest, coarse)


def _power(value: float) -> float:
    return math.pow(10.0, math.floor(math.log10(value) + SAME))


def alike(value: float, found: Amount) -> float:
    """The last digit of a number worked out of an amount: as many digits count as do of the amount.

    >>> alike(300_000.0, Amount(20.0, 10.0, 30.0, 10.0)), alike(14.6, Amount(123.0, 122.0, 124.0, 1.0))
    (100000.0, 0.1)
    """
    if not value > 0:
        return 1.0
    digits_of = found.step / max(_power(found.value), found.step) if found.value > 0 else 1.0
    return _power(value) * digits_of


def rounded(value: float, step: float) -> float:
    """A number to a step; halves go to the even one."""
    exact = Decimal(str(value)) / Decimal(str(step))
    return float(round(exact) * Decimal(str(step)))


def digits(value: float, lang: Lang, step: float) -> str:
    """A number to a step, grouped.

    >>> digits(5432.1, "en", 100), digits(0.1234, "en", 0.01)
    ('5,400', '0.12')
    """
    return number_text(rounded(value, step), lang, max(0, -math.floor(math.log10(step) + 1e-9)))


def hidden(value: float, step: float) -> bool:
    """Whether a number that is not zero would read as zero at a step."""
    return value > 0 and rounded(value, step) == 0


@dataclass(frozen=True)
class Amount:
    """A number with its range and the last digit worth showing."""

    value: float
    low: float
    high: float
    step: float

    @property
    def ends(self) -> tuple[float, float]:
        """Its range to the step, never narrower than it is."""
        return self.step * math.floor(self.low / self.step + SAME), self.step * math.ceil(self.high / self.step - SAME)

    @property
    def ranged(self) -> bool:
        """Whether it has a range."""
        return self.high - self.low > SAME * self.step


def amount(value: float, low: float | None = None, high: float | None = None, coarse: float = 0.0) -> Amount:
    """A number and its range; without a range it is its own; `coarse` is a step it must not be finer than."""
    least, most = value if low is None else min(low, value), value if high is None else max(high, value)
    return Amount(value, least, most, max(last_digit(value, least, most), coarse))


def of_case(result: Result, case: Case) -> Amount:
    """One of the four answers with its range."""
    value, key = float(getattr(result, f"{case}_t")), f"{case}_t"
    if key in result.ranges:
        return amount(value, *result.ranges[key])
    if case == "coordinated":
        return amount(value, result.low, result.high)
    return amount(value)


def averted(result: Result) -> Amount:
    """What acting together averts; as two numbers are its parts, it is no more exact than either."""
    coarse = max(of_case(result, "alone").step, of_case(result, "coordinated").step)
    value = result.value_of_coordination_t
    if VALUE in result.ranges:
        return amount(value, *result.ranges[VALUE])
    return amount(value, coarse=coarse if value > 0 else 0.0)


def mass(found: Amount, lang: Lang) -> str:
    """Tonnes with their range."""
    below = "_below" if hidden(found.value, found.step) else ""
    number = digits(found.step if below else found.value, lang, found.step)
    if not found.ranged:
        return word("amount", f"t{below}", number=number).in_(lang)
    low, high = (digits(end, lang, found.step) for end in found.ends)
    return word("amount", f"t_range{below}", number=number, low=low, high=high).in_(lang)


def bare(value: float, found: Amount, lang: Lang) -> str:
    """A number of tonnes without unit or range, as exact as an amount is."""
    return ("<" if hidden(value, found.step) else "") + digits(
        found.step if hidden(value, found.step) else value, lang, found.step
    )


def days(value: float, lang: Lang, coarse: float = 0.0) -> str:
    """Days: whole ones, or coarser."""
    step = max(coarse, 1.0)
    if hidden(value, step):
        return word("amount", "day_below" if step == 1 else "days_below", number=digits(step, lang, step)).in_(lang)
    number = digits(value, lang, step)
    return word("amount", "day" if number == "1" else "days", number=number).in_(lang)


def percent(share: float, lang: Lang, coarse: float = 0.0) -> str:
    """A share in whole percent, or coarser; what is not all is never written as all."""
    step = max(100 * coarse, 1.0)
    if hidden(100 * share, step):
        return word("amount", "share_below", number=digits(step, lang, step)).in_(lang)
    if share < 1 and rounded(100 * share, step) >= 100:
        return word("amount", "share_all").in_(lang)
    return word("amount", "share", number=digits(100 * share, lang, step)).in_(lang)


def dollars(value: float, lang: Lang, coarse: float = 0.0) -> str:
    """US dollars in millions or billions; in Japanese in 10,000s or 100,000,000s.

    >>> dollars(123456789.0, "en"), dollars(123456789.0, "ja"), dollars(3e4, "en", 1e5)
    ('US$123 million', '1.23億米ドル', 'under US$100,000')
    """
    step = max(coarse, last_digit(value, value, value))
    below = "_below" if hidden(value, step) else ""
    shown = step if below else rounded(value, step)
    unit, name = next(((least, name) for least, name in LARGE[lang] if shown >= max(least, MILLION)), (1.0, ""))
    number = digits(shown / unit, lang, step / unit)
    return word("amount", f"usd{below}", number=word("amount", name, number=number).in_(lang) if name else number).in_(
        lang
    )


def both(make: Callable[..., str], found: object, *rest: object) -> Text:
    """A number's text in both languages, from what makes it in one: ``both(mass, found)``."""
    en, ja = (make(found, lang, *rest) for lang in LANGS)
    return Text(en, ja)
