"""A hint to the processor that a row will be read soon."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, cast

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic
from numba.np import arrayobj

from orepath.network.network import Floats

Untyped: TypeAlias = Any
"""What the compiler hands over; it has no types."""

AHEAD = 16
"""How many flows ahead rows are asked for; 8 to 32 are equally quick, fewer and more are slower (measured)."""
LINE = 8
"""Float64 in what a processor fetches at once: a cache line of 64 bytes, as in x86-64 and most ARM64."""


def _prefetch(typing: Untyped, table: Untyped, row: Untyped, column: Untyped) -> tuple[Untyped, Untyped]:
    def generate(context: Untyped, builder: Untyped, signature: Untyped, arguments: Untyped) -> Untyped:
        array = arrayobj.make_array(signature.args[0])(context, builder, arguments[0])  # type: ignore[no-untyped-call]
        steps = cgutils.unpack_tuple(builder, array.strides, 2)  # type: ignore[no-untyped-call]
        byte, number = ir.IntType(8).as_pointer(), ir.IntType(32)
        fetch = cgutils.get_or_insert_function(  # type: ignore[no-untyped-call]
            builder.module, ir.FunctionType(ir.VoidType(), [byte, number, number, number]), "llvm.prefetch.p0"
        )
        offset = builder.add(builder.mul(arguments[1], steps[0]), builder.mul(arguments[2], steps[1]))
        address = builder.gep(builder.bitcast(array.data, byte), [offset])
        to_read, keep, data = ir.Constant(number, 0), ir.Constant(number, 3), ir.Constant(number, 1)
        builder.call(fetch, [address, to_read, keep, data])
        return context.get_dummy_value()

    return types.void(table, types.intp, types.intp), generate


prefetch = cast(Callable[[Floats, int, int], None], intrinsic(_prefetch))
"""Ask for the cache line of a row and column of a two-dimensional array; nothing is read yet, any number is safe."""
