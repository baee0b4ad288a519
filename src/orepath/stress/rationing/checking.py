"""Whether arrays fit together: the loop itself looks at no bound."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from orepath.network.network import Floats, Integers
from orepath.stress.rationing.state import Flowing


def checked(
    flowing: Flowing,
    stock_t: Floats,
    cut: Integers,
    multipliers: Floats,
    steps: Integers,
    step_years: float,
    kept: Integers,
) -> None:
    """Nothing, where arrays fit together.

    Raises
    ------
    ValueError
        Naming all that do not. Multipliers are looked at where they are read.
    """
    faults = [*_of_network(flowing, stock_t), *_of_cuts(flowing, stock_t, cut, multipliers, steps)]
    if not (np.isfinite(step_years) and step_years > 0):
        faults.append(f"a step of {step_years} years")
    if kept.ndim != 1 or not _numbers(kept, flowing.nodes):
        faults.append("a path is asked for of a node that does not exist")
    if faults:
        raise ValueError("; ".join(faults))


def _of_network(flowing: Flowing, stock_t: Floats) -> Iterator[str]:
    if stock_t.ndim != 2 or len(stock_t) != flowing.nodes:
        yield f"stock_t is {stock_t.shape}, not (nodes, lanes)"
        return
    flows, nodes, lanes = len(flowing.source), *stock_t.shape
    sizes = {"flow_t": flows, "delivered": nodes, "wanted_t": nodes, "use_t": nodes}
    for name, size in sizes.items():
        if getattr(flowing, name).shape not in ((size,), (size, 1), (size, lanes)):
            yield f"{name} is {getattr(flowing, name).shape}, not ({size},) or ({size}, {lanes})"
    for name, given in [(name, getattr(flowing, name)) for name in sizes] + [("stock_t", stock_t)]:
        if not np.all(np.isfinite(given) & (given >= 0)):
            yield f"{name} has a figure that is negative or not finite"
    for name in ("source", "target"):
        given = getattr(flowing, name)
        if given.shape != (flows,) or not _numbers(given, nodes):
            yield f"{name} names a node that does not exist"


def _of_cuts(flowing: Flowing, stock_t: Floats, cut: Integers, multipliers: Floats, steps: Integers) -> Iterator[str]:
    if cut.ndim != 1 or not _numbers(cut, len(flowing.source)) or len(np.unique(cut)) < len(cut):
        yield "cut_flows names a flow that does not exist, or one twice"
    if steps.ndim != 1 or not len(steps) or steps.min() < 1:
        yield "a period has no step"
        return
    shape = (len(cut), int(steps.sum()))
    if multipliers.shape not in (shape, (*shape, 1), (*shape, stock_t.shape[-1])):
        yield f"multipliers are {multipliers.shape}, not {shape}, alone or with an axis of lanes"


def _numbers(given: Integers, count: int) -> bool:
    """Whether all are numbers from 0 below a count."""
    return not len(given) or bool(given.min() >= 0 and given.max() < count)
