"""Records of registers for tests: made-up rows, read through the registers' own definitions."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from orepath.evidence.register import Register, records, registers

PLAIN = {
    "date": "2000-01-01",
    "text": "made up",
    "url": "",
    "bilingual": "made up",
    "boolean": "false",
    "places": "XA",
    "place": "XA",
    "year": "2000",
}
"""What a required cell holds that a test does not care for, by kind of column; an enum takes its first value."""


def statements(register_id: str, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The statements of made-up records, each a dictionary of the cells that matter.

    A bilingual column may be given under its plain name; lists are joined as the files join them; a required cell that
    is not given is filled with something plain.
    """
    register = registers()[register_id]
    content = io.StringIO(newline="")
    writer = csv.DictWriter(content, register.names(), lineterminator="\n")
    writer.writeheader()
    for number, row in enumerate(rows, start=1):
        writer.writerow(_filled(register, row, f"{register_id}-{number}"))
    faults: list = []
    found = list(records(register, content.getvalue(), f"{register_id}.csv", faults))
    assert faults == [], [fault.text() for fault in faults]
    return found


def _filled(register: Register, row: dict[str, Any], key: str) -> dict[str, str]:
    known = {*register.names(), *(column.name for column in register.columns)}
    assert row.keys() <= known, f"{register.id} has no column {row.keys() - known}"
    cells: dict[str, str] = {}
    for column in register.columns:
        given = row.get(column.name)
        if given is None and column.required:
            given = key if column.name == register.key else column.allowed[0] if column.allowed else PLAIN[column.kind]
        if column.kind == "bilingual":
            for lang in ("en", "ja"):
                cells[f"{column.name}_{lang}"] = str(row.get(f"{column.name}_{lang}", given or ""))
        elif given is not None:
            cells[column.name] = ";".join(map(str, given)) if isinstance(given, list) else str(given)
    return cells
