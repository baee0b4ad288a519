"""The plain table of lots (CSV or XLSX, English or Japanese): what it gives, and whether a file is one."""

from __future__ import annotations

from pathlib import Path

from orepath.custody.document import Document, LotFacts
from orepath.custody.event import Event
from orepath.custody.reading.template_checks import by_event, faults_between
from orepath.custody.reading.template_events import events_of, text_of
from orepath.custody.reading.template_facts import facts
from orepath.custody.reading.template_form import Template, form
from orepath.custody.reading.template_lines import lines
from orepath.custody.reading.template_size import refuse_large
from orepath.custody.reading.template_told import delimiter, is_template
from orepath.errors import Fault, InputError, fault
from orepath.tabular.table import Table, read_table

__all__ = ["Template", "form", "is_template", "read"]

FORMAT = "table"


def read(path: Path) -> Document:
    """The events of a table, and what it says of their lots.

    Raises
    ------
    InputError
        With every fault of its cells, its rows and its events, each with its row.
    """
    refuse_large(path)
    if parted := delimiter(path):
        raise InputError(fault("custody_table_delimiter", path.name, found={"\t": "TAB"}.get(parted, parted)))
    lots: list[LotFacts] = []
    events: list[Event] = []

    def check(table: Table) -> list[Fault]:
        faults: list[Fault] = []
        lost: set[str] = set()
        rows = list(lines(table, faults, lost))
        found = by_event(rows)
        faults.extend(faults_between(found, lost))
        lots.extend(facts(rows, {event: text_of(of, "site") for event, of in found.items()}, faults))
        if not faults and not lost and not any(line.faulty for line in rows):
            events.extend(events_of(found.values(), faults))
        return faults

    read_table(path, form().columns, check=check)
    return Document(path.name, FORMAT, events=lambda: iter(events), lots=tuple(lots))
