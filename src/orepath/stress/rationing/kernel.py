"""The loop that rations: one block of scenarios through all steps.

A table has a row for every node and behind them one for every touched flow, each of `LANES` scenarios: what part is
held back there, 0 to 1. But for the hint to the processor, all that the loop calls stands in
this file, as kept machine code is renewed when this file changes and not when others of this folder do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias, cast

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic
from numba.np import arrayobj

from orepath.attribution.memory.compiled import exactly
from orepath.attribution.memory.prefetch import LINE, prefetch
from orepath.network.columnar import Numbers
from orepath.network.network import Floats, Integers

LANES = 16
"""Scenarios that are computed side by side: two registers of AVX-512, four of AVX2 or eight of NEON."""
WRONG = 2
"""What tells of a multiplier that is none."""
VECTOR, NUMBER = ir.VectorType(ir.DoubleType(), LANES), ir.IntType(64)
NONE, ALL = (ir.Constant(VECTOR, [part] * LANES) for part in (0.0, 1.0))
Raw: TypeAlias = Any
"""What the compiler hands over; it has no types."""


class Rows(NamedTuple):
    """What each node that a cut can reach takes in, by rows of the table.

    ``node[j]`` is the node; ``start[j]`` to ``start[j + 1]`` number the flows into it; ``row`` names the row of each
    and ``weight`` its part of what is wanted of the node: (flows,), or (flows, `LANES`) where flows are drawn.
    ``source`` is the node that each touched flow leaves.
    """

    node: Numbers
    start: Integers
    row: Numbers
    weight: Floats
    source: Numbers


class Cuts(NamedTuple):
    """What the touched flows of a block of scenarios are multiplied by.

    ``multiplier`` is (touched * steps, lanes), flow by flow and step by step, of which the block has `LANES` from
    ``lane`` on, or (touched * steps,) where all share it.
    """

    multiplier: Floats
    steps: int
    lane: int


class Kept(NamedTuple):
    """What is written down: sums, last values and stocks at the ends of periods; paths of a few nodes in every step.

    ``ends`` are the numbers of steps after which periods end and ``node`` those whose path is kept; the others are
    (rows or nodes, periods or steps, lanes), of which ``width`` from ``lane`` on are written.
    """

    ends: Integers
    node: Numbers
    back: Floats
    last: Floats
    left: Floats
    path: Floats
    path_left: Floats
    lane: int
    width: int


def _place(builder: Raw, array: Raw, number: Raw) -> Raw:
    """Where `LANES` numbers stand, from one of an array's on."""
    return builder.bitcast(builder.gep(array, [number]), VECTOR.as_pointer())


def _row(builder: Raw, array: Raw, row: Raw) -> Raw:
    return _place(builder, array, builder.mul(row, NUMBER(LANES)))


def _add(builder: Raw, array: Raw, row: Raw, more: Raw) -> None:
    place = _row(builder, array, row)
    builder.store(builder.fadd(builder.load(place, align=8), more), place, align=8)


def _every(builder: Raw, one: Raw) -> Raw:
    """One number in every lane."""
    none, first = ir.Constant(VECTOR, ir.Undefined), ir.Constant(ir.VectorType(ir.IntType(32), LANES), None)
    return builder.shuffle_vector(builder.insert_element(none, one, ir.IntType(32)(0)), none, first)


def _above(builder: Raw, one: Raw, least: Raw) -> Raw:
    return builder.select(builder.fcmp_ordered(">", one, least), one, least)


def _arrays(context: Raw, builder: Raw, kinds: Raw, given: Raw) -> list[Raw]:
    make: Raw = arrayobj.make_array
    return [make(kind)(context, builder, one).data for kind, one in zip(kinds, given, strict=True)]


def _held(
    typing: Raw, new: Raw, sums: Raw, left: Raw, j: Raw, old: Raw, row: Raw, weight: Raw, a: Raw, b: Raw
) -> tuple[Raw, Raw]:
    def generate(context: Raw, builder: Raw, signature: Raw, given: Raw) -> Raw:
        kinds, arrays = (new, sums, left, old, row, weight), (*given[:3], *given[4:7])
        into, summed, stocks, rows, row_of, weights = _arrays(context, builder, kinds, arrays)
        total = cgutils.alloca_once_value(builder, NONE)  # type: ignore[no-untyped-call]
        with cgutils.for_range_slice(builder, given[7], given[8], NUMBER(1)) as (flow, _):
            at = builder.sext(builder.load(builder.gep(row_of, [flow])), NUMBER)
            if weight.ndim == 2:
                part = builder.load(_row(builder, weights, flow), align=8)
            else:
                part = _every(builder, builder.load(builder.gep(weights, [flow])))
            product = builder.fmul(part, builder.load(_row(builder, rows, at), align=8))
            builder.store(builder.fadd(builder.load(total), product), total)
        lacks, place = builder.load(total), _row(builder, stocks, given[3])
        stock = builder.load(place, align=8)
        held = _above(builder, builder.fsub(lacks, stock), NONE)
        held = builder.select(builder.fcmp_ordered("<", held, ALL), held, ALL)
        builder.store(_above(builder, builder.fsub(stock, lacks), NONE), place, align=8)
        builder.store(held, _row(builder, into, given[3]), align=8)
        _add(builder, summed, given[3], held)
        return context.get_dummy_value()

    number = types.int64
    return types.void(new, sums, left, number, old, row, weight, number, number), generate


def _lacking(typing: Raw, new: Raw, sums: Raw, r: Raw, i: Raw, multiplier: Raw, at: Raw) -> tuple[Raw, Raw]:
    def generate(context: Raw, builder: Raw, signature: Raw, given: Raw) -> Raw:
        rows, summed, multipliers = _arrays(context, builder, (new, sums, multiplier), (*given[:2], given[4]))
        if multiplier.ndim == 2:
            m = builder.load(_place(builder, multipliers, given[5]), align=8)
        else:
            m = _every(builder, builder.load(builder.gep(multipliers, [given[5]])))
        held = builder.load(_row(builder, rows, given[3]), align=8)
        lack = _above(builder, builder.fsub(ALL, builder.fmul(m, builder.fsub(ALL, held))), held)
        whole = builder.fcmp_ordered("==", m, ALL)
        lack = builder.select(whole, held, lack)
        builder.store(lack, _row(builder, rows, given[2]), align=8)
        _add(builder, summed, given[2], lack)
        right = builder.and_(builder.fcmp_ordered(">=", m, NONE), builder.fcmp_ordered("<=", m, ALL))
        told = [builder.bitcast(builder.not_(each), ir.IntType(LANES)) for each in (whole, right)]
        cut, wrong = (builder.zext(builder.icmp_unsigned("!=", each, each.type(0)), NUMBER) for each in told)
        return builder.or_(cut, builder.shl(wrong, NUMBER(1)))

    number = types.int64
    return types.int64(new, sums, number, number, multiplier, number), generate


held = cast(Callable[[Floats, Floats, Floats, int, Floats, Numbers, Floats, int, int], None], intrinsic(_held))
"""One step of node j, of flows a to b: what it lacks, the sum of weight times row of the old table, less its stock is
held back, written to the new table and added to the sums; the stock is drawn down. All in registers: the compiler by
itself goes through memory for every flow, which takes three times as long."""
lacking = cast(Callable[[Floats, Floats, int, int, Floats, int], int], intrinsic(_lacking))
"""Put into row r what a touched flow lacks: with h from row i, ``1 - m (1 - h)`` and no less than h; h itself where m
is 1; and add it to the sums. Gives 0 where every m is 1, else 1, and `WRONG` more where one is not between 0 and 1."""


@exactly
def ask(multiplier: Floats, row: int, lane: int) -> None:
    """Ask the processor for the multipliers of one flow and step, where each lane has its own."""
    if multiplier.ndim == 2:
        for k in range(0, LANES, LINE):
            prefetch(multiplier, row, lane + k)
        prefetch(multiplier, row, lane + LANES - 1)


@exactly
def ration_nodes(new: Floats, old: Floats, sums: Floats, left: Floats, rows: Rows, cuts: Cuts, step: int) -> None:
    """One step of every node: what it lacks beyond its stock is held back, in parts of what is wanted of it.

    Meanwhile the step's multipliers are asked for: they lie far apart in memory.
    """
    nodes, touched = rows.node.size, rows.source.size
    for r in range(nodes):
        for c in range(touched * r // nodes, touched * (r + 1) // nodes):
            ask(cuts.multiplier, c * cuts.steps + step, cuts.lane)
        held(new, sums, left, rows.node[r], old, rows.row, rows.weight, rows.start[r], rows.start[r + 1])


@exactly
def cut_flows(new: Floats, sums: Floats, rows: Rows, cuts: Cuts, step: int) -> int:
    """One step of every touched flow: what its source holds back and what the cut does.

    Gives 0 where nothing is cut, 1 where something is, `WRONG` or more where a multiplier is not between 0 and 1.
    """
    first, found = new.shape[0] - rows.source.size, 0
    lanes = cuts.multiplier.size // max(rows.source.size * cuts.steps, 1)
    for c in range(rows.source.size):
        at = (c * cuts.steps + step) * lanes + cuts.lane
        found |= lacking(new, sums, first + c, rows.source[c], cuts.multiplier, at)
    return found


@exactly
def ration_block(rows: Rows, left: Floats, tables: Floats, cuts: Cuts, kept: Kept) -> bool:
    """All steps of a block of scenarios; ``left`` is what is in stock, in steps of what is wanted.

    ``tables`` is room for three tables, all zero.

    Steps in which nothing is held back yet, or any more, are passed over: they change nothing. Gives whether every
    multiplier is between 0 and 1; where not, it stops.
    """
    count, lane, width = kept.back.shape[0], kept.lane, kept.width
    old, new, sums = tables[0], tables[1], tables[2]
    begun, moving = 0, False
    for period in range(kept.ends.size):
        for step in range(begun, kept.ends[period]):
            if moving:
                ration_nodes(new, old, sums, left, rows, cuts, step)
            cut = cut_flows(new, sums, rows, cuts, step)
            if cut >= WRONG:
                return False
            moving |= cut > 0
            for n in range(kept.node.size):
                for k in range(width):
                    kept.path[n, step, lane + k] = new[kept.node[n], k]
                    kept.path_left[n, step, lane + k] = left[kept.node[n], k]
            old, new = new, old
        begun = kept.ends[period]
        for r in range(count):
            for k in range(width):
                kept.back[r, period, lane + k] = sums[r, k]
                kept.last[r, period, lane + k] = old[r, k]
        for j in range(left.shape[0]):
            for k in range(width):
                kept.left[j, period, lane + k] = left[j, k]
        sums[:] = 0.0
        moving = bool(old.any())
        if not moving:
            new[:] = 0.0
    return True
