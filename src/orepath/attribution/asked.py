"""Attribution as it is asked for: of a network or one's own tables, by whichever engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal, get_args

import pyarrow as pa
import pyarrow.parquet as pq

from orepath.attribution.answer import Answer, Progress, streaming
from orepath.attribution.asking import system
from orepath.attribution.choosing import Room, memory_limit, room, room_to_read
from orepath.attribution.labels import Labels
from orepath.attribution.memory.solve import solve
from orepath.attribution.relational.answer import RelationalAnswer
from orepath.attribution.relational.solve import solve_relational
from orepath.errors import Fault, InputError, fault
from orepath.network.columnar import Columnar
from orepath.network.coupling import net_columnar
from orepath.network.network import Network
from orepath.network.own.columnar import FlagSets, read_columnar, read_flags
from orepath.network.own.table import Table
from orepath.network.own.warned import Warnings

Engine = Literal["auto", "memory", "duckdb", "spark"]
Coupling = Literal["gross", "net"]
ADDED = 3
"""Labels that an answer may have besides those given: `unknown`, `not_processed`, `unattributed`."""
ENGINES, COUPLINGS, LABELS = get_args(Engine), get_args(Coupling), get_args(Labels)


def attribute(
    nodes: Network | Table,
    edges: Table | None = None,
    *,
    engine: Engine = "auto",
    coupling: Coupling = "gross",
    labels: Labels = "source",
    stage: str | None = None,
    flags: Table | Mapping[str, Iterable[str | int]] | None = None,
    progress: Progress | None = None,
) -> Answer:
    """What stands behind each tonne at each node, by label: exact, with a certificate, at any size.

    Solves ``X = D^-1 (S + F^T X)``, ``D = own + inflow``: each flow carries the composition of the node it leaves.

    Parameters
    ----------
    nodes, edges
        A network; or its two tables: `node` (integer or text), `own` (t), `label`, and where they are asked for
        `place` and `stage`; `source`, `target`, `flow` (t). Files in Parquet, CSV or Arrow, Arrow tables, pandas or
        polars frames.
    engine
        ``memory``; ``duckdb``, which needs little memory; ``spark``, for several machines (an extra); ``auto``: memory
        where the network fits in half of what is free, else duckdb, as `Answer.why` says.
    coupling
        ``gross``: a place ships the mix it takes in. ``net``: what passes through a place does so unmixed.
    labels
        ``source``: by the label of own mass. ``last-stage``: by the place of the last node of ``stage`` passed.
        ``touched``: by flag, the share that passed a node carrying it; not additive, so a union is a flag of its own.
    stage
        The stage of ``last-stage``.
    flags
        The flags of ``touched``: a table of `node` and `flag`, or the ids of nodes by flag.
    progress
        Called with the part done, 0 to 1.

    Returns
    -------
    Answer
        One row a node, in the order given.

    Raises
    ------
    InputError
        With every fault of the options, or of the tables.

    Examples
    --------
    >>> import pyarrow as pa
    >>> nodes = pa.table({"node": [1, 2, 3], "own": [60, 40, 0], "label": ["Aland", "Boria", ""]})
    >>> edges = pa.table({"source": [1, 2], "target": [3, 3], "flow": [60, 20]})
    >>> attribute(nodes, edges).arrow().to_pylist()[2]
    {'node': 3, 'Aland': 0.75, 'Boria': 0.25, 'unattributed': 0.0}
    """
    faults = option_faults(engine, coupling, labels, stage, flags is not None)
    whole = isinstance(nodes, Network)
    if whole != (edges is None):
        faults.append(fault("bad_option", "edges", found=type(edges).__name__, allowed="Network | nodes, edges"))
    if faults:
        raise InputError(faults)
    told = _flag_table(flags) if isinstance(flags, Mapping) else flags
    asked = _Asked(coupling == "net", labels, stage, told, progress)
    if isinstance(nodes, Network):
        tables: tuple[Table, Table] = (nodes.nodes, nodes.flows)
        found = (Columnar.of(nodes), ()) if engine in ("auto", "memory") else None
    else:
        assert edges is not None
        tables, found = (nodes, edges), None
    return asked.solved(tables, found, engine)


def option_faults(
    engine: str, coupling: str, labels: str, stage: str | None, flagged: bool, option: str = ""
) -> list[Fault]:
    """Every fault of what is asked, before anything is read.

    Parameters
    ----------
    flagged
        Whether flags are given.
    option
        What stands before the name of an option in messages.
    """
    told = (("engine", engine, ENGINES), ("coupling", coupling, COUPLINGS), ("labels", labels, LABELS))
    faults = [
        fault("bad_option", option + name, found=found, allowed=", ".join(allowed))
        for name, found, allowed in told
        if found not in allowed
    ]
    for name, given, with_ in (("stage", bool(stage), "last-stage"), ("flags", flagged, "touched")):
        told_with = f"{option}labels {with_}" if option else f'labels="{with_}"'
        if given and labels != with_:
            faults.append(fault("option_needless", option + name, told=told_with))
        elif not given and labels == with_:
            faults.append(fault("option_needed", option + name, told=told_with))
    return faults


class _Asked:
    """One question, put to one engine or another."""

    def __init__(
        self, net: bool, labels: Labels, stage: str | None, flags: Table | None, progress: Progress | None
    ) -> None:
        self.net, self.labels, self.stage, self.flags, self.progress = net, labels, stage, flags, progress

    def solved(self, tables: tuple[Table, Table], found: tuple[Columnar, Warnings] | None, engine: Engine) -> Answer:
        """The answer of an engine; of the one that memory allows where ``auto`` is to choose."""
        why: Room | None = None
        if engine == "auto":
            why = room_to_read(*tables, self.net) if found is None else None
            if why is not None and not why.enough:
                return self._relational(tables, "duckdb", why)
        if engine in ("auto", "memory"):
            columns, warnings = found or read_columnar(*tables, self._needed())
            flags = read_flags(self.flags, columns) if self.flags is not None else None
            if engine == "auto":
                why = room(columns.nodes, len(columns.flow), self._count(columns, flags), self.net)
                if not why.enough:
                    return self._relational(tables, "duckdb", why, warnings)
            return self._in_memory(columns, flags, warnings, why)
        return self._relational(tables, "spark" if engine == "spark" else "duckdb", None)

    def _needed(self) -> tuple[str, ...]:
        """Columns of the nodes that are needed for this question."""
        return ("place", "stage") if self.net or self.labels == "last-stage" else ()

    def _count(self, columns: Columnar, flags: FlagSets | None) -> int:
        """How many columns the answer has at most."""
        if flags is not None:
            return len(flags)
        return len((columns.place if self.labels == "last-stage" else columns.label).dictionary) + ADDED

    def _in_memory(self, columns: Columnar, flags: FlagSets | None, warnings: Warnings, why: Room | None) -> Answer:
        least = room(columns.nodes, 0, self._count(columns, flags))
        too_large = fault("attribution_no_memory", labels=self._count(columns, flags), nodes=columns.nodes)
        if least.free is not None and least.needed > least.free:
            raise InputError(too_large)
        try:
            parts, transit = net_columnar(columns) if self.net else (columns, None)
            found = solve(system(parts, self.labels, self.stage, flags, transit), self.progress)
        except MemoryError as error:
            raise InputError(too_large) from error
        except SystemError as error:  # what becomes of Ctrl-C in a compiled loop
            if isinstance(error.__cause__, KeyboardInterrupt):
                raise KeyboardInterrupt from error
            raise
        return Answer(
            columns.nodes,
            found.names,
            found.certificate,
            "memory",
            found.seconds,
            found.seconds_components,
            streaming(columns.node, found),
            warnings,
            why=why,
        )

    def _relational(
        self, tables: tuple[Table, Table], engine: Literal["duckdb", "spark"], why: Room | None, warnings: Warnings = ()
    ) -> Answer:
        coupling: Coupling = "net" if self.net else "gross"
        found = solve_relational(
            *tables, self.labels, self.stage, self.flags, coupling, engine, self.progress, memory_limit()
        )
        return Answer(
            sum(pq.read_metadata(path).num_rows for path in _files(found)),
            found.labels,
            found.certificate,
            engine,
            found.seconds,
            found.seconds_components,
            _streaming(found),
            warnings,
            found.close,
            why,
        )


def _files(found: RelationalAnswer) -> list[Path]:
    """The files of the first tile of labels, which has every node."""
    return sorted(found.folders[0].glob("*.parquet"))


def _streaming(found: RelationalAnswer) -> Callable[[bool], Iterator[pa.RecordBatch]]:
    """Its batches; where there are none, one without rows."""

    def stream(long: bool) -> Iterator[pa.RecordBatch]:
        any_rows = False
        for batch in found.batches(long):
            any_rows = True
            yield batch
        if not any_rows:
            files = _files(found)
            kind = pq.read_schema(files[0]).field(0).type if files else pa.string()
            columns = [("label", pa.string()), ("share", pa.float64())]
            wide = [(name, pa.float64()) for name in found.labels]
            yield pa.RecordBatch.from_pylist([], pa.schema([("node", kind), *(columns if long else wide)]))

    return stream


def _flag_table(flags: Mapping[str, Iterable[str | int]]) -> pa.Table:
    """Flags as a table.

    Raises
    ------
    InputError
        For every flag without a node, and for nodes that are neither text nor integers.
    """
    carriers = {str(flag): list(nodes) for flag, nodes in flags.items()}
    if faults := [
        fault("required_cell", f"flags, {flag}", column="node") for flag, found in carriers.items() if not found
    ]:
        raise InputError(faults)
    pairs = [(node, flag) for flag, nodes in carriers.items() for node in nodes]
    try:
        node = pa.array([node for node, _ in pairs])
    except (pa.ArrowException, TypeError, ValueError) as error:
        raise InputError(
            fault("network_column_type", "flags", column="node", found=error, allowed="int64, string")
        ) from error
    return pa.table({"node": node, "flag": pa.array([flag for _, flag in pairs], pa.string())})
