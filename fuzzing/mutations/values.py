"""What stands in a cell where nobody expects it."""

from __future__ import annotations

from random import Random

VALUES = (
    "",
    " ",
    "NA",
    "N/A",
    "nan",
    "NaN",
    "inf",
    "-inf",
    "Infinity",
    "null",
    "None",
    "#N/A",
    "#REF!",
    "0",
    "-0",
    "-1",
    "1e308",
    "1e309",
    "-1e999",
    "9" * 400,
    "1,5",
    "1.234,5",
    "1 234,5",
    "1'234.5",
    "１２３",
    "٣",
    "½",
    "1_000",
    "0x10",
    "1e",
    "+-1",
    "12.12.2012",
    "2012-13-45",
    "9999-12-31",
    "0000-00-00",
    "true",
    "=1+1",
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    "<script>alert(1)</script>",
    "' or 1=1 --",
    "'; drop table statements; --",
    "%s%n{0}{x}",
    "{",
    "}",
    "../../etc/passwd",
    "\u202eabc",
    "\ufeff",
    "\u0000",
    "e\u0301",
    "𝒜",
    "😀",
    "日本",
    "ﾆﾎﾝ",
    "Türkiye",
    "a\tb",
    "a\nb",
    'a"b',
    "a'b",
    "a\\b",
    "x" * 70_000,
)


def value(random: Random) -> str:
    """One of them, or a number of any size."""
    if random.random() < 0.3:
        return repr(random.choice((1, -1)) * 10 ** random.uniform(-30, 30))
    return random.choice(VALUES)
