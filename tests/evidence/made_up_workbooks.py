"""Small workbooks written part by part, so that any part may be odd. All made up."""

import zipfile
from pathlib import Path

import pytest

from orepath.errors import InputError
from orepath.evidence.workbook.extent import Extent
from orepath.evidence.workbook.safe import refuse_unsafe

TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TARGET = "worksheets/sheet1.xml"
SHEET, TEXTS = f"xl/{TARGET}", "xl/sharedStrings.xml"
A1 = '<c r="A1"><v>1</v></c>'


def sheet(cells: str = A1, before: str = "") -> str:
    return f"{before}<worksheet xmlns:x='made-up'><sheetData>{cells}</sheetData></worksheet>"


def texts(*said: str) -> str:
    return "<sst>" + "".join(f"<si><t>{each}</t></si>" for each in said) + "</sst>"


def book(path: Path, cells: str = A1, **more: str | bytes) -> Path:
    """A workbook of one sheet; `more` are parts, by name, in place of its own or besides."""
    parts: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships><Relationship Id="r1" Type="{TYPES}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns:r="{TYPES}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": relations(TARGET),
        SHEET: sheet(f"<row>{cells}</row>"),
        TEXTS: texts("one"),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in (parts | more).items():
            new.writestr(name, content)
    return path


def relations(*targets: str) -> str:
    every = (f'<Relationship Id="r{n}" Type="{TYPES}/worksheet" Target="{to}"/>' for n, to in enumerate(targets, 1))
    return f"<Relationships>{''.join(every)}</Relationships>"


def held(path: Path) -> Extent:
    with zipfile.ZipFile(path) as packed:
        (only,) = refuse_unsafe(packed, path.name).values()
    return only


def refused(path: Path) -> tuple[str, str]:
    """The code of the only fault, and its text in English."""
    with zipfile.ZipFile(path) as packed, pytest.raises(InputError) as raised:
        refuse_unsafe(packed, path.name)
    (only,) = raised.value.faults
    assert only.text("ja")
    return only.code, only.text()
