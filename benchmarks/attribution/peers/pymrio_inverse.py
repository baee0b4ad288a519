"""pymrio: the Leontief inverse of the whole network, dense; every flow a delivery between industries."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pymrio

from benchmarks.attribution.made import Floats
from orepath.attribution.system import System

THREADS = 2
MOST_EDGES = 100_000
"""Ten thousand nodes, 0.8 GB a matrix; ten times as many would take 80 GB."""


@dataclass(frozen=True)
class Tables:
    """Input coefficients, (nodes, nodes), and own mass as shares, (nodes, labels)."""

    coefficients: Floats
    put_in: Floats


def prepare(system: System, threads: int) -> Tables:
    deliveries = np.zeros((system.nodes, system.nodes))
    np.add.at(deliveries, (system.source, system.target), system.flow)
    put_in, has = np.zeros((system.nodes, len(system.names))), np.flatnonzero(system.code >= 0)
    put_in[has, system.code[has]] = system.own[has] / system.throughput_t[has]
    return Tables(pymrio.calc_A(deliveries, system.throughput_t), put_in)


def solve(tables: Tables) -> Floats:
    return np.asarray(pymrio.calc_L(tables.coefficients).T @ tables.put_in)


def shares(tables: Tables, solved: Floats) -> Floats:
    return solved
