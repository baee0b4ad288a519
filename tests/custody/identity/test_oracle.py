"""The hash identifiers of the real samples against those of the reference tool.

``oracle.json`` holds what ``epcis_event_hash_generator`` 1.9.3 (PyPI, MIT) gives for every file under ``trace/epcis``.
The tool is no dependency. It was run so: its context loader answers each address with the context of EPCIS 2.0.0 that
it ships, so that nothing is fetched; events without a document are put into one; its list of namespaces, which it keeps
from file to file, is emptied before each; then ``event_list_from_epcis_document_json`` or ``..._str``,
``derive_prehashes_from_events`` and ``calculate_hashes_from_pre_hashes``.

Where it differs from the text of the standard, ``why`` names the reasons. Each was checked: with the reasons undone the
pre-hash strings of the tool and of orepath hold the same characters, and what remains is their order.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orepath.custody.event import identifier
from orepath.custody.identity.event_hash import digest
from orepath.custody.reading import epcis_json, epcis_xml

GOLDEN = json.loads(Path(__file__).with_name("oracle.json").read_text("utf-8"))
FILES = GOLDEN["files"]


@pytest.mark.parametrize("name", sorted(name for name, rows in FILES.items() if isinstance(rows, list)))
def test_identifiers_are_those_of_the_reference_tool_or_differ_for_a_named_reason(shared_data, name):
    path = shared_data / "trace" / "epcis" / name
    reader = epcis_xml if path.suffix == ".xml" else epcis_json
    rows = FILES[name]
    if any("refused" in row.get("why", ()) for row in rows):
        return
    found = [identifier(digest(each)) for each in reader.plain_events(path)]
    assert len(found) == len(rows)
    for ours, row in zip(found, rows, strict=True):
        assert set(row.get("why", ())) <= set(GOLDEN["reasons"])
        assert (ours == row["id"]) == ("why" not in row)


def test_the_reference_tool_has_seen_every_sample(shared_data):
    folder = shared_data / "trace" / "epcis"
    samples = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {name for name in samples if "/schemas/" not in name} == set(FILES)


def test_most_samples_agree():
    rows = [row for rows in FILES.values() if isinstance(rows, list) for row in rows]
    assert (sum("why" not in row for row in rows), len(rows)) == (72, 117)
    assert [name for name, rows in FILES.items() if not isinstance(rows, list)] == [
        "JSON-simple-context/Example-TransactionEvents-2020_07_03y.jsonld",
        "XML/Example-TransactionEvent-2020_07_03y.xml",
    ]
