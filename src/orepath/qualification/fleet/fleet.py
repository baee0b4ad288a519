"""A fleet qualified, battery by battery, as its file streams through."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from orepath.errors import InputError
from orepath.qualification.asked import Asked
from orepath.qualification.fleet.answers import Judge, Told, answers
from orepath.qualification.fleet.blocks import Reading, blocks
from orepath.qualification.fleet.coding import Reader
from orepath.qualification.fleet.faulty import Suspects, faults_of
from orepath.qualification.fleet.given import Header, header
from orepath.qualification.fleet.rows import Rows, rows_of
from orepath.qualification.fleet.sums import Sums, sums_of
from orepath.qualification.fleet.writing import Columns, checked_out, written
from orepath.qualification.qualify import checked_options
from orepath.qualification.rule import Rule
from orepath.qualification.rule_file import load
from orepath.tabular.rows_of import Rows as Texts
from orepath.tabular.table import checked

Progress = Callable[[float], None]


@dataclass
class Tally:
    """How many batteries meet the rule, do not, are open, and to how many it does not apply."""

    met: int = 0
    not_met: int = 0
    open: int = 0
    none: int = 0

    def said(self) -> dict[str, str]:
        """The counts as people read them."""
        return {key: f"{count:,}" for key, count in self.__dict__.items()}

    def count(self, passes: Sequence[bool | None], applies: bool) -> None:
        """Count some results."""
        self.met += sum(1 for each in passes if each)
        self.not_met += sum(1 for each in passes if each is False)
        open_ones = sum(1 for each in passes if each is None)
        self.open += open_ones if applies else 0
        self.none += 0 if applies else open_ones


@dataclass
class FleetTold:
    """What is told of a fleet: how many batteries, and their results with and without each agreement."""

    out: Path
    batteries: int = 0
    with_: Tally = field(default_factory=Tally)
    without: dict[str, Tally] = field(default_factory=dict)

    def json(self) -> dict[str, Any]:
        """The same as plain values."""
        others = {agreement: dict(tally.__dict__) for agreement, tally in self.without.items()}
        return {"out": str(self.out), "batteries": self.batteries, **self.with_.__dict__, "without": others}


def qualify_fleet(
    rule: str | Path | Rule,
    path: Path | str,
    out: Path | str,
    *,
    test: str | None = None,
    on: date | str,
    acquired: date | str | None = None,
    reported: date | str | None = None,
    without: Sequence[str] = (),
    progress: Progress | None = None,
) -> FleetTold:
    """Qualify every battery of a CSV file of chains and write a row a battery.

    The file has the rule's columns and ``battery_id``; rows of one battery stand together. It is read once, some
    thousand batteries at a time; each answer is the one `orepath.qualification.qualify.qualify` gives, exactly.

    Parameters
    ----------
    out
        A ``.parquet`` or ``.csv`` file; it appears when it is whole, and replaces one of that name.
    progress
        Called now and then with the part that is read, 0 to 1.

    Raises
    ------
    InputError
        With every fault of the file, each with its row; nothing is then written.
    """
    known = rule if isinstance(rule, Rule) else load(rule)
    path, out = Path(path), Path(out)
    checked_out(path, out)
    days = {"on": on, "acquired": acquired, "reported": reported}
    asked = checked_options(known, test, days, without)
    work = _Work(asked, path, header(known, path), out)
    with written(out, tuple(work.others)) as write:
        for answers in work.answers(progress or (lambda part: None)):
            write(answers)
    return work.told


class _Work:
    """A fleet as it streams through."""

    def __init__(self, asked: Asked, path: Path, found: Header, out: Path) -> None:
        self.others = [each for each in asked.rule.agreements() if each not in asked.without]
        questions = [asked, *(replace(asked, without=tuple(sorted({*asked.without, each}))) for each in self.others)]
        self.asked, self.path, self.header = asked, path, found
        self.judges = [Judge(question) for question in questions]
        self.told = FleetTold(out, without={agreement: Tally() for agreement in self.others})
        self.reading = Reading(path.stat().st_size)
        self.suspects = Suspects()

    def answers(self, progress: Progress) -> Iterator[Columns]:
        """The answers, block by block.

        Raises
        ------
        InputError
            At the end, where anything was faulty.
        """
        readers = {column.name: Reader(column) for column in self.header.columns.values()}
        applicable = frozenset(self.asked.members("applicable"))
        areas = [judge.areas for judge in self.judges]
        for block in blocks(self.path, self.header, self.reading):
            rows = rows_of(readers, block)
            sums = sums_of(rows, applicable, areas)
            yield self._answered(block, rows, sums)
            progress(self.reading.part)
            if self.suspects.many:
                break
        self.suspects.finish(self.reading, self.told.batteries)
        if self.suspects:
            faults = faults_of(self.path, self.header, self.suspects, self.judges[0].one)
            if faults:
                raise InputError(faults)

    def _answered(self, block: pa.Table, rows: Rows, sums: Sums) -> Columns:
        """The answers of a block; a battery that is at odds with itself is remembered and has none."""
        first = self.told.batteries
        count = len(rows.battery_ids)
        self.told.batteries += count
        self.suspects.saw(rows.battery_ids)
        lone = np.flatnonzero(sums.lone | (sums.totals == 0)).tolist()
        alone = {at: self._one_by_one(block, rows, at) for at in lone}
        self.suspects.batteries.update(first + at for at, told in alone.items() if told is None)
        fast = np.setdiff1d(np.arange(count), np.array(lone, dtype=np.int64))
        every: list[list[Told | None]] = []
        for which, judge in enumerate(self.judges):
            found: list[Told | None] = [None] * count if which == 0 else list(every[0])
            again = fast if which == 0 else fast[~sums.alike(0, which)[fast]]
            for at, told in zip(again.tolist(), answers(judge, sums, which, again), strict=True):
                found[at] = told
            for at, of_judges in alone.items():
                found[at] = of_judges[which] if of_judges else None
            every.append(found)
        for tally, judge, found in zip([self.told.with_, *self.told.without.values()], self.judges, every, strict=True):
            tally.count([each.passes for each in found if each], judge.applies)
        return Columns(rows.battery_ids, every)

    def _one_by_one(self, block: pa.Table, rows: Rows, at: int) -> list[Told] | None:
        """The answers for one battery by itself; None where it is faulty."""
        begins, ends = int(rows.begins[at]), int(rows.begins[at + 1])
        columns = list(self.header.columns.values())
        texts = [block.column(each.name).slice(begins, ends - begins).to_pylist() for each in columns]
        lines = list(enumerate(map(list, zip(*texts, strict=True))))
        try:
            faults: list[Any] = []
            table = checked(Texts(self.path.name, [each.name for each in columns], lines), columns, faults)
            return None if faults else [judge.one(table) for judge in self.judges]
        except InputError:
            return None
