"""One question about one network, from its tables to the runs that answer it."""

from __future__ import annotations

from pathlib import Path

from orepath.attribution.labels import Labels
from orepath.attribution.relational.labelling import Labelled, by_flag, by_source, by_stage, only_flag
from orepath.attribution.relational.numbering import Numbered, numbered
from orepath.attribution.relational.reaching import reach
from orepath.attribution.relational.relations import Relations, one, union
from orepath.attribution.relational.run import Progress, Run, run
from orepath.attribution.relational.told import told
from orepath.attribution.relational.transit import divide
from orepath.attribution.system import UNATTRIBUTED
from orepath.errors import InputError, fault
from orepath.network.own.table import Tabular

Table = Path | str | Tabular
READ = 0.1
"""The part of progress that reading is."""


class Question:
    """One question about one network."""

    def __init__(
        self,
        relations: Relations,
        folder: Path,
        labels: Labels,
        stage: str | None,
        net: bool,
        few: int,
        progress: Progress,
    ) -> None:
        self.relations, self.folder, self.labels, self.stage = relations, folder, labels, stage
        self.net, self.few, self.progress = net, few, progress

    def answered(self, nodes: Table, edges: Table, flags: Table | None) -> tuple[tuple[str, ...], list[Run]]:
        """The columns of the answer, and the runs that found them."""
        if self.labels == "touched" and flags is None:
            raise InputError(fault("bad_option", "flags", found="", allowed="flag, node ids"))
        tables = [
            told(self.relations, table, name, self.folder)
            for table, name in ((nodes, "nodes"), (edges, "edges"), (flags, "flags"))
            if table is not None
        ]
        needed = ("place", "stage") if self.net else ("place", "stage") if self.labels == "last-stage" else ()
        given = numbered(self.relations, tables[0], tables[1], tables[2] if self.labels == "touched" else None, needed)
        if self.net:
            divide(self.relations, given)
        self.progress(READ)
        if self.labels == "touched":
            return self._touched(given)
        if self.labels == "source":
            labelled = by_source(self.relations, given, self.net)
        else:
            labelled = by_stage(self.relations, given, self.net, self.stage)
        return (*labelled.names, UNATTRIBUTED), [self._run(given, labelled, "labels")]

    def _touched(self, given: Numbered) -> tuple[tuple[str, ...], list[Run]]:
        """By flag; each has a run of its own where a node carries one that no own mass reaches: it may be in a cycle
        that nobody feeds, where only what is held says what the others are."""
        labelled = by_flag(self.relations, given, self.net)
        reach(self.relations, "own > 0e0")
        self.relations.make("lost", "SELECT h.number FROM held AS h ANTI JOIN fed AS f ON f.number = h.number")
        ends = union([f"SELECT {end} AS number FROM edge" for end in ("source", "target")])
        traded = f"SELECT count(*) FROM lost SEMI JOIN ({ends}) AS ends ON ends.number = lost.number"
        if not one(self.relations, traded)[0]:
            return labelled.names, [self._run(given, labelled, "flags", held=True)]
        runs = []
        for number, name in enumerate(labelled.names):
            only = only_flag(self.relations, name)
            runs.append(self._run(given, only, f"flag-{number:05d}", runs=(number, len(labelled.names))))
        return labelled.names, runs

    def _run(
        self, given: Numbered, labelled: Labelled, name: str, held: bool = False, runs: tuple[int, int] = (0, 1)
    ) -> Run:
        before, of = runs
        folder = self.folder / name
        folder.mkdir()
        flags = self.labels == "touched"

        def told(part: float) -> None:
            self.progress(READ + (1 - READ) * (before + part) / of)

        return run(self.relations, given, labelled, flags, held, self.few, folder, told)
