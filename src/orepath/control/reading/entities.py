"""Entities from a table."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orepath.control.reading.masks import Flags, said
from orepath.control.reading.rows import EntityRows
from orepath.control.reading.stakes import codes, nobody_known, require
from orepath.control.reading.table import Table
from orepath.control.reading.words import words
from orepath.control.register import KINDS
from orepath.errors import Fault, UnknownName, fault
from orepath.network.own.columns import LISTED, Faults
from orepath.vocabulary.places import find_place, place
from orepath.vocabulary.terms import fold

COMPARED = ("name", "kind", "country", "listed")


def entities(table: Table, faults: Faults) -> EntityRows:
    """The entities of a table, each once; what is wrong with a row is a fault."""
    require(table, "entity_id", faults)
    id_ = table.columns["entity_id"]
    table.tell(faults, "control_id_reserved", nobody_known(id_), lambda line: {"found": id_[line].as_py()})
    again = _refuse_repeated(table, faults)
    kind = codes(table, "kind", KINDS, faults)
    country, lists = _countries(table, faults), _lists(table)
    name = pc.if_else(pc.equal(table.columns["name"], ""), id_, table.columns["name"])
    kept = np.flatnonzero(~again & said(id_))
    take = pa.array(kept)
    at = {int(line): number for number, line in enumerate(kept.tolist())} if lists else {}
    listed = {at[line]: found for line, found in lists.items() if line in at}
    return EntityRows(id_.take(take), name.take(take), kind[kept], country.take(take), listed)


def _refuse_repeated(table: Table, faults: Faults) -> Flags:
    """The rows whose id stood before, each with a fault: it says the same again, or something else."""
    id_ = table.columns["entity_id"]
    encoded = id_.dictionary_encode()
    if len(encoded.dictionary) == len(id_):
        return np.zeros(len(id_), dtype=bool)
    code = encoded.indices.fill_null(-1).to_numpy()
    _, first, number = np.unique(code, return_index=True, return_inverse=True)
    again = (first[number] != np.arange(len(code))) & (code >= 0)
    again &= said(id_)
    table.bad[again] = True
    lines = np.flatnonzero(again).tolist()
    if lines:
        faults.kinds.append([_repeated(table, line, int(first[number[line]])) for line in lines[:LISTED]])
    return np.asarray(again, dtype=bool)


def _repeated(table: Table, line: int, first: int) -> Fault:
    key = table.columns["entity_id"][line].as_py()
    cells = {name: table.columns[name] for name in COMPARED}
    other = [name for name, cell in cells.items() if cell[line].as_py() != cell[first].as_py()]
    row = int(table.row[first])
    if not other:
        return fault("duplicate_key", table.where(line), key=key, first=row)
    return fault("control_id_twice", table.where(line), id=key, first=row, columns=", ".join(other))


def _countries(table: Table, faults: Faults) -> pa.Array:
    """Alpha-2 codes; empty where the cell is, or says that it is not known."""
    text = table.columns["country"]
    encoded = text.dictionary_encode()
    names = encoded.dictionary.to_pylist()
    code = ["" if not each or fold(each) in words("unknown") else find_place(each) for each in names]
    number = encoded.indices.fill_null(len(code)).to_numpy()
    lines = np.flatnonzero(np.isin(number, [at for at, each in enumerate(code) if each is None]))
    table.bad[lines] = True
    for line in lines[:LISTED].tolist():
        faults.add(*_unknown_place(names[number[line]], f"{table.where(line)}, country"))
    return pa.array([*code, ""], pa.string()).take(pa.array(number))


def _unknown_place(name: str, where: str) -> tuple[Fault, ...]:
    try:
        place(name, where)
    except UnknownName as error:
        return error.faults
    return ()


def _lists(table: Table) -> dict[int, tuple[str, ...]]:
    """The lists an entity is on, by line; only of those that are on one."""
    text = pc.fill_null(table.columns["listed"], "")
    lines = np.flatnonzero(said(text))
    found: dict[int, tuple[str, ...]] = {}
    for line in lines.tolist():
        parts = (part.strip() for part in re.split("[;；]", text[line].as_py()))
        found[line] = tuple(sorted({words("official").get(fold(part), part) for part in parts if part}))
    return {line: lists for line, lists in found.items() if lists}
