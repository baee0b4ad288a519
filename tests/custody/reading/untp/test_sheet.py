"""Credentials written element by element into a workbook. All of them are made up."""

from pathlib import Path

import openpyxl
import pytest

from orepath.custody.reading.untp.elements import Misplaced, put
from orepath.custody.reading.untp.sheet import read
from tests.custody.reading.documents import refused, told

HEADER = ("untp_element_type", "untp_element", "default_data", "data_1")
SUBJECT = "$.credentialSubject"
WHOLE = (
    ("JSONArray", "$.type", '["DigitalProductPassport","VerifiableCredential"]'),
    ("JSONArray", f"{SUBJECT}.type", '["Product"]'),
    ("String", f"{SUBJECT}.id", "https://id.gs1.org/01/09520123456788/10/ALAND-1"),
)


def book(folder: Path, *rows: tuple[object, ...], header: tuple[str, ...] = HEADER) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "ore"
    for row in (header, *WHOLE, *rows):
        sheet.append(row)
    path = folder / "made-up.xlsx"
    workbook.save(path)
    return path


def test_elements_in_any_kind(tmp_path: Path):
    rows = (
        ("Number", f"{SUBJECT}.dimensions.weight.value", "1.5"),
        ("String", f"{SUBJECT}.dimensions.weight.unit", "TNE"),
        ("Boolean", f"{SUBJECT}.conformityClaim[0].conformance", "TRUE"),
        ("String", f"{SUBJECT}.batchNumber", 20241111),
    )
    document = read(book(tmp_path, *rows))
    (lot,) = document.lots
    assert (lot.mass_kg, lot.batch, lot.where) == (1500, "20241111", "made-up.xlsx, ore, credentialSubject")
    assert document.passports[0]["claims"][0]["conformance"] is True
    assert told(document) == {}


@pytest.mark.parametrize(
    ("row", "where", "code"),
    [
        (("Number", f"{SUBJECT}.x", "ten"), "ore, credentialSubject.x", "custody_field_kind"),
        (("Number", f"{SUBJECT}.x", "true"), "ore, credentialSubject.x", "custody_field_kind"),
        (("Boolean", f"{SUBJECT}.x", "1"), "ore, credentialSubject.x", "custody_field_kind"),
        (("JSONArray", f"{SUBJECT}.x", "[" * 900), "ore, credentialSubject.x", "custody_field_kind"),
        (("JSONArray", f"{SUBJECT}.x", '{"a": 1}'), "ore, credentialSubject.x", "custody_field_kind"),
        (
            ("String", f"{SUBJECT}.name", "https://replace.com/x"),
            "ore, credentialSubject.name",
            "custody_untp_placeholder",
        ),
        (("String", "credentialSubject.name", "ore"), "ore, row 5", "custody_untp_element"),
        (("String", f"{SUBJECT}.name[999999999]", "ore"), "ore, row 5", "custody_untp_element"),
        (("String", f"{SUBJECT}.name[7]", "ore"), "ore, row 5", "custody_untp_element"),
        (("String", f"{SUBJECT}.id.deeper", "ore"), "ore, row 5", "custody_untp_element"),
        (("String", f"{SUBJECT}.id", "other"), "ore, row 5", "custody_untp_element"),
        (("String", f"{SUBJECT}.name", "ore", "tin"), "ore, credentialSubject.name", "custody_untp_sheet_further"),
        (("String", f"{SUBJECT}.name", "#N/A"), "ore, row 5", "table_error_cell"),
    ],
)
def test_a_row_that_cannot_be_taken_in(tmp_path: Path, row: tuple[object, ...], where: str, code: str):
    document = read(book(tmp_path, row))
    assert told(document)[where] == code
    assert len(document.lots) == 1


def test_an_element_twice_in_a_tree():
    tree: dict[str, object] = {}
    put(tree, "$.a[0]", 1)
    with pytest.raises(Misplaced):
        put(tree, "$.a[0]", 2)
    assert tree == {"a": [1]}


def test_a_workbook_without_the_columns(tmp_path: Path):
    (fault,) = refused(read, book(tmp_path, header=("lot", "activity")))
    assert fault.code == "custody_untp_sheet"


def test_what_is_no_workbook(tmp_path: Path):
    path = tmp_path / "made-up.xlsx"
    path.write_bytes(b"PK\x03\x04 no more")
    assert refused(read, path)[0].code == "network_file_broken"
    assert refused(read, tmp_path / "absent.xlsx")[0].code == "file_missing"
