"""Files for these tests, and what is told of them. Every entity is made up."""

import json
from pathlib import Path

import pytest
import xlsxwriter

from orepath.control.reading import read_register
from orepath.control.reading.days import said_day
from orepath.control.register import METRICS, NOBODY_KNOWN, Register
from orepath.errors import InputError

STAKES = ("owner", "owned", "metric", "share", "from_", "until")
ENTITIES = ("entity_id", "name", "kind", "country", "listed")
WHO = [
    ("gov", "Made-up Government of Aland", "government", "XA", ""),
    ("ann", "Ann Made-up", "person", "XA", "official"),
    ("hold", "Made-up Holding", "company", "JPN", "sdn; made-up-list"),
    ("mine", "Made-up Mine", "company", "日本", ""),
    ("works", "Made-up Works", "company", "", ""),
]
HEAD = "owner,owned,metric,share,from_,until\n"


def csv(path: Path, header, rows) -> Path:
    """A CSV file; cells may hold commas."""
    lines = [header, *rows]
    quoted = (",".join(f'"{cell}"' if "," in str(cell) else str(cell) for cell in line) for line in lines)
    path.write_text("\n".join(quoted) + "\n", "utf-8")
    return path


def stakes_file(folder: Path, *rows, header=STAKES) -> Path:
    """A table of stakes; what is missing at the end of a row is empty."""
    return csv(folder / "stakes.csv", header, [[*row, *[""] * (len(header) - len(row))] for row in rows])


def entities_file(folder: Path, rows=WHO, header=ENTITIES) -> Path:
    return csv(folder / "entities.csv", header, rows)


class Failed(str):
    """A cell whose formula gave an error."""


def xlsx(path: Path, **sheets) -> Path:
    """A workbook; a cell that is a date gets a date's format."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, Failed):
                        sheet.write_formula(number, column, "=1/0", None, str(cell))
                    else:
                        sheet.write(number, column, cell)
    return path


def dump(path: Path, value) -> Path:
    path.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    return path


def links(register: Register) -> list[str]:
    """The stakes of a register as a person would write them, in its order."""
    ids, stakes = register.entities.ids, register.stakes
    found = []
    for at in range(len(stakes.row)):
        owner = "?" if stakes.owner[at] == NOBODY_KNOWN else ids[stakes.owner[at]]
        low, most, below = (int(column[at]) for column in (stakes.numerator, stakes.most, stakes.denominator))
        share = f"{low}/{below}" if low == most else f"{low}/{below}..{most}/{below}"
        days = f"{said_day(stakes.from_[at])} {said_day(stakes.until[at])}".replace("– –", "").strip()
        found.append(f"{owner} {ids[stakes.owned[at]]} {METRICS[stakes.metric[at]]} {share} {days}".strip())
    return found


def told(stakes: Path, entities: Path | None = None, lang: str = "en") -> list[str]:
    """Every fault of files that are refused."""
    with pytest.raises(InputError) as raised:
        read_register(stakes, entities)
    assert raised.value.faults
    return [fault.text(lang) for fault in raised.value.faults]


def codes(stakes: Path, entities: Path | None = None) -> list[str]:
    """The codes of the faults of files that are refused."""
    with pytest.raises(InputError) as raised:
        read_register(stakes, entities)
    for fault in raised.value.faults:
        assert fault.text("en") and fault.text("ja")
    return [fault.code for fault in raised.value.faults]
