"""The loop that rations: one block of scenarios through all steps.

A table has a row for every node and behind them one for every touched flow, each of `LANES` scenarios: what part is
held back there, 0 to 1. But for the hint to the processor, all that the loop calls stands in
this file, as kept machine code is renewed when this file changes and not when others do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias, TypeVar, cast

import numpy as np
from llvmlite import ir
from numba import njit
from numba.core import cgutils, types
from numba.extending import intrinsic
from numba.np import arrayobj

from orepath.attribution.memory.prefetch import LINE, prefetch
from orepath.network.columnar import Numbers
from orepath.network.network import Floats, Integers

LANES = 16
"""Scenarios that are computed side by side: two registers of AVX-512, four of AVX2 or eight of NEON."""
WRONG = 2
"""What tells of a multiplier that is none."""
Untyped: TypeAlias = Any
"""What the compiler hands over; it has no types."""
Loop = TypeVar("Loop", bound=Callable[..., Any])


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

    ``multiplier`` is (touched * steps, lanes), flow by flow and step by step, or with one lane for all where not
    ``by_lane``; the block is ``width`` scenarios from ``lane`` on.
    """

    multiplier: Floats
    steps: int
    by_lane: bool
    lane: int
    width: int


class Kept(NamedTuple):
    """What is written down: sums, last values and stocks at the ends of periods; paths of a few nodes in every step.

    ``ends`` are the numbers of steps after which periods end and ``node`` those whose path is kept; the others are
    (rows or nodes, periods or steps, lanes).
    """

    ends: Integers
    node: Numbers
    back: Floats
    last: Floats
    left: Floats
    path: Floats
    path_left: Floats


def compiled(loop: Loop) -> Loop:
    """A loop as machine code, kept for the next process. Sums and products are rounded one by one, on every machine."""
    return cast(Loop, njit(cache=True, nogil=True, error_model="numpy")(loop))


def _gathered(
    typing: Untyped,
    into: Untyped,
    j: Untyped,
    table: Untyped,
    row: Untyped,
    weight: Untyped,
    first: Untyped,
    last: Untyped,
) -> tuple[Untyped, Untyped]:
    """Row after row times its weight, summed in registers: the one thing the compiler does not find by itself."""

    def generate(context: Untyped, builder: Untyped, signature: Untyped, arguments: Untyped) -> Untyped:
        sums, rows, row_of, weights = (
            arrayobj.make_array(signature.args[n])(context, builder, arguments[n]).data  # type: ignore[no-untyped-call]
            for n in (0, 2, 3, 4)
        )
        number, lanes = ir.IntType(64), ir.VectorType(ir.DoubleType(), LANES)

        def place(array: Untyped, at: Untyped) -> Untyped:
            return builder.bitcast(builder.gep(array, [builder.mul(at, number(LANES))]), lanes.as_pointer())

        def part(flow: Untyped) -> Untyped:
            if weight.ndim == 2:
                return builder.load(place(weights, flow), align=8)
            none = ir.Constant(lanes, ir.Undefined)
            one = builder.insert_element(none, builder.load(builder.gep(weights, [flow])), ir.IntType(32)(0))
            return builder.shuffle_vector(one, none, ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES))

        total = cgutils.alloca_once_value(builder, ir.Constant(lanes, [0.0] * LANES))  # type: ignore[no-untyped-call]
        with cgutils.for_range_slice(builder, arguments[5], arguments[6], number(1)) as (flow, _):
            at = builder.sext(builder.load(builder.gep(row_of, [flow])), number)
            product = builder.fmul(part(flow), builder.load(place(rows, at), align=8))
            builder.store(builder.fadd(builder.load(total), product), total)
        builder.store(builder.load(total), place(sums, arguments[1]), align=8)
        return context.get_dummy_value()

    return types.void(into, types.int64, table, row, weight, types.int64, types.int64), generate


gathered = cast(Callable[[Floats, int, Floats, Numbers, Floats, int, int], None], intrinsic(_gathered))
"""Put into a row of ``into`` the sum over some flows of weight times row of the table, in their order."""


@compiled
def ration_nodes(new: Floats, old: Floats, sums: Floats, left: Floats, rows: Rows, cuts: Cuts, step: int) -> None:
    """One step of every node: what it lacks beyond its stock is held back, in parts of what is wanted of it.

    Meanwhile the step's multipliers are asked for: they lie far apart in memory.
    """
    nodes, touched = rows.node.size, rows.source.size if cuts.by_lane else 0
    for r in range(nodes):
        for c in range(touched * r // nodes, touched * (r + 1) // nodes):
            for k in range(cuts.lane, cuts.lane + cuts.width, LINE):
                prefetch(cuts.multiplier, c * cuts.steps + step, k)
        j = rows.node[r]
        gathered(new, j, old, rows.row, rows.weight, rows.start[r], rows.start[r + 1])
        for k in range(LANES):
            lacks, stock = new[j, k], left[j, k]
            new[j, k] = min(max(lacks - stock, 0.0), 1.0)
            left[j, k] = max(stock - lacks, 0.0)
            sums[j, k] += new[j, k]


@compiled
def cut_flows(new: Floats, sums: Floats, rows: Rows, cuts: Cuts, step: int) -> int:
    """One step of every touched flow: what its source holds back and what the cut does.

    Gives 0 where nothing is cut, 1 where something is, `WRONG` or more where a multiplier is not between 0 and 1.
    """
    first = new.shape[0] - rows.source.size
    uncut, right = True, True
    for c in range(rows.source.size):
        i, r, row = rows.source[c], first + c, c * cuts.steps + step
        for k in range(cuts.width):
            m = cuts.multiplier[row, cuts.lane + k if cuts.by_lane else 0]
            held = new[i, k]
            lack = held if m == 1.0 else max(held, 1.0 - m * (1.0 - held))
            uncut &= m == 1.0
            right &= (m >= 0.0) & (m <= 1.0)
            new[r, k] = lack
            sums[r, k] += lack
    return (0 if uncut else 1) + (0 if right else WRONG)


@compiled
def ration_block(rows: Rows, left: Floats, cuts: Cuts, kept: Kept) -> bool:
    """All steps of a block of scenarios; ``left`` is what is in stock, in steps of what is wanted.

    Steps in which nothing is held back yet, or any more, are passed over: they change nothing. Gives whether every
    multiplier is between 0 and 1; where not, it stops.
    """
    count, lane, width = kept.back.shape[0], cuts.lane, cuts.width
    old, new, sums = np.zeros((count, LANES)), np.zeros((count, LANES)), np.zeros((count, LANES))
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
