"""What kind of file a file is, told by its first bytes."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path
from typing import Literal

from orepath.errors import InputError, fault
from orepath.evidence.files import first_bytes

FileKind = Literal["csv", "xlsx", "json", "xml"]
READ = "CSV, XLSX, JSON, XML"
OTHER = {b"PAR1": "Parquet", b"ARROW1": "Arrow", b"\xd0\xcf\x11\xe0": ".xls", b"%PDF": ".pdf", b"\x1f\x8b": ".gz"}
WIDE = {BOM_UTF16_LE: "utf-16-le", BOM_UTF16_BE: "utf-16-be"}
HEAD = 512


def file_kind(path: Path) -> FileKind:
    """The kind of a file.

    Raises
    ------
    InputError
        Where there is no such file, it is a folder, cannot be read, is empty, or is of a kind that is not read here.
    """
    head = first_bytes(path, HEAD)
    if not head.removeprefix(BOM_UTF8).strip():
        raise InputError(fault("control_file_empty", path.name))
    if head.startswith(b"PK"):
        return "xlsx"
    other = next((name for magic, name in OTHER.items() if head.startswith(magic)), "")
    if other:
        raise InputError(fault("wrong_format", path.name, found=other, allowed=READ))
    wide = next((encoding for mark, encoding in WIDE.items() if head.startswith(mark)), "")
    text = head[2:].decode(wide, "ignore") if wide else head.removeprefix(BOM_UTF8).decode("utf-8", "ignore")
    begins = text.lstrip()[:1]
    if begins == "<":
        return "xml"
    if wide:
        shown = {"expected": "UTF-8", "detail": "UTF-16"}
        raise InputError(fault("control_encoding", path.name, **shown))
    return "json" if begins in ("{", "[") else "csv"
