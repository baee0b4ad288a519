"""Changes to delimited text: columns, rows and cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from functools import wraps
from random import Random
from typing import Literal

from fuzzing.mutations.values import value

Rows = list[list[str]]
DELIMITERS = ",\t;"


def _on_rows(change: Callable[[Rows, Random], Rows]) -> Callable[[bytes, Random], bytes]:
    """A change of rows as one of bytes; text that is no table stays as it is."""

    @wraps(change)
    def changed(data: bytes, random: Random) -> bytes:
        text = data.decode("utf-8", "surrogateescape")
        head = text.partition("\n")[0]
        delimiter = max(DELIMITERS, key=head.count)
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        except csv.Error:
            return data
        if not rows or not rows[0]:
            return data
        made = io.StringIO()
        quoted: Literal[0, 1] = csv.QUOTE_ALL if head.startswith('"') else csv.QUOTE_MINIMAL
        csv.writer(made, delimiter=delimiter, lineterminator="\n", quoting=quoted).writerows(change(rows, random))
        return made.getvalue().encode("utf-8", "surrogateescape")

    return changed


@_on_rows
def columns_swapped(rows: Rows, random: Random) -> Rows:
    """Two columns change places, with their headings or without."""
    one, other = (random.randrange(len(rows[0])) for _ in range(2))
    for row in rows[random.randint(0, 1) :]:
        if max(one, other) < len(row):
            row[one], row[other] = row[other], row[one]
    return rows


@_on_rows
def column_twice(rows: Rows, random: Random) -> Rows:
    """A column stands twice."""
    at = random.randrange(len(rows[0]))
    return [[*row[:at], *row[at : at + 1], *row[at:]] for row in rows]


@_on_rows
def column_renamed(rows: Rows, random: Random) -> Rows:
    """A heading is another."""
    at = random.randrange(len(rows[0]))
    name = rows[0][at]
    rows[0][at] = random.choice((name.upper(), name + " ", "\ufeff" + name, name.replace("_", " "), value(random), ""))
    return rows


@_on_rows
def column_gone(rows: Rows, random: Random) -> Rows:
    """A column is missing, with its heading or without."""
    at, start = random.randrange(len(rows[0])), random.randint(0, 1)
    return [*rows[:start], *([*row[:at], *row[at + 1 :]] for row in rows[start:])]


@_on_rows
def row_shifted(rows: Rows, random: Random) -> Rows:
    """The cells of a row, or of all from one on, move by one."""
    at = random.randrange(len(rows))
    for row in rows[at : at + 1] if random.random() < 0.5 else rows[at:]:
        row.insert(0, row.pop() if row and random.random() < 0.9 else "")
    return rows


@_on_rows
def row_twice(rows: Rows, random: Random) -> Rows:
    """A row stands twice."""
    at = random.randrange(len(rows))
    rows.insert(random.randint(0, len(rows)), list(rows[at]))
    return rows


@_on_rows
def row_gone(rows: Rows, random: Random) -> Rows:
    """A row is missing, perhaps that of the headings."""
    del rows[0 if random.random() < 0.2 else random.randrange(len(rows))]
    return rows


@_on_rows
def row_ragged(rows: Rows, random: Random) -> Rows:
    """A row has another number of cells."""
    row = rows[random.randrange(len(rows))]
    if random.random() < 0.5 and row:
        del row[random.randrange(len(row)) :]
    else:
        row.extend([value(random)] * random.randint(1, 50))
    return rows


@_on_rows
def rows_shuffled(rows: Rows, random: Random) -> Rows:
    """The rows stand in another order."""
    body = rows[1:]
    random.shuffle(body)
    return [rows[0], *body]


@_on_rows
def cells_replaced(rows: Rows, random: Random) -> Rows:
    """Cells hold something else."""
    for _ in range(random.choice((1, 1, 1, 5))):
        row = rows[random.randrange(len(rows))]
        if row:
            row[random.randrange(len(row))] = value(random)
    return rows


@_on_rows
def column_replaced(rows: Rows, random: Random) -> Rows:
    """A column holds the same odd value in every row."""
    at, what = random.randrange(len(rows[0])), value(random)
    for row in rows[1:]:
        if at < len(row):
            row[at] = what
    return rows


@_on_rows
def numbers_with_commas(rows: Rows, random: Random) -> Rows:
    """Numbers as other places write them."""
    for row in rows[1:]:
        for at, cell in enumerate(row):
            if cell.replace(".", "", 1).replace("-", "", 1).isdigit():
                row[at] = cell.replace(".", ",")
    return rows


def other_delimiter(data: bytes, random: Random) -> bytes:
    """With another delimiter."""
    return data.replace(b",", random.choice((b";", b"\t", b"|", b", ")))


def quotes_odd(data: bytes, random: Random) -> bytes:
    """With quotes missing, too many, or of another kind."""
    if random.random() < 0.5:
        return data.replace(b'"', random.choice((b"", b"'", b'""', b"\xe2\x80\x9c")))
    at = random.randint(0, len(data))
    return data[:at] + b'"' + data[at:]


def thousands_of_columns(data: bytes, random: Random) -> bytes:
    """The headings go on and on."""
    head, end, rest = data.partition(b"\n")
    return head + b"," + b",".join(b"c%d" % number for number in range(random.choice((300, 20_000)))) + end + rest


CHANGES = (
    columns_swapped,
    column_twice,
    column_renamed,
    column_gone,
    row_shifted,
    row_twice,
    row_gone,
    row_ragged,
    rows_shuffled,
    cells_replaced,
    cells_replaced,
    cells_replaced,
    column_replaced,
    numbers_with_commas,
    other_delimiter,
    quotes_odd,
    thousands_of_columns,
)
