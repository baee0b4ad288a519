"""Archives that two readers would not read alike: refused. All made up."""

import struct
import zipfile
from pathlib import Path

import pytest

from tests.evidence.made_up_workbooks import A1, SHEET, book, held, refused, sheet


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", [SHEET, SHEET.upper(), "/" + SHEET])
def test_two_entries_of_one_name(tmp_path: Path, name: str):
    path = book(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr(name, sheet('<c r="C99999999996"/>'))
    code, text = refused(path)
    assert code == "workbook_odd" and "2 entries of one name" in text


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
@pytest.mark.parametrize("by", [-30, 1000])
def test_an_entry_of_another_size_than_it_says(tmp_path: Path, method: int, by: int):
    """Python stops at the size said, and its checksum may be made to fit; others read on."""
    path, content = tmp_path / "a.xlsx", sheet(A1 * 3).encode()
    book(path, **{SHEET: content})
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w", method) as packed:
        for name, each in parts.items():
            packed.writestr(name, each)
    raw = bytearray(path.read_bytes())
    at = raw.rindex(SHEET.encode()) - 46
    said = len(content) + by
    raw[at + 24 : at + 28] = struct.pack("<I", said)
    raw[at + 16 : at + 20] = struct.pack("<I", zipfile.crc32(content[:said]))
    path.write_bytes(raw)
    assert refused(path)[0] in ("workbook_odd", "malformed")


def test_a_size_that_hides_the_rest(tmp_path: Path):
    path = book(tmp_path / "a.xlsx", "", **{SHEET: "<a/>" + " " * 10})
    with zipfile.ZipFile(path) as packed:
        place = packed.getinfo(SHEET)
    raw = bytearray(path.read_bytes())
    at = raw.rindex(SHEET.encode()) - 46
    raw[at + 24 : at + 28] = struct.pack("<I", 4)
    raw[at + 16 : at + 20] = struct.pack("<I", zipfile.crc32(b"<a/>"))
    path.write_bytes(raw)
    with zipfile.ZipFile(path) as packed:
        assert packed.read(SHEET) == b"<a/>" and place.file_size == 14
    assert refused(path)[0] in ("workbook_odd", "malformed")


@pytest.mark.parametrize("behind", [b"\0", b"made up", b"PK\x05\x06" + b"\0" * 18])
def test_bytes_behind_the_archive(tmp_path: Path, behind: bytes):
    path = book(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path, "a") as packed:
        packed.comment = behind
    assert refused(path)[0] == "workbook_odd"


def test_another_archive_in_front(tmp_path: Path):
    path = book(tmp_path / "a.xlsx")
    path.write_bytes(book(tmp_path / "b.xlsx").read_bytes() + path.read_bytes())
    assert refused(path)[0] == "workbook_odd"


def test_an_archive_of_the_larger_form_is_read(tmp_path: Path):
    """Some programs write it for small workbooks too; one that points elsewhere is refused."""
    path = book(tmp_path / "a.xlsx")
    raw = path.read_bytes()
    front, end = raw[:-22], raw[-22:]
    count, size, begins = struct.unpack("<HII", end[10:20])
    more = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count, size, begins)
    path.write_bytes(front + more + b"PK\x06\x07" + struct.pack("<IQI", 0, len(front), 1) + end)
    assert held(path).cells == 1
    path.write_bytes(front + more + b"PK\x06\x07" + struct.pack("<IQI", 0, 0, 1) + end)
    assert refused(path)[0] == "workbook_odd"


def test_a_name_that_is_cut_or_given_twice(tmp_path: Path):
    path = book(tmp_path / "a.xlsx", **{"xl/media/picture.png": "made up"})
    raw = path.read_bytes()
    path.write_bytes(raw.replace(b"xl/media/picture.png", b"xl/media/a\0cture.png"))
    assert "2 names of one entry" in refused(path)[1]
    with zipfile.ZipFile(path, "w") as packed:
        entry = zipfile.ZipInfo("xl/media/picture.png")
        entry.extra = struct.pack("<HHBI", 0x7075, 5 + len(SHEET), 1, 0) + SHEET.encode()
        packed.writestr(entry, sheet())
    assert "2 names of one entry" in refused(path)[1]
