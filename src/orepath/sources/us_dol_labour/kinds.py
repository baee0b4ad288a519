"""Which of the publisher's files a file is."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from xml.etree.ElementTree import Element

from python_calamine import CalamineWorkbook

from orepath.errors import SourceError, fault
from orepath.evidence.files import bounded_file
from orepath.evidence.source import source
from orepath.sources.us_dol_labour.workbook import open_workbook
from orepath.sources.us_dol_labour.xml_tree import tree

SOURCE = source("orepath.sources.us_dol_labour")
ROOTS: dict[str, Literal["list", "profiles"]] = {"Goods": "list", "Countries": "profiles"}
ZIP = b"PK"

Opened = tuple[Path, Element | CalamineWorkbook]


def open_all(path: Path) -> tuple[list[Opened], list[str]]:
    """The publisher's files at a path, opened, and the names of the others that lie in a folder beside them.

    Raises
    ------
    SourceError
        Where there is none of them, or one of them cannot be read.
    """
    if not path.is_dir():
        return [(path, _open(path))], []
    opened: list[Opened] = []
    others: list[str] = []
    for file in _listed(path):
        if file.suffix.casefold() not in (".xml", ".xlsx"):
            others.append(file.name)
            continue
        try:
            opened.append((file, _open(file)))
        except SourceError as error:
            if any(found.code != "wrong_dataset" for found in error.faults):
                raise
            others.append(file.name)
    if not opened:
        wanted = "<Goods> XML, <Countries> XML, XLSX " + " / ".join(_sheets())
        raise SourceError(fault("folder_lacks", str(path), missing=wanted))
    return opened, others


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(file for file in folder.iterdir() if file.is_file() and not file.name.startswith("."))
    except OSError as error:
        raise SourceError(fault("file_unreadable", str(folder), reason=error.strerror or error)) from error


def _open(path: Path) -> Element | CalamineWorkbook:
    bounded_file(path, SOURCE.raw["most_bytes"])
    with path.open("rb") as file:
        packed = file.read(2) == ZIP
    if packed:
        workbook = open_workbook(path)
        if not set(_sheets()) & set(workbook.sheet_names):
            detail = f"no sheet {' / '.join(_sheets())}"
            raise SourceError(fault("wrong_dataset", path.name, dataset=SOURCE.id, detail=detail))
        return workbook
    root = tree(path)
    if root.tag not in ROOTS:
        detail = f"<{root.tag}>"
        raise SourceError(fault("wrong_dataset", path.name, dataset=SOURCE.id, detail=detail))
    return root


def _sheets() -> list[str]:
    return [entry["name"] for entry in SOURCE.raw["sheets"].values()]
