"""The faults of a file, gathered until there are more than anybody reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from orepath.errors import Fault, SourceError

MOST_FAULTS = 1_000
"""Faults of a file after which it is read no further: a file that is wrong in every row would take all memory."""


class Faults(list[Fault]):
    """A list of faults that is never longer than `MOST_FAULTS`: with the last of them the file is refused.

    >>> Faults([Fault("file_empty")])
    [Fault(code='file_empty', where='', values={})]
    """

    def append(self, fault: Fault) -> None:
        """Add a fault.

        Raises
        ------
        SourceError
            With all of them, where there are as many as are gathered.
        """
        super().append(fault)
        if len(self) >= MOST_FAULTS:
            raise SourceError(self)

    def extend(self, faults: Iterable[Fault]) -> None:
        """Add faults, one after the other, as `append` does."""
        for each in faults:
            self.append(each)

    def __iadd__(self, faults: Iterable[Fault]) -> Self:  # type: ignore[override,misc]
        self.extend(faults)
        return self
