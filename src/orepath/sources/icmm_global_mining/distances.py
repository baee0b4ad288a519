"""Which sites may lie far from their place, told of all at once, so that few are measured one by one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from orepath.evidence.sites import EARTH_KM
from orepath.vocabulary.places import places

Degrees = npt.NDArray[np.float64]
ALIKE = 1e-9
"""Distances on a sphere of radius 1 that differ by less are not told apart here: 6 mm on the Earth."""


def suspect(codes: Sequence[str], points: Degrees, far_km: float) -> tuple[list[int], list[int]]:
    """The sites that may lie far from the centre of their place, and those that may be nearer to it exchanged.

    All that do, and hardly any other; `from_centre_km` and `nearer_exchanged` tell of each for sure.
    """
    every = places()
    known = {code: (every[code].lat, every[code].lon) for code in set(codes)}
    centres = _units(np.array([known[code] for code in codes], np.float64).reshape(-1, 2).T)
    away, exchanged = (np.linalg.norm(_units(some) - centres, axis=0) for some in (points, points[::-1]))
    far = away > 2 * np.sin(far_km / EARTH_KM / 2) - ALIKE
    return np.flatnonzero(far).tolist(), np.flatnonzero(exchanged < away + ALIKE).tolist()


def _units(points: Degrees) -> Degrees:
    """Latitudes and longitudes on a sphere of radius 1; NaN where there is none."""
    north, east = np.radians(points)
    return np.array([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])
