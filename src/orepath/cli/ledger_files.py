"""The files of a ledger: the page and its picture, tables, chains for qualification, and the network of its lots."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path

import pyarrow.parquet as pq

from orepath.cli.files import csv_text
from orepath.cli.ledger_json import pieces, plain, unread
from orepath.custody.books.ledger import Balance, Ledger
from orepath.custody.graph.chains import COLUMNS, Row, chains
from orepath.custody.graph.lineage import lineage
from orepath.custody.graph.network import tables
from orepath.custody.lots import LotLine, lot_lines
from orepath.custody.passports.draft import draft
from orepath.custody.passports.shown import as_json
from orepath.evidence.placing import placing
from orepath.review.custody_page.writer import write_page


def write_ledger(ledger: Ledger, out: Path, lots: Sequence[str] = (), one_product: bool = False) -> list[Path]:
    """Write a ledger into a folder; files of these names are replaced.

    Parameters
    ----------
    lots
        Those whose procurement chains are written; otherwise those at the end of the record.
    one_product
        Whether documents that name no product are about the one that is named.

    Raises
    ------
    InputError
        Where a lot is not known, or the folder cannot be written; then it is as it was.
    """
    links = lineage(ledger)
    rows = chains(ledger, lots, links)
    nodes, edges = tables(ledger, links)
    with placing(out) as beside:
        with (beside / "ledger.json").open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(pieces(ledger))
        for name, text in _tables(ledger, rows):
            (beside / name).write_bytes(text.encode())
        pq.write_table(nodes, beside / "nodes.parquet")
        pq.write_table(edges, beside / "edges.parquet")
        drafts = [plain(as_json(each)) for each in draft(ledger.documents, one_product)]
        if drafts:
            text = json.dumps(drafts, ensure_ascii=False, indent=1)
            (beside / "passports.json").write_bytes(f"{text}\n".encode())
        for name, text in write_page(ledger).items():
            (beside / name).write_bytes(text.encode())
        made = sorted(path.name for path in beside.iterdir())
    return [out / name for name in made]


def _chains(rows: Sequence[Row]) -> str:
    """Chains as a table; the lot that each is behind has a column where there are several."""
    one = len({row.battery_id for row in rows}) == 1
    return _csv(COLUMNS[one:], (row.cells()[one:] for row in rows))


def _tables(ledger: Ledger, rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    yield "lots.csv", _csv([each.name for each in fields(LotLine)], (_cells(line) for line in lot_lines(ledger)))
    yield "balances.csv", _csv([each.name.rstrip("_") for each in fields(Balance)], map(_cells, ledger.balances()))
    violations = (
        (each.kind, each.explanation.en, each.explanation.ja, "; ".join(each.events), "; ".join(each.where))
        for each in ledger.violations
    )
    yield "violations.csv", _csv(["kind", "explanation", "explanation_ja", "events", "where"], violations)
    if rows:
        yield "chains.csv", _chains(rows)
    lost = [unread(each) for each in ledger.unread]
    if lost:
        yield "unread.csv", _csv(list(lost[0]), (list(each.values()) for each in lost))
    declared = [each for document in ledger.documents for each in document.declarations]
    if declared:
        heads = list(dict.fromkeys(key for each in declared for key in each))
        yield "declarations.csv", _csv(heads, ([_cell(each.get(key)) for key in heads] for each in declared))


def _cells(of: object) -> list[object]:
    return [_cell(getattr(of, each.name)) for each in fields(of)]  # type: ignore[arg-type]  # dataclasses alone


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, list | tuple | dict):
        return json.dumps(plain(value), ensure_ascii=False)
    return f"{value:f}" if hasattr(value, "as_tuple") else value


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    return csv_text(head, rows, ends="\r\n")
