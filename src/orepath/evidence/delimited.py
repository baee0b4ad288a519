"""A publisher's delimited text in DuckDB, every cell as text: fast where the file is whole, exact where it is not."""

from __future__ import annotations

import codecs
import csv
import re
import shutil
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import duckdb

from orepath.errors import Fault, SourceError, fault
from orepath.evidence.csv_rows import csv_rows
from orepath.evidence.database import opened
from orepath.evidence.files import bounded_file
from orepath.evidence.headings import heading_fault

HEADER_BYTES = 65_536
"""A header longer than this is of no dataset read here."""
CHUNK = 1 << 18
"""Bytes looked at together: as many as a processor keeps near at hand."""
MOST_FAULTS = 200
"""Faults gathered of one file; the rest is counted by whoever tells them."""
DIAGNOSED_BYTES = 16_000_000
"""Of a file that cannot be read the first bytes are gone through for the rows at fault."""
NUMBER = r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?"
"""How a decimal number is written where a point parts the decimals."""
LINE_END = re.compile(rb"\r\n|\n|\r")
SHORT = re.compile(r"on Line: (?P<line>\d+)\n.*\nExpected Number of Columns: (?P<expected>\d+) Found: (?P<found>\d+)")
GZIP = b"\x1f\x8b"
MEMORY = "400MB"
"""What DuckDB may take before it spills onto the disk."""


@dataclass(frozen=True)
class Delimited:
    """A file of which a table of a DuckDB holds every row, its cells as text, null where they are empty.

    The row of a record is its ``rowid`` and 2: records are counted as a spreadsheet shows them, the header being row 1.
    """

    path: Path
    table: str
    columns: tuple[str, ...]
    rows: int

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.name


@contextmanager
def workspace(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB in memory that spills into a folder, which is gone afterwards."""
    spill = folder / ".spill"
    try:
        with opened() as connection:
            connection.execute(f"set temp_directory = {literal(str(spill))}; set memory_limit = '{MEMORY}'")
            connection.execute("set threads = 2; set timezone = 'UTC'")
            yield connection
    finally:
        shutil.rmtree(spill, ignore_errors=True)


def header_of(path: Path, delimiter: str = ",", encoding: str = "utf-8") -> tuple[str, ...]:
    """The columns a delimited file names in its first row; one packed with gzip is looked into.

    Raises
    ------
    SourceError
        Where its first row is no text, or longer than that of any dataset read here.
    """
    head = _head(path)
    line = head.removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n").splitlines()[:1]
    text = line[0] if line else b""
    if len(text) >= HEADER_BYTES:
        raise SourceError(fault("header_long", f"{path.name}, row 1", found=len(text), maximum=HEADER_BYTES))
    if b"\x00" in text:
        raise SourceError(fault("zero_byte", f"{path.name}, line 1"))
    try:
        said = text.decode(encoding)
    except UnicodeDecodeError as error:
        detail = f"byte {text[error.start]:#04x}"
        raise SourceError(fault("wrong_encoding", f"{path.name}, line 1", expected=encoding, detail=detail)) from error
    return tuple(cell.strip() for cell in next(csv.reader([said], delimiter=delimiter), []))


def load(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    table: str,
    needed: Sequence[str],
    dataset: str,
    *,
    scratch: Path,
    most_bytes: int,
    optional: Sequence[str] | None = (),
    wanted: Sequence[str] | None = None,
    delimiter: str = ",",
    encoding: str = "utf-8",
) -> Delimited:
    """Make a table of a file: CSV or another delimited text, as it is or packed with gzip.

    Parameters
    ----------
    needed, optional
        Columns that must be there, and those that may; any other is a fault. ``optional`` None allows every other.
    wanted
        The columns the table is to hold, of a wide file of which few are read; None takes all.
    scratch
        A folder for a copy that is unpacked, or in UTF-8; it is gone when the release is.
    most_bytes
        Of the file, and of what it unpacks to.

    Raises
    ------
    SourceError
        With every fault found: of its size, its bytes, its columns, or rows of another number of cells.
    """
    bounded_file(path, most_bytes)
    columns = header_of(path, delimiter, encoding)
    _check_columns(path, columns, needed, optional, dataset)
    plain = path if _is_plain(path, encoding) else scratch / f".{table}.csv"
    try:
        _unpack(path, plain, most_bytes, encoding)
        _read(connection, plain, path.name, table, columns, wanted, delimiter)
    finally:
        if plain != path:
            plain.unlink(missing_ok=True)
    (rows,) = connection.execute(f"select count(*) from {table}").fetchall()[0]
    if not rows:
        raise SourceError(fault("file_empty", path.name))
    return Delimited(path, table, columns, rows)


def bad_cells(
    connection: duckdb.DuckDBPyConnection, file: Delimited, column: str, wrong: str, allowed: str
) -> list[Fault]:
    """The faults of a column's cells for which a condition of SQL holds, with their rows; at most `MOST_FAULTS`."""
    cell = name(column)
    query = f"select rowid + 2, {cell} from {file.table} where {wrong} order by rowid limit {MOST_FAULTS}"
    found = connection.execute(query).fetchall()
    faults = []
    for row, said in found:
        where = f"{file.name}, row {row}"
        if said is None:
            faults.append(fault("required_cell", where, column=column))
        else:
            faults.append(fault("bad_cell", where, column=column, found=said, allowed=allowed))
    return faults


def missing_cells(connection: duckdb.DuckDBPyConnection, file: Delimited, columns: Iterable[str]) -> list[Fault]:
    """The faults of cells that are empty and must not be."""
    return [each for column in columns for each in bad_cells(connection, file, column, f"{name(column)} is null", "")]


def not_numbers(
    connection: duckdb.DuckDBPyConnection, file: Delimited, columns: Iterable[str], negative: bool = False
) -> list[Fault]:
    """The faults of cells that hold anything but a decimal number; an empty one is none."""
    allowed = "1234.5" if negative else "1234.5, ≥ 0"
    faults = []
    for column in columns:
        faults += bad_cells(connection, file, column, no_number(column, negative), allowed)
    return faults


def no_number(column: str, negative: bool = False) -> str:
    """The condition of SQL that a cell is not empty and holds anything but a decimal number."""
    cell = name(column)
    right = f"regexp_full_match(trim({cell}), {literal(NUMBER)}) and isfinite(try_cast({cell} as double))"
    sign = "" if negative else f" and try_cast({cell} as double) >= 0"
    return f"{cell} is not null and not coalesce({right}{sign}, false)"


def of_line_ends(plain: Path, file: str) -> list[Fault]:
    """The fault of a text whose lines end in more than one way, at the first that ends in another than those before."""
    with plain.open("rb") as opened:
        data = opened.read(DIAGNOSED_BYTES)
    both = data.count(b"\r\n")
    if sum(times > 0 for times in (both, data.count(b"\n") - both, data.count(b"\r") - both)) < 2:
        return []
    ends: dict[bytes, int] = {}
    for line, found in enumerate(LINE_END.finditer(data), start=1):
        ends.setdefault(found[0], line)
        if len(ends) > 1:
            shown = ", ".join(end.decode().encode("unicode_escape").decode() for end in ends)
            return [fault("malformed", f"{file}, line {line}", format="CSV", detail=f"lines end in {shown}")]
    return []


def literal(text: str) -> str:
    """Text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def name(column: str) -> str:
    """A name of a column as SQL writes it."""
    return '"' + column.replace('"', '""') + '"'


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            head = file.read(HEADER_BYTES)
        if head.startswith(GZIP):
            return zlib.decompressobj(wbits=31).decompress(head, HEADER_BYTES)
    except OSError as error:
        raise SourceError(fault("file_unreadable", str(path), reason=error.strerror or error)) from error
    except zlib.error as error:
        raise SourceError(fault("malformed", path.name, format="gzip", detail=error)) from error
    return head


def _check_columns(
    path: Path, columns: Sequence[str], needed: Sequence[str], optional: Sequence[str] | None, dataset: str
) -> None:
    told = heading_fault(columns, needed, optional, dataset, f"{path.name}, row 1")
    if told:
        raise SourceError(told)


def _is_plain(path: Path, encoding: str) -> bool:
    """Whether a file can be read as it is: not packed, and in UTF-8."""
    with path.open("rb") as file:
        packed = file.read(len(GZIP)) == GZIP
    return not packed and codecs.lookup(encoding).name in ("utf-8", "ascii")


def _unpack(path: Path, plain: Path, most_bytes: int, encoding: str) -> None:
    """Look through the bytes of a file; where another path is named, write them there, unpacked and in UTF-8."""
    texts = _checked(path, most_bytes, encoding)
    if plain == path:
        for _ in texts:
            pass
        return
    with plain.open("wb") as written:
        for text in texts:
            written.write(text.encode("utf-8"))


def _bytes(path: Path, most_bytes: int) -> Iterator[bytes]:
    total = 0
    try:
        with path.open("rb") as file:
            packed = file.read(len(GZIP)) == GZIP
            file.seek(0)
            for chunk in _unpacked(file) if packed else iter(lambda: file.read(CHUNK), b""):
                total += len(chunk)
                if total > most_bytes:
                    raise SourceError(fault("file_too_large", path.name, found=total, maximum=most_bytes))
                yield chunk
    except EOFError as error:
        raise SourceError(fault("file_truncated", path.name, detail="gzip")) from error
    except (OSError, zlib.error) as error:
        raise SourceError(fault("malformed", path.name, format="gzip", detail=error)) from error


def _unpacked(file: BinaryIO) -> Iterator[bytes]:
    """What is packed with gzip, piece by piece; zeros behind it are left out at once, and not byte by byte."""
    engine = zlib.decompressobj(wbits=31)
    while packed := file.read(CHUNK):
        while packed:
            if engine.eof and not (packed := packed.lstrip(b"\x00")):
                break
            engine = zlib.decompressobj(wbits=31) if engine.eof else engine
            if piece := engine.decompress(packed, CHUNK):
                yield piece
            packed = engine.unconsumed_tail or engine.unused_data
    while not engine.eof:
        rest = engine.decompress(b"", CHUNK)
        if not rest:
            raise EOFError
        yield rest


def _checked(path: Path, most_bytes: int, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    read = 0
    for chunk in _and_end(_bytes(path, most_bytes)):
        if b"\x00" in chunk:
            where = _line(path, most_bytes, read + chunk.index(b"\x00"))
            raise SourceError(fault("zero_byte", where))
        read += len(chunk)
        try:
            yield decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            where = _line(path, most_bytes, read - len(error.object) + error.start)
            detail = f"byte {error.object[error.start]:#04x}"
            raise SourceError(fault("wrong_encoding", where, expected=encoding, detail=detail)) from error


def _line(path: Path, most_bytes: int, at: int) -> str:
    """The line of the byte at a position, as messages name it; lines are counted only here, where one is needed."""
    before = 0
    for chunk in _bytes(path, most_bytes):
        before += chunk[:at].count(b"\n")
        at -= len(chunk)
        if at <= 0:
            break
    return f"{path.name}, line {before + 1}"


def _and_end(chunks: Iterable[bytes]) -> Iterator[bytes]:
    yield from chunks
    yield b""


def _read(
    connection: duckdb.DuckDBPyConnection,
    plain: Path,
    file: str,
    table: str,
    columns: Sequence[str],
    wanted: Sequence[str] | None,
    delimiter: str,
) -> None:
    if not _ends(plain):
        cut = fault("file_truncated", file, detail="the last line has no end")
        raise SourceError([cut, *_diagnosed(plain, file, columns, delimiter)])
    shown = ", ".join(f"{literal(column)}: 'VARCHAR'" for column in columns)
    chosen = "*" if wanted is None else ", ".join(name(column) for column in wanted)
    try:
        connection.execute(
            f"create or replace table {table} as select {chosen} from read_csv({literal(str(plain))}, header = true, "
            f"delim = {literal(delimiter)}, quote = '\"', escape = '\"', auto_detect = false, columns = {{{shown}}})"
        )
    except duckdb.Error as error:
        found = _diagnosed(plain, file, columns, delimiter) or _short(error, file) or of_line_ends(plain, file)
        reason = str(error).partition("\n")[0].replace(str(plain), file)
        raise SourceError(found or fault("malformed", file, format="CSV", detail=reason)) from error


def _ends(plain: Path) -> bool:
    with plain.open("rb") as opened:
        opened.seek(-1, 2)
        return opened.read(1) in b"\r\n"


def _short(error: duckdb.Error, file: str) -> list[Fault]:
    """The fault of a row with fewer cells than columns, a blank one among them, as DuckDB tells it."""
    said = SHORT.search(str(error))
    if not said or int(said["found"]) >= int(said["expected"]):
        return []
    return [fault("ragged_row", f"{file}, line {said['line']}", found=said["found"], expected=said["expected"])]


def _diagnosed(plain: Path, file: str, columns: Sequence[str], delimiter: str) -> list[Fault]:
    """The faults of a text's rows, the slow way, of its first `DIAGNOSED_BYTES`."""
    with plain.open("rb") as opened:
        data = opened.read(DIAGNOSED_BYTES)
    faults: list[Fault] = []
    rows = csv_rows(data.decode("utf-8", "replace"), file, faults, delimiter)
    next(rows, None)
    found = []
    for line, cells in rows:
        if len(cells) != len(columns):
            found.append(fault("ragged_row", f"{file}, row {line}", found=len(cells), expected=len(columns)))
            if len(found) >= MOST_FAULTS:
                break
    return [*found, *(each for each in faults if len(data) < DIAGNOSED_BYTES)]
