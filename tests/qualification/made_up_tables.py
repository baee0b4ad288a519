"""Tables of made-up rows, as a case or a test writes them."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path

import yaml

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[dict]:
    """The cases of one kind of rule."""
    return yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))


def written(path: Path, rows: Iterable[Mapping[str, object]]) -> Path:
    """A CSV file of rows; a column that a row does not name is empty there."""
    rows = list(rows)
    header = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="")
        writer.writeheader()
        writer.writerows({name: _plain(cell) for name, cell in row.items()} for row in rows)
    return path


def _plain(cell: object) -> str:
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def exact(said: object) -> Fraction | None:
    """A share as a case writes it."""
    return None if said is None else Fraction(str(said))
