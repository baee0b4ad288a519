"""The networks of the newest year: gathering and balancing each, beside the same balances in a modelling library.

Medians of processor time within one run, as ratios; nothing is asserted. The modelling library is linopy with HiGHS; it
builds and solves the very problem that was assembled, and is stopped after 30 s (`>`). Draws are two hundred,
with the balances and solves at the bounds of the yield that they stand at, as a multiple of one solve.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from reconciling import by_linopy, in_sigmas

from orepath.network.assembly.assemble import assembled_years
from orepath.network.assembly.balances import balances
from orepath.network.assembly.drawing import balanced_draws
from orepath.network.assembly.inputs import gather
from orepath.network.assembly.rules import bases
from orepath.network.reconciling.solve import reconcile
from orepath.reference.in_use import open_evidence

DRAWS, TIMES = 200, 5


def seconds(work: Callable[[], object], times: int = TIMES) -> float:
    """The median processor time of some runs."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def main() -> None:
    """Print one line a mineral."""
    evidence = open_evidence()
    heading = ("mineral", "year", "balances", "variables", "gather/solve", "linopy/ours", "200 draws/solve")
    print("  ".join(f"{word:>15}" for word in heading))
    sums = [0.0, 0.0]
    for mineral in bases():
        year = assembled_years(evidence, mineral)[0]
        gather(evidence, mineral, year)
        gathered = seconds(lambda m=mineral, y=year: gather(evidence, m, y))
        inputs = gather(evidence, mineral, year)
        system = balances(inputs)
        problem = system.problem()
        reconcile(problem)
        ours = seconds(lambda p=problem: reconcile(p), 9)
        ended: list[bool] = []
        library = seconds(lambda p=problem, e=ended: e.append(by_linopy(in_sigmas(p))[1]), 1)
        several = seconds(lambda i=inputs, s=system: balanced_draws(i, s, DRAWS), 3)
        sums = [sums[0] + several, sums[1] + ours]
        rows, variables = problem.matrix.shape
        library_ratio = f"{'' if ended[0] else '>'}{library / ours:.0f}"
        shown = [mineral, year, rows, variables, f"{gathered / ours:.1f}", library_ratio, f"{several / ours:.1f}"]
        print("  ".join(f"{word!s:>15}" for word in shown), flush=True)
    print(f"all together, 200 draws cost {sums[0] / sums[1]:.1f} solves")


if __name__ == "__main__":
    main()
