"""Which of the publisher's files a file is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from orepath.errors import SourceError, fault
from orepath.evidence.files import bounded_file
from orepath.evidence.source import source
from orepath.evidence.workbook.opening import Workbook, begins_as_workbook, open_workbook, text_of_cell
from orepath.sources.us_dol_labour.xml_tree import tree

SOURCE = source("orepath.sources.us_dol_labour")
ROOTS = {"Goods": "list", "Countries": "profiles"}
LAST = ("published_list", "procurement_list")
"""Kinds that are read after all others, so that what both hold stands as the others say it."""


@dataclass(frozen=True)
class Opened:
    """A file of the publisher: an XML tree or a workbook, and its kind.

    Parameters
    ----------
    kind
        ``list``, ``profiles`` (XML), ``workbook`` (the workbook of several sheets), or one of `LAST`.
    sheet
        The sheet that holds the table of a kind of `LAST`.
    """

    path: Path
    kind: str
    content: Element | Workbook
    sheet: str = ""


def open_all(path: Path) -> tuple[list[Opened], list[str]]:
    """The publisher's files at a path, opened, and the names of the others that lie in a folder beside them.

    Raises
    ------
    SourceError
        Where there is none of them, or one of them cannot be read.
    """
    if not path.is_dir():
        return [_open(path)], []
    opened: list[Opened] = []
    others: list[str] = []
    for file in _listed(path):
        if file.suffix.casefold() not in (".xml", ".xlsx", ".xls"):
            others.append(file.name)
            continue
        try:
            opened.append(_open(file))
        except SourceError as error:
            if any(found.code != "wrong_dataset" for found in error.faults):
                raise
            others.append(file.name)
    if not opened:
        wanted = f"<Goods> XML, <Countries> XML, XLSX {' / '.join(_sheets())}, {_tables()}"
        raise SourceError(fault("folder_lacks", str(path), missing=wanted))
    return sorted(opened, key=lambda file: LAST.index(file.kind) + 1 if file.kind in LAST else 0), others


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(file for file in folder.iterdir() if file.is_file() and not file.name.startswith("."))
    except OSError as error:
        raise SourceError(fault("file_unreadable", str(folder), reason=error.strerror or error)) from error


def _open(path: Path) -> Opened:
    bounded_file(path, SOURCE.raw["most_bytes"])
    if begins_as_workbook(path) or path.suffix.casefold() in (".xlsx", ".xls"):
        return _workbook(path, open_workbook(path, SOURCE.raw["most_bytes"]))
    root = tree(path)
    if root.tag not in ROOTS:
        raise SourceError(fault("wrong_dataset", path.name, dataset=SOURCE.id, detail=f"<{root.tag}>"))
    return Opened(path, ROOTS[root.tag], root)


def _workbook(path: Path, workbook: Workbook) -> Opened:
    """A workbook: of several sheets, or with one of the publisher's two tables on its first."""
    if set(_sheets()) & set(workbook.sheets):
        return Opened(path, "workbook", workbook)
    header: list[str] = []
    if workbook.sheets and (cells := workbook.cells(workbook.sheets[0])):
        header = [text_of_cell(cell).strip() for cell in cells[0]]
    for kind in LAST:
        if header == SOURCE.raw["tables"][kind]["columns"]:
            return Opened(path, kind, workbook, workbook.sheets[0])
    detail = f"no sheet {' / '.join(_sheets())}, no table {_tables()}"
    raise SourceError(fault("wrong_dataset", path.name, dataset=SOURCE.id, detail=detail))


def _sheets() -> list[str]:
    return [entry["name"] for entry in SOURCE.raw["sheets"].values()]


def _tables() -> str:
    return " / ".join("(" + ", ".join(table["columns"]) + ")" for table in SOURCE.raw["tables"].values())
