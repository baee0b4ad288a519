"""Letters the printed type has, and what stands for one it has not."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

FONTS = {
    "noto_cjk_sans_jp_regular": "NotoSansCJKjp-Regular.otf",
    "noto_cjk_sans_jp_bold": "NotoSansCJKjp-Bold.otf",
}
"""The packages the type comes from, and the font file of each."""

MISSING = "〓"
"""The printers' mark for a letter that is not at hand; the HTML and JSON files hold the letter itself."""


@cache
def covered() -> frozenset[int]:
    """The code points that the type has, from the font's ``cmap`` table (format 12: groups of code points).

    References
    ----------
    OpenType specification, chapter "cmap: Character to Glyph Index Mapping Table".
    """
    package, name = next(iter(FONTS.items()))
    font = files(package).joinpath(name).read_bytes()
    start = next(
        offset
        for tag, _, offset, _ in struct.iter_unpack(">4sIII", font[12 : 12 + 16 * struct.unpack_from(">H", font, 4)[0]])
        if tag == b"cmap"
    )
    points: set[int] = set()
    for index in range(struct.unpack_from(">H", font, start + 2)[0]):
        table = start + struct.unpack_from(">I", font, start + 8 + 8 * index)[0]
        if struct.unpack_from(">H", font, table)[0] == 12:
            groups = struct.unpack_from(">I", font, table + 12)[0]
            for first, last, _ in struct.iter_unpack(">III", font[table + 16 : table + 16 + 12 * groups]):
                points.update(range(first, last + 1))
    return frozenset(points)


def printable(text: str) -> str:
    """A text in letters the type has: else the letter without its accent, else a mark; controls are left out.

    >>> printable("Kāɓo\\u200b 𓀀")
    'Kā〓o 〓'
    """
    if all(ord(letter) in covered() for letter in text):
        return text
    return "".join(_printable(letter) for letter in text)


def _printable(letter: str) -> str:
    if letter.isspace():
        return " "
    if unicodedata.category(letter) in ("Cc", "Cf", "Mn"):
        return ""
    if ord(letter) in covered():
        return letter
    plain = unicodedata.normalize("NFKD", letter)[0]
    return plain if ord(plain) in covered() else MISSING


def with_letters(part: Any) -> Any:  # noqa: ANN401 - a tree of dictionaries, lists and texts
    """The same tree, every text of it printable; drawings stay as they are."""
    if isinstance(part, dict):
        return {key: value if key == "svg" else with_letters(value) for key, value in part.items()}
    if isinstance(part, list):
        return [with_letters(value) for value in part]
    return printable(part) if isinstance(part, str) else part
