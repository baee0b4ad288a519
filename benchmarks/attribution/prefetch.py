"""An instruction that asks for a row of a table before it is needed."""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic
from numba.np import arrayobj

LINE, LINES = 64, 4
READ, KEEP, DATA = 0, 3, 1


@intrinsic  # type: ignore[untyped-decorator]
def prefetch(_typing: Any, table: Any, _row: Any) -> Any:
    """Ask for the first 256 bytes of a row of a (rows, columns) table."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        array = arrayobj.make_array(signature.args[0])(context, builder, arguments[0])
        stride = cgutils.unpack_tuple(builder, array.strides, 2)[0]
        start = builder.mul(arguments[1], stride)
        data = builder.bitcast(array.data, ir.IntType(8).as_pointer())
        kind = ir.FunctionType(ir.VoidType(), [ir.IntType(8).as_pointer(), *[ir.IntType(32)] * 3])
        instruction = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
        how = [ir.Constant(ir.IntType(32), value) for value in (READ, KEEP, DATA)]
        for line in range(LINES):
            place = builder.add(start, context.get_constant(types.intp, LINE * line))
            builder.call(instruction, [builder.gep(data, [place]), *how])
        return context.get_dummy_value()

    return types.void(table, types.intp), code
