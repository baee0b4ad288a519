"""Masses whose sum might be no number."""

from __future__ import annotations

import numpy as np

from orepath.errors import InputError, fault
from orepath.network.network import Floats

LARGEST_T, SMALLER = 1e307, 2.0**-64
"""Masses that might sum to more are made smaller, all alike; by a power of 2, so that none loses a digit."""


def scaled(flow_t: Floats, *others_t: Floats) -> tuple[Floats, ...]:
    """Masses, all smaller alike where their sum might be no number: shares of them stay as they are.

    Raises
    ------
    InputError
        If others are so small that they would lose digits.
    """
    masses = (flow_t, *others_t)
    if max(mass_t.max(initial=0.0) for mass_t in masses) <= LARGEST_T / (len(flow_t) + 1):
        return masses
    least_t = np.finfo(np.float64).tiny / SMALLER
    if any(((mass_t > 0) & (mass_t < least_t)).any() for mass_t in masses):
        raise InputError(fault("network_masses_apart"))
    return tuple(mass_t * SMALLER for mass_t in masses)
