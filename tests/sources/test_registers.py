"""The datasets that are registers: measures, facts, and what a ministry keeps."""

import json
import shutil
from pathlib import Path

import pytest

from orepath.errors import SourceError
from orepath.evidence.reading import Sink
from orepath.evidence.register import registers
from orepath.sources.importing import described, reader
from orepath.sources.ministry_registers.read import read_registers, templates

MADE_UP = Path(__file__).parent / "made_up"
PACKAGED = Path(__file__).resolve().parents[2] / "tools" / "reference"


def own(dataset: str) -> list[str]:
    return described()[dataset].raw["registers"]


def test_measures_from_a_folder(read_rows):
    reading, rows = read_rows("measures", MADE_UP / "registers")
    assert reading.edition.startswith("2030-07-31-")
    assert [row["row_key"] for row in rows] == ["xa-2030-ban.1", "xa-2030-ban", "xb-2030-licence"]
    licence = rows[2]
    assert (licence["place"], licence["mineral"], licence["until"].isoformat()) == ("XB", None, "2031-04-01")
    assert json.loads(licence["fields"])["minerals"] == ["tin", "antimony"]
    assert licence["locator"] == "measures.csv, row 3"


def test_measures_from_one_file(read_rows):
    _, rows = read_rows("measures", MADE_UP / "registers" / "measures.csv")
    assert {row["property"] for row in rows} == {"measure"}


def test_facts_leave_the_registers_of_measures_alone(tmp_path, read_rows):
    for file in (*(MADE_UP / "registers").iterdir(), *(MADE_UP / "law").iterdir()):
        shutil.copy(file, tmp_path)
    assert {row["property"] for row in read_rows("orepath-facts", tmp_path)[1]} == {"export_duty_law"}
    assert {row["property"] for row in read_rows("measures", tmp_path)[1]} == {"measure", "measure_event"}


def test_no_register_is_of_two_datasets():
    assert not set(own("measures")) & set(own("orepath-facts"))
    assert set(own("measures")) | set(own("orepath-facts")) <= set(registers())


@pytest.mark.parametrize("dataset", ["measures", "orepath-facts"])
def test_what_ships_is_read_without_a_fault(dataset, tmp_path):
    reading = reader(dataset).read(PACKAGED, Sink(tmp_path))
    assert reading.kept == reading.read > 0
    assert not reading.refused
    assert {note.partition(":")[0] for note in reading.notes} == set(own(dataset))


def test_the_register_of_measures_has_at_least_25_acts(tmp_path):
    notes = dict(note.split(": ") for note in reader("measures").read(PACKAGED, Sink(tmp_path)).notes)
    assert int(notes["measure"]) >= 25


def test_a_ministry_keeps_any_register(tmp_path):
    for file in (*(MADE_UP / "registers").iterdir(), *(MADE_UP / "law").iterdir()):
        shutil.copy(file, tmp_path)
    assert read_registers(tmp_path, Sink(tmp_path)).kept == 4


def test_a_ministry_may_speak_of_measures_of_the_reference(tmp_path):
    shutil.copy(MADE_UP / "registers" / "measure_events.csv", tmp_path)
    with pytest.raises(SourceError, match="xa-2030-ban"):
        read_registers(tmp_path, Sink(tmp_path), known={"xc-2030-quota"})
    assert read_registers(tmp_path, Sink(tmp_path), known={"xa-2030-ban"}).kept == 1


def test_a_ministrys_records_never_ship():
    assert not described()["ministry-registers"].ships


def test_filled_templates_are_read(tmp_path):
    for name, text in templates().items():
        (tmp_path / name).write_bytes(text.encode())
    row = {
        "consultation_id": "1",
        "agreement": "made-up-2030",
        "limb": "global_supply_chains",
        "date": "2031-05-01",
        "state": "held",
        "parties": "XA;XB",
        "topic_en": "Tin",
        "topic_ja": "スズ",
        "source": "made up",
    }
    with (tmp_path / "consultation.csv").open("a", encoding="utf-8", newline="") as file:
        file.write(",".join(row.get(name, "") for name in registers()["consultation"].names()) + "\r\n")
    assert read_registers(tmp_path, Sink(tmp_path)).kept == 1
