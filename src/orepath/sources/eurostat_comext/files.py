"""Which files a path holds, and in which of the publisher's forms each is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from orepath.errors import Fault, SourceError, fault
from orepath.evidence.delimited import header_of
from orepath.evidence.headings import parted_fault
from orepath.evidence.reading import existing_file, refuse

ENDINGS = (".csv", ".dat", ".csv.gz", ".dat.gz")
SEVEN_ZIP = b"7z\xbc\xaf\x27\x1c"
NEEDED = ("reporter", "partner", "good", "flow", "period", "value")
OPTIONAL = ("procedure", "mass")


@dataclass(frozen=True)
class DataFile:
    """A file and, for what is read of it, the names of its columns."""

    path: Path
    columns: Mapping[str, str]


def listed(path: Path, title: str) -> list[Path]:
    """The files of trade at a path, which is a file or a folder, in the order of their names.

    Raises
    ------
    SourceError
        Where there is none.
    """
    if not path.is_dir():
        return [path]
    found = sorted(each for each in path.iterdir() if each.name.casefold().endswith(ENDINGS))
    if not found:
        raise SourceError(fault("no_files", str(path), dataset=title, expected=", ".join(ENDINGS)))
    return found


def described(paths: list[Path], forms: Mapping[str, Mapping[str, str]], title: str) -> list[DataFile]:
    """The files with their columns.

    Raises
    ------
    SourceError
        With every fault: what cannot be read, an archive that is to be unpacked first, columns of no form, an extract
        beside bulk files.
    """
    found: list[DataFile] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            found.append(_described(path, forms, title))
        except SourceError as error:
            faults += error.faults
    refuse([*faults, *_faults_between(found)])
    return found


def _faults_between(files: list[DataFile]) -> Iterator[Fault]:
    """The faults of files that cannot be added: one may hold the rows of another again."""
    for file in files[1:]:
        said, first = (", ".join(each.columns.values()) for each in (file, files[0]))
        if ("procedure" in file.columns) != ("procedure" in files[0].columns):
            yield fault("wrong_edition", file.path.name, found=said, expected=first)


def _described(path: Path, forms: Mapping[str, Mapping[str, str]], title: str) -> DataFile:
    with existing_file(path).open("rb") as file:
        packed = file.read(len(SEVEN_ZIP)) == SEVEN_ZIP
    if packed:
        raise SourceError(fault("malformed", path.name, format="CSV", detail="7z: unpack it first"))
    header = header_of(path)
    form = max(forms.values(), key=lambda names: sum(names[part] in header for part in NEEDED))
    missing = [form[part] for part in NEEDED if form[part] not in header]
    if missing:
        where, known = f"{path.name}, row 1", [name for names in forms.values() for name in names.values()]
        shown = {"missing": ", ".join(missing), "found": ", ".join(header[:30]) or "-"}
        raise SourceError(parted_fault(header, known, where) or fault("columns_missing", where, dataset=title, **shown))
    return DataFile(path, {part: form[part] for part in (*NEEDED, *OPTIONAL) if form[part] in header})
