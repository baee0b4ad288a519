"""Where events stand, a few bytes each: most stand in one file, and differ by their number alone."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import overload

ALONE = -1
"""The number of what does not end in one."""


class Places(Sequence[str]):
    """Texts that mostly end in a number, as what stands before it and the number.

    Examples
    --------
    >>> places = Places(["made-up.csv, row 2", "made-up.csv, row 3", "made-up.csv, row 03"])
    >>> list(places)
    ['made-up.csv, row 2', 'made-up.csv, row 3', 'made-up.csv, row 03']
    """

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._before: list[str] = []
        self._known: dict[str, int] = {}
        self._text, self._number = array("i"), array("q")
        for text in texts:
            self.append(text)

    def append(self, text: str) -> None:
        """Take in a text."""
        before, _, last = text.rpartition(" ")
        counted = last.isascii() and last.isdigit() and (last == "0" or last[0] != "0") and len(last) < 18
        said = before if counted else text
        number = self._known.get(said)
        if number is None:
            number = self._known[said] = len(self._before)
            self._before.append(said)
        self._text.append(number)
        self._number.append(int(last) if counted else ALONE)

    def chosen(self, numbers: Iterable[int]) -> Places:
        """Those of some numbers, in that order."""
        found = Places()
        found._before, found._known = self._before, self._known
        for each in numbers:
            found._text.append(self._text[each])
            found._number.append(self._number[each])
        return found

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Places) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # it grows

    def __len__(self) -> int:
        return len(self._text)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...

    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        before, number = self._before[self._text[index]], self._number[index]
        return before if number == ALONE else f"{before} {number}"
