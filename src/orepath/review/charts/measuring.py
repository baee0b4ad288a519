"""How wide a text is in a picture, and how it is cut or broken to fit."""

from __future__ import annotations

CLOSING = "、。，．）」』】〕・：；！？ー％%.,;:)]"
"""Letters that no line begins with."""


def length(text: str, size: float) -> float:
    """About how many pixels a text is wide: a Latin letter about half of its size, a Japanese one all of it."""
    return sum(size if ord(letter) > 0x2E7F else 0.54 * size for letter in text)


def cut(text: str, width: float, size: float) -> str:
    """A text of at most about a width, its end cut where it is longer.

    >>> cut("Boria", 100, 12), cut("the united made-up islands", 60, 12)
    ('Boria', 'the unit…')
    """
    if length(text, size) <= width:
        return text
    while text and length(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def wrapped(text: str, width: float, size: float) -> list[str]:
    """A text in lines of at most a width: Latin breaks at blanks, Japanese between letters."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and length(line + piece.rstrip(), size) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for letter in text:
        wide = ord(letter) > 0x2E7F
        joins = pieces and not pieces[-1].endswith(" ") and (not wide and ord(pieces[-1][-1]) <= 0x2E7F)
        if pieces and (joins or letter in CLOSING or letter == " "):
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces
