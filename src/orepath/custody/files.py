"""Files and folders as documents: which format each file is, by what is in it."""

from __future__ import annotations

import re
import tomllib
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files as resources
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from orepath.custody.declarations.reading import read as read_declaration
from orepath.custody.declarations.template import is_declaration
from orepath.custody.document import Document
from orepath.custody.reading import epcis_json, epcis_xml, template
from orepath.custody.reading.batterypass import batterypass
from orepath.custody.reading.catenax import catenax
from orepath.custody.reading.icglr import kinds as icglr
from orepath.custody.reading.icglr import reading as icglr_reading
from orepath.custody.reading.small_json import load
from orepath.custody.reading.untp import kinds as untp
from orepath.custody.reading.untp import reading as untp_reading
from orepath.custody.reading.untp import sheet
from orepath.errors import Fault, InputError, fault
from orepath.evidence.files import first_bytes
from orepath.evidence.workbook.safe import refuse_unsafe
from orepath.tabular.rows_of import ZIP
from orepath.vocabulary.language import Text, text

SUFFIXES = (".json", ".jsonld", ".ndjson", ".jsonl", ".xml", ".xlsx", ".csv")
"""Files of a folder that are looked at; others in it are left alone."""
HEAD = 1 << 18
"""Bytes from the beginning of a file by which its format is told."""
EPCIS = re.compile(r'"(EPCISDocument|EPCISQueryDocument|epcisBody|eventList)"')
EVENT = re.compile(r'"type"\s*:\s*"(Object|Aggregation|Transaction|Transformation|Association)Event"')
JSON: tuple[tuple[Callable[[object], bool], Callable[[Path], Document]], ...] = (
    (untp.is_untp, untp_reading.read),
    (icglr.is_icglr, icglr_reading.read),
    (catenax.is_catenax, catenax.read),
    (batterypass.is_batterypass, batterypass.read),
)
"""Formats in JSON whose documents fit into memory: how each is told, and read."""


@cache
def formats() -> dict[str, Text]:
    """What the formats are called, by the name that a document has of its own."""
    raw = tomllib.loads(resources("orepath.custody").joinpath("formats.toml").read_text("utf-8"))
    return {key: text(entry["title"]) for key, entry in raw.items()}


def documents(paths: Iterable[Path], faults: list[Fault]) -> tuple[Document, ...]:
    """The documents of files and folders, the files of a folder by name, with those in its folders.

    Parameters
    ----------
    faults
        Where the faults of those that cannot be read are added. Events are read when they are asked for: theirs come
        then.
    """
    found: list[Document] = []
    for path in paths:
        every = list(_files(path))
        if not every:
            faults.append(fault("custody_no_files", str(path), allowed=", ".join(SUFFIXES)))
        for each in every:
            try:
                found.append(document(each))
            except InputError as error:
                faults.extend(error.faults)
    return tuple(found)


def document(path: Path) -> Document:
    """A file as a document.

    Raises
    ------
    InputError
        Where it is of no known format, or with every fault of its own.
    """
    head = first_bytes(path, HEAD)
    if not head:
        raise InputError(fault("file_empty", str(path)))
    if head.startswith(ZIP):
        return _workbook(path)
    begins = _decoded(head).lstrip("\ufeff \t\r\n")
    if begins.startswith("<"):
        return epcis_xml.read(path)
    if begins.startswith(("{", "[")):
        return _json(path, begins)
    return template.read(path)


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for each in sorted(path.rglob("*")):
        if each.suffix.lower() in SUFFIXES and each.is_file() and not each.name.startswith((".", "~$")):
            yield each


def _workbook(path: Path) -> Document:
    if is_declaration(path):
        return read_declaration(path)
    return sheet.read(path) if _is_sheet(path) else template.read(path)


def _is_sheet(path: Path) -> bool:
    """Whether the first sheet of a workbook lists the elements of a credential; a broken one does not."""
    try:
        with zipfile.ZipFile(path) as packed:
            refuse_unsafe(packed, path.name)
        with CalamineWorkbook.from_path(str(path)) as book:
            rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False, nrows=1)
    except (InputError, CalamineError, zipfile.BadZipFile, zlib.error, OSError, KeyError, ValueError, RuntimeError):
        return False  # whoever reads it as a table says what is wrong with it
    return bool(rows) and sheet.is_sheet(rows[0])


def _json(path: Path, text: str) -> Document:
    if EPCIS.search(text) or (EVENT.search(text) and not _is_other(path, text)):
        return epcis_json.read(path)
    raw = load(path)
    for told, read in JSON:
        if told(raw):
            return read(path)
    if isinstance(raw, dict) and "eventTime" in raw:
        return epcis_json.read(path)
    if isinstance(raw, dict) and "$schema" in raw:
        raise InputError(fault("custody_schema", f"{path.name}, $schema", found=str(raw["$schema"])[:80]))
    keys = ", ".join(list(raw)[:8]) if isinstance(raw, dict) else type(raw).__name__
    raise InputError(fault("custody_unknown_document", path.name, found=keys))


def _is_other(path: Path, text: str) -> bool:
    """Whether a file that names an event is a small document of another format about one."""
    return "vocabulary.uncefact.org" in text and untp.is_untp(load(path))


def _decoded(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore")
    return head.decode("utf-8", "ignore")
