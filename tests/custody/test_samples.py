"""Every public sample document is read, or refused with the field named: `samples.csv`, which the documentation shows.

``OREPATH_RECORD=1 pytest tests/custody/test_samples.py`` writes the table anew.
"""

import csv
import os
from pathlib import Path

import pytest

from orepath.custody.files import document
from orepath.errors import InputError

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "trace"
TABLE = Path(__file__).parent / "samples.csv"
PARTS = ("lots", "sites", "passports", "declarations", "unread")
HEAD = ("file", "format", "events", *PARTS, "refused")


def told(path):
    """The row of a file."""
    name = path.relative_to(SAMPLES).as_posix()
    try:
        found = document(path)
        events = sum(1 for _ in found.events())
    except InputError as error:
        return (name, "", *[""] * (1 + len(PARTS)), error.message().splitlines()[0])
    return (name, found.format, str(events), *(str(len(getattr(found, part))) for part in PARTS), "")


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared sample documents are not here")
def test_every_sample_is_read_or_refused_with_a_reason():
    rows = [told(path) for path in sorted(SAMPLES.rglob("*")) if path.is_file()]
    if os.environ.get("OREPATH_RECORD"):
        with TABLE.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([HEAD, *rows])
    with TABLE.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [list(row) for row in (HEAD, *rows)]


def test_what_is_refused_is_few_and_names_a_field_or_a_place():
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    refused = [row for row in rows if row["refused"]]
    assert len(rows) > 150 and len(refused) < 20
    for row in refused:
        where = row["refused"].partition(": ")[0]
        assert where.startswith(Path(row["file"]).name) and ("," in where)
    for row in rows:
        if not row["refused"]:
            assert any(row[part] != "0" for part in ("events", *PARTS))
