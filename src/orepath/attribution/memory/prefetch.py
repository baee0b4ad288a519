"""A hint to the processor that a row will be read soon."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, cast

import numpy as np
from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic
from numba.np import arrayobj

from orepath.network.network import Floats

Untyped: TypeAlias = Any
"""What the compiler hands over; it has no types."""

LINE_BYTES = 64
"""What a processor fetches at once: a cache line of x86-64 and of most ARM64."""
AHEAD = 16
"""How many flows ahead rows are asked for; 8 to 32 are equally quick, fewer and more are slower (measured)."""
LINES = 4
"""Lines asked for: a row of 32 float64. Asking past a narrower row costs nothing that could be measured."""


def _prefetch(typing: Untyped, table: Untyped, row: Untyped) -> tuple[Untyped, Untyped]:
    def generate(context: Untyped, builder: Untyped, signature: Untyped, arguments: Untyped) -> Untyped:
        array = arrayobj.make_array(signature.args[0])(context, builder, arguments[0])  # type: ignore[no-untyped-call]
        stride = cgutils.unpack_tuple(builder, array.strides, 2)[0]  # type: ignore[no-untyped-call]
        byte, number = ir.IntType(8).as_pointer(), ir.IntType(32)
        fetch = cgutils.get_or_insert_function(  # type: ignore[no-untyped-call]
            builder.module, ir.FunctionType(ir.VoidType(), [byte, number, number, number]), "llvm.prefetch.p0"
        )
        start = builder.mul(builder.sext(arguments[1], stride.type), stride)
        to_read, keep, data = ir.Constant(number, 0), ir.Constant(number, 3), ir.Constant(number, 1)
        for line in range(LINES):
            offset = builder.add(start, context.get_constant(types.intp, line * LINE_BYTES))
            address = builder.gep(builder.bitcast(array.data, byte), [offset])
            builder.call(fetch, [address, to_read, keep, data])
        return context.get_dummy_value()

    return types.void(table, types.int32), generate


prefetch = cast(Callable[[Floats, np.int32], None], intrinsic(_prefetch))
"""Ask for a row of a two-dimensional array of float64; nothing is read yet, and any row number is safe."""
