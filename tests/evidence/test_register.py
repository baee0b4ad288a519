"""Registers: definitions, cells, CSV and TOML, folders, templates. All records are made up."""

import json
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.errors import SourceError
from orepath.evidence.reading import Sink
from orepath.evidence.register import Register, parse, records, registers, toml_records
from orepath.evidence.register_cell import read_cell
from orepath.evidence.register_definition import KINDS, Column
from orepath.evidence.register_folder import read_register_files, register_of
from orepath.evidence.register_template import template, templates
from orepath.vocabulary.language import Text

HERE = Text("here", "ここ")


def column(kind: str, **more) -> Column:
    return Column("cell", kind, False, more.pop("allowed", ()), "", HERE, **more)


def cell(kind: str, said: str, **more):
    faults = []
    value = read_cell(column(kind, **more), "cell", said, "made-up.csv, row 2", faults)
    return value if not faults else [fault.text() for fault in faults]


SMALL = parse(
    {
        "id": "made_up",
        "title": {"en": "Made up", "ja": "架空"},
        "key": "id",
        "from": "since",
        "until": "until",
        "place": "place",
        "partner": "others",
        "mineral": "minerals",
        "good": "hs",
        "value": "mass_t",
        "recorded": "recorded",
        "value_expected": True,
        "column": [
            {"name": "id", "kind": "text", "required": True},
            {"name": "since", "kind": "year"},
            {"name": "until", "kind": "date"},
            {"name": "place", "kind": "place", "required": True},
            {"name": "others", "kind": "places"},
            {"name": "minerals", "kind": "minerals"},
            {"name": "hs", "kind": "hs"},
            {"name": "mass_t", "kind": "number", "unit": "t"},
            {"name": "open", "kind": "boolean"},
            {"name": "title", "kind": "bilingual"},
            {"name": "recorded", "kind": "date"},
        ],
    }
)
HEADER = ",".join(SMALL.names())


def read(*rows: str, register: Register = SMALL):
    faults = []
    content = "\n".join([",".join(register.names()), *rows])
    return list(records(register, content, "made-up.csv", faults)), [fault.text() for fault in faults]


class TestDefinitions:
    """The definitions that ship."""

    @pytest.mark.parametrize("register", registers().values(), ids=registers())
    def test_every_definition_is_sound(self, register):
        assert register.column(register.key).required
        assert len(set(register.names())) == len(register.names())
        for one in register.columns:
            assert one.kind in KINDS
            assert (one.kind == "enum") == bool(one.allowed)
            assert set(one.labels) <= set(one.allowed)
            assert set(one.refers_to) <= set(registers())
            assert one.describe.en and one.describe.ja
        assert register.about.en != register.about.ja

    def test_a_definition_at_odds_with_itself_is_found(self):
        raw = {"id": "odd", "title": {"en": "odd", "ja": "奇"}, "key": "id", "place": "where"}
        with pytest.raises(ValueError, match="id, where, colour"):
            parse({**raw, "column": [{"name": "other", "kind": "colour"}]})


class TestCells:
    """Each kind of cell: what it takes and what it refuses."""

    @pytest.mark.parametrize(
        ("kind", "said", "value"),
        [
            ("date", "2030-02-28", "2030-02-28"),
            ("year", "2030", 2030),
            ("number", "0", 0.0),
            ("number", "1234.5", 1234.5),
            ("boolean", "TRUE", True),
            ("boolean", "いいえ", False),
            ("place", "xa", "XA"),
            ("place", "world", "world"),
            ("place", "スイス", "CH"),
            ("places", "XB; Switzerland;XB", ["XB", "CH"]),
            ("places", "all", ["all"]),
            ("places", "XA；XB", ["XA", "XB"]),
            ("mineral", "スズ", "tin"),
            ("minerals", "tin; Sb", ["tin", "antimony"]),
            ("stage", "製錬", "refine"),
            ("hs", "2609;260900;2609.00.10", ["2609", "260900", "26090010"]),
            ("hs_code", "0101", "0101"),
            ("text", "なんでも", "なんでも"),
            ("url", "https://example.org/a", "https://example.org/a"),
        ],
    )
    def test_taken(self, kind, said, value):
        assert cell(kind, said) == value

    @pytest.mark.parametrize(
        ("kind", "said"),
        [
            ("text", "輸出??法"),
            ("bilingual", "Duties \ufffd"),
            ("date", "20300228"),
            ("date", "2030-02-30"),
            ("date", "2030-W01-1"),
            ("date", "28/02/2030"),
            ("year", "30"),
            ("year", "9999"),
            ("number", "-1"),
            ("number", "1,000"),
            ("number", "1_000"),
            ("number", "nan"),
            ("number", "1e999"),
            ("number", "１２"),
            ("boolean", "maybe"),
            ("place", "all"),
            ("place", "Atlantis"),
            ("mineral", "unobtainium"),
            ("stage", "sale"),
            ("hs_code", "12345"[:3]),
            ("hs_code", "26O900"),
            ("url", "javascript:alert(1)"),
        ],
    )
    def test_refused(self, kind, said):
        (message,) = cell(kind, said)
        assert said in message
        assert "row 2" in message
        assert "cell" in message

    def test_an_enum_takes_its_labels_and_means_well(self):
        more = {"allowed": ("held", "refused"), "labels": {"held": Text("was held", "実施")}}
        assert cell("enum", "実施", **more) == cell("enum", "Was held", **more) == "held"
        (message,) = cell("enum", "refusd", **more)
        assert "Did you mean refused?" in message

    def test_a_near_spelling_is_offered(self):
        (message,) = cell("mineral", "tinn")
        assert "Did you mean tin" in message

    @given(st.sampled_from(sorted(set(KINDS) - {"enum"})), st.text(min_size=1))
    def test_no_cell_raises(self, kind, said):
        cell(kind, said)


class TestRows:
    """Rows become statements."""

    def test_a_row_is_a_statement(self):
        (row,), faults = read("a1,2030,2031-06-01,XA,XB,tin,260900,12.5,true,On tin,スズについて,2030-03-01")
        assert faults == []
        assert row["row_key"] == "a1"
        assert (row["place"], row["partner"], row["mineral"], row["good"]) == ("XA", "XB", "tin", "260900")
        assert (row["from_"], row["until"], row["recorded"]) == (date(2030, 1, 1), date(2031, 6, 1), date(2030, 3, 1))
        assert (row["value"], row["unit"], row["status"]) == (12.5, "t", "reported")
        assert json.loads(row["fields"])["title_ja"] == "スズについて"
        assert row["locator"] == "made-up.csv, row 2"

    def test_several_values_fill_no_subject(self):
        (row,), _ = read("a1,,,XA,XB;XC,tin;antimony,,,,,,")
        assert (row["partner"], row["mineral"]) == (None, None)
        assert json.loads(row["fields"])["others"] == ["XB", "XC"]

    def test_all_is_no_place(self):
        (row,), _ = read("a1,,,XA,all,,,,,,,")
        assert row["partner"] is None
        assert json.loads(row["fields"])["others"] == ["all"]

    def test_an_unknown_number_is_not_available_and_no_zero(self):
        (row,), _ = read("a1,,,XA,,,,,,,,")
        assert (row["value"], row["unit"], row["status"]) == (None, None, "not_available")

    def test_zero_is_a_number(self):
        (row,), _ = read("a1,,,XA,,,,0,,,,")
        assert (row["value"], row["unit"], row["status"]) == (0.0, "t", "reported")

    def test_all_faults_come_at_once_each_with_its_row(self):
        _, faults = read("a1,30,,Atlantis,,,,-1,,,,", ",,,XA,,,,,,,,", "a1,2030,2029-01-01,XA,,,,,,,,", "short")
        said = "\n".join(faults)
        for wanted in (
            "row 2: column since: found '30'",
            "row 2, place: place 'Atlantis' is not known",
            "row 2: column mass_t: found '-1'",
            "row 3: column id is empty",
            "row 4: the key 'a1' occurs again (first in row 2)",
            "row 4: the period ends (2029-01-01) before",
            "row 5: the row has 1 cells",
        ):
            assert wanted in said, wanted

    def test_a_header_without_rows_is_an_empty_register(self):
        assert read() == ([], [])

    def test_columns_are_those_of_the_register(self):
        faults = []
        assert list(records(SMALL, "id,place,colour\n", "made-up.csv", faults)) == []
        assert "not expected colour" in faults[0].text()

    @given(st.lists(st.lists(st.text(max_size=6), min_size=12, max_size=12), max_size=3))
    def test_no_row_raises(self, rows):
        read(*(",".join(row) for row in rows))


class TestToml:
    """The same records in TOML."""

    def test_toml_and_csv_give_the_same_statement(self):
        (from_csv,), _ = read("a1,2030,2031-06-01,XA,XB;XC,tin,260900,12.5,true,On tin,スズについて,2030-03-01")
        faults = []
        (from_toml,) = toml_records(
            SMALL,
            """
            [[record]]
            id = "a1"
            since = 2030
            until = 2031-06-01
            place = "XA"
            others = ["XB", "XC"]
            minerals = "tin"
            hs = ["260900"]
            mass_t = 12.5
            open = true
            title = { en = "On tin", ja = "スズについて" }
            recorded = "2030-03-01"
            """,
            "made-up.toml",
            faults,
        )
        assert faults == []
        assert from_toml.pop("locator") == "made-up.toml, record 1"
        from_csv.pop("locator")
        assert from_toml == from_csv

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("[[record]\n", "cannot be read as TOML"),
            ("[[records]]\nid = 'a1'", "not expected records"),
            ("record = 3", "[[record]]"),
            ("[[record]]\nid = 'a1'\nplace = 'XA'\ncolour = 'red'", "not expected colour"),
            ("[[record]]\nid = 'a1'\nplace = 'XA'\nuntil = 2030-01-01T10:00:00", "YYYY-MM-DD"),
            ("[[record]]\nplace = 'XA'", "record 1: column id is empty"),
        ],
    )
    def test_faults(self, text, said):
        faults = []
        list(toml_records(SMALL, text, "made-up.toml", faults))
        assert said in "\n".join(fault.text() for fault in faults)


MEASURE = dict.fromkeys(registers()["measure"].names(), "") | {
    "measure_id": "xa-ban",
    "date_precision": "day",
    "imposer": "XA",
    "product_en": "tin",
    "product_ja": "スズ",
    "instrument": "export_ban",
    "targets": "all",
    "status_as_of": "2030-06-30",
    "how_sure": "F",
    "source": "made up",
}
EVENT = dict.fromkeys(registers()["measure_event"].names(), "") | {
    "event_id": "xa-ban.1",
    "measure_id": "xa-ban",
    "date": "2030-05-01",
    "date_precision": "day",
    "kind": "suspension",
    "how_sure": "F",
    "source": "made up",
}


def write(folder: Path, name: str, *rows: dict[str, str]) -> Path:
    register = registers()[str(register_of(Path(name)))]
    lines = [",".join(register.names()), *(",".join(row.values()) for row in rows)]
    path = folder / name
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "registers"
    place.mkdir()
    return place


@pytest.fixture
def sink(tmp_path):
    return Sink(tmp_path)


OWN = ["measure", "measure_event"]


def refusal(path: Path, sink: Sink, **more) -> str:
    with pytest.raises(SourceError) as raised:
        read_register_files(path, sink, more.pop("own", OWN), **more)
    assert not list(sink.folder.glob("*.parquet"))
    return raised.value.message()


class TestFolders:
    """A file or a folder of files."""

    def test_a_folder_is_read_whole(self, folder, sink, tmp_path):
        write(folder, "measures.csv", MEASURE)
        write(folder, "measure_event.csv", EVENT)
        (folder / "README.md").write_text("made up")
        reading = read_register_files(folder, sink, OWN)
        assert (reading.read, reading.kept) == (2, 2)
        assert reading.edition.startswith("2030-06-30-")
        rows = pq.read_table(tmp_path / "statements.parquet").to_pylist()
        assert sorted(row["property"] for row in rows) == OWN

    def test_another_content_is_another_edition(self, folder, tmp_path):
        def edition(number: int, **more: str) -> str:
            write(folder, "measure.csv", MEASURE | more)
            place = tmp_path / str(number)
            place.mkdir()
            return read_register_files(folder, Sink(place), OWN).edition

        assert edition(1) == edition(2) != edition(3, act="Act 2")

    def test_an_event_without_its_measure_is_refused(self, folder, sink):
        write(folder, "measure.csv", MEASURE)
        write(folder, "measure_event.csv", EVENT | {"measure_id": "xa-bann"})
        message = refusal(folder, sink)
        assert "measure_event.csv, row 2, measure_id" in message
        assert "Did you mean xa-ban?" in message

    def test_an_event_of_an_empty_register_is_refused(self, folder, sink):
        write(folder, "measure.csv")
        write(folder, "measure_event.csv", EVENT)
        assert "xa-ban" in refusal(folder, sink)

    def test_an_event_of_a_register_that_cannot_be_read_is_not_called_unknown(self, folder, sink):
        path = write(folder, "measure.csv", MEASURE)
        path.write_text(path.read_text("utf-8").replace("imposer", "imposed by"), "utf-8")
        write(folder, "measure_event.csv", EVENT)
        message = refusal(folder, sink)
        assert "measure.csv, row 1: the columns are not those of measure: missing imposer" in message
        assert "measure_event.csv" not in message

    def test_a_file_that_no_person_keeps_is_refused_unread(self, folder, sink):
        with (folder / "measure.csv").open("wb") as file:
            file.truncate(20_000_000)
        assert "holds 20000000 bytes, and this dataset at most 10000000" in refusal(folder, sink)

    def test_the_columns_of_every_register_read_are_recorded(self, folder, sink):
        write(folder, "measure.csv", MEASURE)
        read_register_files(folder, sink, OWN)
        assert sink.columns == {"measure": registers()["measure"].names()}

    def test_events_alone_are_read_and_said_to_be_unchecked(self, folder, sink):
        write(folder, "measure_event.csv", EVENT)
        assert "not checked" in " ".join(read_register_files(folder, sink, OWN).notes)

    def test_events_of_measures_known_elsewhere(self, folder, sink, tmp_path):
        write(folder, "measure_event.csv", EVENT)
        assert "xa-ban" in refusal(folder, sink, known={"xb-licence"})
        assert read_register_files(folder, sink, OWN, known={"xa-ban"}).kept == 1

    def test_an_unknown_file_is_refused_with_what_was_meant(self, folder, sink):
        write(folder, "measure.csv", MEASURE)
        (folder / "measuer_event.csv").write_text("x")
        message = refusal(folder, sink)
        assert "register 'measuer_event' is not known" in message
        assert "Did you mean measure_event" in message

    def test_a_register_of_others_is_left_alone_where_it_may_be(self, folder, sink):
        write(folder, "measure.csv", MEASURE)
        (folder / "capacity.csv").write_text("anything")
        assert "register 'capacity' is not known" in refusal(folder, sink)
        assert read_register_files(folder, sink, OWN, shared=True).kept == 1

    def test_a_spreadsheet_is_refused_and_never_passed_over(self, folder, sink):
        (folder / "measure.xlsx").write_bytes(b"PK")
        assert "'.xlsx' are not read here; allowed: .csv, .toml" in refusal(folder, sink)

    def test_a_register_given_twice_is_refused(self, folder, sink):
        write(folder, "measure.csv", MEASURE)
        write(folder, "measures.csv", MEASURE)
        assert "measure is given a second time (first: measure.csv)" in refusal(folder, sink)

    def test_faults_of_all_files_come_at_once(self, folder, sink):
        write(folder, "measure.csv", MEASURE | {"imposer": "Atlantis"})
        write(folder, "measure_event.csv", EVENT | {"kind": "holiday"})
        (folder / "colours.csv").write_text("x")
        (folder / "capacity.csv").write_bytes("容量".encode("cp932"))
        message = refusal(folder, sink, own=[*OWN, "capacity"])
        for said in ("Atlantis", "holiday", "colours", "the bytes are not utf-8"):
            assert said in message, said

    def test_an_empty_folder_says_what_is_looked_for(self, folder, sink):
        assert "measure.csv, measure_event.csv" in refusal(folder, sink)

    def test_one_file_of_any_name_is_known_by_its_columns(self, folder, sink):
        path = write(folder, "measure_event.csv", EVENT).rename(folder / "mine.csv")
        assert read_register_files(path, sink, OWN).notes[0] == "measure_event: 1"


class TestTemplates:
    """What a ministry is given."""

    def test_every_template_is_read_as_an_empty_register(self, folder, sink):
        for name, text in templates().items():
            (folder / name).write_bytes(text.encode())
        reading = read_register_files(folder, sink, list(registers()))
        assert (reading.read, reading.edition[:7]) == (0, "undated")
        assert len(reading.notes) == len(registers())

    def test_a_template_keeps_to_utf_8_in_a_spreadsheet(self):
        assert template(registers()["capacity"]).startswith("\ufeffcapacity_id,place,")

    @pytest.mark.parametrize("lang", ["en", "ja"])
    def test_the_guide_has_every_column(self, lang):
        guide = templates()[f"README.{lang}.md"]
        for register in registers().values():
            assert register.title.in_(lang) in guide
            for name in register.names():
                assert f"`{name}`" in guide
