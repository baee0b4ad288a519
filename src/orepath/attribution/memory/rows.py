"""What the engine's loops read: a matrix by its rows, and what is put in at each."""

from __future__ import annotations

from typing import NamedTuple

from orepath.network.columnar import Numbers
from orepath.network.network import Floats, Integers


class Rows(NamedTuple):
    """A matrix of shares by the rows they enter.

    ``start[j]`` to ``start[j + 1]`` number the flows that enter row ``j``; ``source`` names the row each comes from
    and ``share`` its part of what stands at ``j``.
    """

    start: Integers
    source: Numbers
    share: Floats


STANDS = -2
"""In place of a label's column: the row is known and stays as it is."""


class Asked(NamedTuple):
    """What is put in at each row, for one tile of labels.

    ``put[j]`` is the share of row ``j`` that is its own mass and ``code[j]`` the column of its label, -1 where it is in
    another tile; ``held[j]`` to ``held[j + 1]`` number the ``flag`` columns that are held at 1 in row ``j``.
    """

    put: Floats
    code: Numbers
    held: Integers
    flag: Numbers
