"""Files that are too large, too wide or say too much, made from a seed: refused, or read, in little room and time."""

from __future__ import annotations

import gzip
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path

from fuzzing.attempt import Attempt, measured
from fuzzing.mutations import GZIP, kind_of
from fuzzing.seeds import Seed, copied
from orepath.evidence.json_file import MOST_VALUES
from orepath.sources.importing import reader

HUGE = 10_000_000_000
MOST_WRITTEN = 100_000_000
"""Bytes of a file that is written, and not only said to be as large."""
COLUMNS = 1_000_000
PIECE = 1 << 20
DECLARED = (
    b'<!DOCTYPE a [<!ENTITY b "aaaaaaaaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (99 + n, b"&%c;" % (98 + n) * 16) for n in range(9))
    + b'<!ENTITY z SYSTEM "file:///etc/passwd">]>'
)
"""Entities that stand for each other sixteen times over, and one for a file of the system."""
FIGURE = re.compile(rb'<c((?: r="[^"]*"| s="[^"]*")*)(?: t="n")?><v>([^<]*)</v></c>')
"""A cell of a sheet that holds a number."""

Change = Callable[[Path, int], None]


def bound(dataset: str) -> int:
    """The most bytes that a dataset reads of a file."""
    return int(reader(dataset).SOURCE.raw["most_bytes"])


def zeros_to_ten_gigabytes(file: Path, most: int) -> None:
    """The file as it is, and behind it nothing up to ten gigabytes."""
    _stretched(file, HUGE)


def zeros_to_the_bound(file: Path, most: int) -> None:
    """The file as it is, and behind it nothing up to what is read of one."""
    _stretched(file, most)


def blanks_to_the_bound(file: Path, most: int) -> None:
    """The file as it is, and behind it blank lines."""
    _written(file, file.read_bytes(), b" \n", most)


def short_rows(file: Path, most: int) -> None:
    """The first line of the file, and below it as many lines of one letter as are read."""
    _written(file, _first_line(file), b"a\n", most)


def empty_cells(file: Path, most: int) -> None:
    """The first line of the file, and below it rows of as many empty cells."""
    first = _first_line(file)
    row = b"," * first.count(b",") + b"\n"
    _written(file, first, row, most)


def small_cells(file: Path, most: int) -> None:
    """The first line of the file, and below it rows of as many cells of one letter."""
    first = _first_line(file)
    _written(file, first, b"a" + b",a" * first.count(b",") + b"\n", most)


def rows_again(file: Path, most: int) -> None:
    """The file with its rows again and again, up to what is read of one."""
    data = file.read_bytes()
    _, _, rows = data.partition(b"\n")
    _written(file, data, rows or b"\n", most)


def rows_numbered(file: Path, most: int) -> None:
    """The file with its rows again and again, the first number of each another every time."""
    data = file.read_bytes()
    _, _, rows = data.partition(b"\n")
    number, left = count(1_000_000), min(most, MOST_WRITTEN) - 2 * len(data)
    with file.open("ab") as opened:
        while rows and left > 0:
            again = re.sub(rb"(?m)^(\D*)\d+", lambda row: row[1] + b"%d" % next(number), rows)
            left -= opened.write(again)


def empty_objects(file: Path, most: int) -> None:
    """A JSON whose longest array holds about as many empty objects as it may hold values."""
    begins, ends = _around(file)
    _written(file, begins + b"{}", b",{}", min(most, 3 * MOST_VALUES // 2 - PIECE), ends)


def small_objects(file: Path, most: int) -> None:
    """A JSON whose longest array holds as many objects of one number as are read."""
    begins, ends = _around(file)
    _written(file, begins + b'{"a":1}', b',{"a":1}', most, ends)


def objects_again(file: Path, most: int) -> None:
    """A JSON whose longest array holds its first object again and again."""
    begins, ends = _around(file)
    data = file.read_bytes()
    found = json.loads(data) if kind_of(data) == "json" else [{}]
    first = json.dumps(_longest(found)[:1], ensure_ascii=False).encode()[1:-1] or b"{}"
    _written(file, begins + first, b"," + first, most, ends)


def many_keys(file: Path, most: int) -> None:
    """A JSON of one object of many keys, the last of which stands twice."""
    keys = b",".join(b'"%d":1' % number for number in range(1_200_000))
    file.write_bytes(b"[{" + keys + b',"9":2}]')


def nested_arrays(file: Path, most: int) -> None:
    """A JSON of arrays in arrays."""
    _written(file, b"", b"[", min(most, 10 * PIECE))


def empty_elements(file: Path, most: int) -> None:
    """The first tag of an XML, and in it as many empty elements as are read."""
    data = file.read_bytes()
    at = data.find(b">", data.find(b"<", data.find(b"?>") + 2) + 1) + 1 if data.lstrip().startswith(b"<") else 0
    _written(file, data[:at] or b"<a>", b"<b/>", most)


def entities(file: Path, most: int) -> None:
    """The document type of an XML, or of a sheet, declares entities; what is no XML becomes one."""
    data = file.read_bytes()
    if data.startswith(b"PK\x03\x04"):
        _repacked(file, lambda name, part: _declaring(part) if name.endswith(".xml") else part)
        return
    file.write_bytes(_declaring(data if kind_of(data) == "xml" else b"<a>&z;&k;</a>"))


def a_million_columns(file: Path, most: int) -> None:
    """The first line, or the first row of a sheet, names a million columns."""
    data = file.read_bytes()
    if data.startswith(b"PK\x03\x04"):
        cells = b"".join(b'<c r="%s1"><v>1</v></c>' % letters(number) for number in range(COLUMNS))
        row = b'<row r="1">' + cells + b"</row>"
        _repacked(
            file,
            lambda name, part: part.replace(b"<sheetData>", b"<sheetData>" + row, 1) if "/sheet" in name else part,
        )
        return
    first = _first_line(file).rstrip(b"\r\n")
    file.write_bytes(first + b",c%d" * COLUMNS % tuple(range(COLUMNS)) + b"\n")


def a_million_names(file: Path, most: int) -> None:
    """A workbook's sheet of two million rows of one cell each, further down than any sheet goes."""
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (number, number) for number in range(1, 2_000_000))
    if file.read_bytes().startswith(b"PK\x03\x04"):
        _repacked(file, lambda name, part: _with_rows(part, rows) if "worksheets/sheet" in name else part)
    else:
        file.write_bytes(rows)


def failed_figures(file: Path, most: int) -> None:
    """Every number of a workbook is a formula that failed."""
    _figures(file, rb'<c\1 t="e"><f>1/0</f><v>#REF!</v></c>')


def figures_without_a_value(file: Path, most: int) -> None:
    """Every number of a workbook is a formula whose value was not kept."""
    _figures(file, rb"<c\1><f>1+1</f></c>")


def figures_of_another(file: Path, most: int) -> None:
    """Every number of a workbook is a formula that asks another workbook, with the value it last gave."""
    _figures(file, rb"<c\1><f>[1]Sheet1!A1</f><v>\2</v></c>")
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><externalBook/></externalLink>'
    if file.read_bytes().startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(file, "a") as packed:
            packed.writestr("xl/externalLinks/externalLink1.xml", link)


def _figures(file: Path, written: bytes) -> None:
    if file.read_bytes().startswith(b"PK\x03\x04"):
        _repacked(file, lambda name, part: FIGURE.sub(written, part) if "worksheets/sheet" in name else part)


def packed_blanks(file: Path, most: int) -> None:
    """The beginning of the file and five gigabytes of blank lines behind it, packed with gzip."""
    _gzipped(file, b" \n" * (PIECE // 2))


def packed_rows(file: Path, most: int) -> None:
    """The file and five gigabytes of its rows behind it, packed with gzip."""
    rows = _unpacked(file).partition(b"\n")[2] or b"a\n"
    _gzipped(file, rows * (PIECE // len(rows) + 1))


def in_a_zip(file: Path, most: int) -> None:
    """The file within a ZIP, as publishers pack theirs."""
    data = file.read_bytes()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(file.name, data)


def many_rows_of_a_database(file: Path, most: int) -> None:
    """A database whose tables hold their rows again and again, up to what is read of one."""
    if not file.read_bytes().startswith(b"SQLite format 3"):
        file.write_bytes(b"SQLite format 3\x00" * 1000)
        return
    with closing(sqlite3.connect(file)) as connection:
        tables = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
        while file.stat().st_size * 2 < most:
            for table in tables:
                _doubled(connection, table)
            connection.commit()


CHANGES: tuple[Change, ...] = (
    zeros_to_ten_gigabytes,
    zeros_to_the_bound,
    blanks_to_the_bound,
    short_rows,
    empty_cells,
    small_cells,
    rows_again,
    rows_numbered,
    empty_objects,
    small_objects,
    objects_again,
    many_keys,
    nested_arrays,
    empty_elements,
    entities,
    a_million_columns,
    a_million_names,
    failed_figures,
    figures_without_a_value,
    packed_blanks,
    packed_rows,
    in_a_zip,
    many_rows_of_a_database,
)


def letters(column: int) -> bytes:
    """The letters of a column counted from 0, further than any sheet goes."""
    name = b""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = bytes((65 + rest,)) + name
    return name


def _doubled(connection: sqlite3.Connection, table: str) -> None:
    """Every row of a table again, without the keys that only one row may have."""
    described = connection.execute(f'pragma table_info("{table}")')
    columns = ", ".join(f'"{name}"' for _, name, *_, key in described if not key)
    if columns:
        connection.execute(f'insert or ignore into "{table}" ({columns}) select {columns} from "{table}"')


def _first_line(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.readline(PIECE).rstrip(b"\r\n") + b"\n"


def _stretched(file: Path, size: int) -> None:
    with file.open("r+b") as opened:
        opened.truncate(max(size, file.stat().st_size))


def _written(file: Path, begins: bytes, unit: bytes, most: int, ends: bytes = b"") -> None:
    """What begins a file, and a unit again and again up to the most bytes."""
    piece = unit * (PIECE // len(unit) + 1)
    with file.open("wb") as opened:
        opened.write(begins)
        room = max(min(most, MOST_WRITTEN) - len(begins) - len(ends), 0)
        for _ in range(room // len(piece)):
            opened.write(piece)
        opened.write(piece[: room % len(piece) // len(unit) * len(unit)] + ends)


def _longest(found: object) -> list[object]:
    """The array of a JSON that holds most: the whole, or that of a key."""
    if isinstance(found, list):
        return found
    within = found.values() if isinstance(found, dict) else ()
    return max((each for each in within if isinstance(each, list)), key=len, default=[])


def _around(file: Path) -> tuple[bytes, bytes]:
    """What stands around the members of the longest array of a JSON; of another file, the brackets of one."""
    data = file.read_bytes()
    found = json.loads(data) if kind_of(data) == "json" else []
    _longest(found)[:] = ["here"]
    begins, _, ends = json.dumps(found or ["here"], ensure_ascii=False).encode().partition(b'"here"')
    return begins, ends


def _declaring(data: bytes) -> bytes:
    at = data.find(b"?>") + 2 if b"?>" in data[:200] else 0
    return data[:at] + DECLARED + data[at:]


def _with_rows(part: bytes, rows: bytes) -> bytes:
    head, begin, _ = part.partition(b"<sheetData>")
    return head + begin + rows + b"</sheetData></worksheet>" if begin else part


def _repacked(file: Path, change: Callable[[str, bytes], bytes]) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(file) as packed, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as written:
        for name in packed.namelist():
            written.writestr(name, change(name, packed.read(name)))
    file.write_bytes(made.getvalue())


def _unpacked(file: Path) -> bytes:
    data = file.read_bytes()
    return gzip.decompress(data) if data.startswith(GZIP) else data


def _gzipped(file: Path, piece: bytes) -> None:
    """What the file holds and five gigabytes of a piece, each piece packed once and written again and again."""
    begins, again = gzip.compress(_unpacked(file), 1, mtime=0), gzip.compress(piece, 1, mtime=0)
    with file.open("wb") as opened:
        opened.write(begins)
        for _ in range(min(5 * (1 << 30) // len(piece), MOST_WRITTEN // len(again))):
            opened.write(again)


def attempt_unusual(laid: Path, seed: Seed, number: int, place: Path) -> Attempt:
    """Import a copy in which the largest file was changed by the change of a number."""
    path = copied(laid, place)
    files = [file for file in path.rglob("*") if file.is_file()] if path.is_dir() else [path]
    CHANGES[number](max(files, key=lambda file: (file.stat().st_size, file.name)), bound(seed.dataset))
    return measured(seed, number, path, CHANGES[number].__name__)
