"""Any ICGLR record: what it gives."""

from __future__ import annotations

from pathlib import Path

from orepath.custody.document import Document
from orepath.custody.reading.field import Part, shown
from orepath.custody.reading.gathering import Gathered
from orepath.custody.reading.icglr.certificate import read_certificate
from orepath.custody.reading.icglr.kinds import is_schema, kind
from orepath.custody.reading.icglr.lot import read_lot
from orepath.custody.reading.icglr.mine_site import read_mine_site
from orepath.custody.reading.small_json import load
from orepath.errors import fault

FORMAT = "icglr"
READ = {"lot": read_lot, "mine_site": read_mine_site, "certificate": read_certificate}


def read(path: Path) -> Document:
    """What a record of the ICGLR gives, or a list of them.

    Raises
    ------
    InputError
        Where it cannot be read as JSON, is a schema or no such record, or lacks the number of what it is about: with
        every such field.
    """
    into = Gathered(path.name, FORMAT)
    gather(into.root(load(path)), into)
    return into.document()


def gather(root: Part, into: Gathered) -> None:
    """Gather what a parsed document gives."""
    for record in root.each("") if isinstance(root.value, list) else [root]:
        _record(record, into)


def _record(record: Part, into: Gathered) -> None:
    found = kind(record.value)
    if found:
        READ[found](record, into)
    elif is_schema(record.value):
        into.faults.append(fault("custody_schema", f"{record.where}, $schema"))
    else:
        keys = ", ".join(list(record.value)[:8]) if isinstance(record.value, dict) else shown(record.value)
        into.faults.append(fault("custody_icglr_kind", record.where, found=keys))
