"""Where the memory engine spends its time, each part beside what gathering its rows takes at least.

    python -m benchmarks.attribution.profile [EDGES] [THREADS]

Medians of several solves; the bound is measured before and after each.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import numba

from benchmarks.attribution.bounds import SWEEPS, Gathering, bound_seconds, gathers
from benchmarks.attribution.made import MadeUp, made_up
from orepath.attribution.memory import solve as solving
from orepath.attribution.memory import sweeping

RUNS = 5
Spent = dict[str, list[float]]


def watch(module: Any, name: str, spent: Spent, counts: Callable[..., bool] = lambda *_: True) -> None:
    """Have every call of a function that counts note its seconds."""
    inner: Callable[..., Any] = getattr(module, name)

    def timed(*arguments: Any) -> Any:
        began = time.perf_counter()
        found = inner(*arguments)
        if counts(*arguments):
            spent[name].append(time.perf_counter() - began)
        return found

    setattr(module, name, timed)


def measured(made: MadeUp, threads: int) -> dict[str, float]:
    """Medians of seconds by part, of bytes gathered in a second, and the number of sweeps."""
    spent: Spent = defaultdict(list)
    for name in ("sweep", "sweep_blocks"):
        watch(sweeping, name, spent, lambda x, *_: x.shape[1] > 1)
    watch(solving, "certified", spent)
    gathering, runs = Gathering(made.system.nodes, threads), []
    for _ in range(RUNS):
        spent.clear()
        rates = [gathering.bytes_per_second()]
        answer = solving.solve(made.system)
        rates.append(gathering.bytes_per_second())
        sweeps, certifying = spent["sweep"] + spent["sweep_blocks"], sum(spent["certified"])
        runs.append(
            {
                "whole": answer.seconds,
                "components": answer.seconds_components,
                "sweeps": sum(sweeps),
                "certificate": certifying,
                "between": answer.seconds - sum(sweeps) - certifying,
                "count": len(sweeps),
                "rate": statistics.mean(rates),
            }
        )
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def main(edges: int, threads: int) -> None:
    """Print one line a part."""
    numba.set_num_threads(threads)
    solving.solve(made_up(2_000).system)
    made = made_up(edges)
    solving.solve(made.system)
    found = measured(made, threads)
    inside, count, rate = made.inside, int(found["count"]), found["rate"]
    bounds = {
        "between": bound_seconds(edges - inside, rate),
        "sweeps": bound_seconds(inside * count, rate),
        "certificate": None,
        "whole": bound_seconds(gathers(made), rate),
        "components": None,
    }
    told = {
        "between": "between components, with what is allocated and put in",
        "sweeps": f"{count} sweeps of the cyclic component",
        "certificate": "certificate, one more column",
        "whole": f"solve (its bound counts {SWEEPS} sweeps)",
        "components": "components and order, counted apart",
    }
    print(f"{edges:,} flows, {threads} threads, rows gathered at {rate / 1e9:.1f} GB/s")
    for name, bound in bounds.items():
        times = f"{found[name] / bound:5.2f} times its bound" if bound else ""
        print(f"{told[name]:55} {found[name]:8.4f} s  {found[name] / found['whole']:5.0%}  {times}")
    if count:
        print(f"{'a sweep':55} {found['sweeps'] / count:8.4f} s")


if __name__ == "__main__":
    edges, threads = (sys.argv[1:] + ["10000000", "2"][len(sys.argv) - 1 :])[:2]
    main(int(edges), int(threads))
