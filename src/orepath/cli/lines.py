"""Lines of a longer text in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text as Line

if TYPE_CHECKING:
    from rich.console import RenderableType


def item(text: str, depth: int = 0, mark: str = "•") -> RenderableType:
    """A line behind a mark, wrapped under itself, a step deeper for each depth; nothing in it is taken for markup."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=3 + 2 * depth, justify="right")
    grid.add_column(overflow="fold")
    grid.add_row(Line(mark), Line(text))
    return grid
