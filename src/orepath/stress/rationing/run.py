"""Rationing of many scenarios at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numba import get_num_threads
from numpy.typing import ArrayLike

from orepath.network.network import Floats, Integers
from orepath.stress.rationing.arranging import arranged, room
from orepath.stress.rationing.checking import checked
from orepath.stress.rationing.kernel import LANES, Cuts, Kept, ration_block
from orepath.stress.rationing.rationed import Rationed
from orepath.stress.rationing.state import Flowing, by_lane


def ration(
    flowing: Flowing,
    stock_t: Floats,
    cut_flows: ArrayLike,
    multipliers: Floats,
    steps_per_period: Sequence[int],
    step_years: float,
    keep_path: ArrayLike = (),
    threads: int | None = None,
) -> Rationed:
    """What each node holds back where some flows are cut and nobody adapts.

    With h(t) the part that a node holds back in step t, m(t) the multiplier of a flow and q(t) = m(t) (1 - h(t) of its
    source) what leaves on it of its base flow, a node lacks, in parts of what is wanted of it in a step,

        s(t) = sum over the flows that enter of (1 - q(t - 1)) delivered * flow / wanted

    as every flow takes a step to arrive. Its stock S makes up for it: h(t) = max(s(t) - S, 0), and max(S - s(t), 0) is
    left. What a cut frees goes to nobody and stocks are not refilled. All is written in what is lacking: without a cut
    nothing changes by a single bit. Every operation is monotone as it is rounded, and so are the answers: neither more
    stock nor a milder cut ever raises anything held back.

    Parameters
    ----------
    stock_t
        Stocks at the start (t), (nodes, lanes).
    cut_flows
        The flows that any shock touches, each once, (cut,). All others have the multiplier 1.
    multipliers
        What may leave of each, 0 to 1, in each step: (cut, steps, lanes), or (cut, steps) where all lanes share them.
    steps_per_period
        Steps of each period; they sum to the steps.
    step_years
        How long a step is, in years.
    keep_path
        Nodes whose path is kept step by step.
    threads
        How many to use; as many as numba has where it is left out. The answer is the same to the last bit.

    Raises
    ------
    ValueError
        If arrays do not fit together, or something is not finite, negative, or a multiplier above 1.

    References
    ----------
    Proportional rationing with inventories, without its orders and overproduction: Hallegatte (2013), Modeling the
    role of inventories and heterogeneity in the assessment of the economic costs of natural disasters, Risk Analysis
    34(1).

    Examples
    --------
    Aland's mine feeds Boria's plant, which uses all of it and has stocks of half a year; nothing leaves the mine:

    >>> import numpy as np
    >>> one = np.ones(2)
    >>> made_up = Flowing(np.array([0], np.int32), np.array([1], np.int32), np.array([100.0]), one, 100 * one,
    ...                   np.array([0.0, 100.0]))
    >>> ration(made_up, np.array([[0.0], [50.0]]), [0], np.zeros((1, 4)), [2, 2], 0.25).unmet_t[1, :, 0].tolist()
    [0.0, 25.0]
    """
    cut, kept_nodes = np.asarray(cut_flows, dtype=np.int64), np.asarray(keep_path, dtype=np.int64)
    steps = np.asarray(steps_per_period, dtype=np.int64)
    checked(flowing, stock_t, cut, multipliers, steps, step_years, kept_nodes)
    lanes, network = stock_t.shape[1], arranged(flowing, cut)
    kept = _room(flowing.nodes, len(cut), kept_nodes, np.cumsum(steps), lanes)
    wanted = by_lane(flowing.wanted_t) * step_years
    start = np.divide(stock_t, wanted, out=np.zeros(stock_t.shape), where=wanted > 0)
    by_step = _by_step(multipliers)

    def block(lane: int) -> bool:
        here = kept._replace(lane=lane, width=min(LANES, lanes - lane))
        left, tables = room(flowing.nodes), room(3, flowing.nodes + len(cut))
        left[:, : here.width] = start[:, lane : lane + here.width]
        return ration_block(network.weighed(lane), left, tables, _cuts(by_step, here), here)

    if not all(_each(block, range(0, lanes, LANES), threads or get_num_threads())):
        raise ValueError("a multiplier is not between 0 and 1")
    back, last = kept.back, kept.last
    nodes = flowing.nodes
    return Rationed(
        flowing,
        cut,
        steps,
        step_years,
        kept_nodes,
        held_back=back[:nodes],
        held_last=last[:nodes],
        cut_held=back[nodes:],
        cut_last=last[nodes:],
        stock_t=_tonnes(kept.left, start, stock_t, wanted),
        path_held=kept.path,
        path_stock_t=_tonnes(kept.path_left, start[kept_nodes], stock_t[kept_nodes], wanted[kept_nodes]),
    )


def _room(nodes: int, cut: int, kept: Integers, ends: Integers, lanes: int) -> Kept:
    """Room for what is written down."""
    periods, steps = len(ends), int(ends[-1])
    back, last, left = (np.empty((rows, periods, lanes)) for rows in (nodes + cut, nodes + cut, nodes))
    path, path_left = (np.empty((len(kept), steps, lanes)) for _ in range(2))
    return Kept(ends, kept.astype(np.int32), back, last, left, path, path_left, lane=0, width=0)


def _by_step(multipliers: Floats) -> Floats:
    """Multipliers as the loop reads them, flow by flow and step by step, (flows * steps, lanes); flat where shared."""
    given = np.ascontiguousarray(multipliers, dtype=np.float64)
    return given.reshape(-1) if given.ndim == 2 or given.shape[2] == 1 else given.reshape(-1, given.shape[2])


def _cuts(by_step: Floats, kept: Kept) -> Cuts:
    """The multipliers of a block; a block that is not full gets lanes of ones, for the loop reads full ones."""
    steps = int(kept.ends[-1])
    if by_step.ndim == 1:
        return Cuts(by_step, steps, 0)
    if kept.width == LANES:
        return Cuts(by_step, steps, kept.lane)
    filled = room(len(by_step))
    filled[:] = 1.0
    filled[:, : kept.width] = by_step[:, kept.lane :]
    return Cuts(filled, steps, 0)


def _tonnes(left: Floats, start: Floats, stock_t: Floats, wanted_t: Floats) -> Floats:
    """Stocks in steps of what is wanted made tonnes, in place: what nothing was drawn from has its own bits."""
    whole = left == start[:, None]
    left *= wanted_t[:, None]
    np.copyto(left, stock_t[:, None], where=whole)
    return left


def _each(block: Callable[[int], bool], lanes: Sequence[int], threads: int) -> list[bool]:
    """Block after block, on some threads; Ctrl-C ends it after the blocks that are under way."""
    try:
        if threads == 1 or len(lanes) == 1:
            return [block(lane) for lane in lanes]
        pool = ThreadPoolExecutor(threads)
        try:
            return list(pool.map(block, lanes))
        finally:
            pool.shutdown(cancel_futures=True)
    except SystemError as error:  # what becomes of Ctrl-C in a compiled loop
        if isinstance(error.__cause__, KeyboardInterrupt):
            raise KeyboardInterrupt from error
        raise
