"""Which evidence would narrow the range of the coordinated loss most."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from orepath.network.network import Floats
from orepath.stress.ensemble.scenarios import GROUPS
from orepath.stress.ensemble.stored import Stored
from orepath.stress.ensemble.tornado import UNKNOWN_ORIGIN
from orepath.stress.ensemble.words import told_by, word
from orepath.stress.run import Run
from orepath.stress.spread import Narrowing
from orepath.vocabulary.language import Text

BINS = 20
FEWEST = 10
"""Draws that a bin has at the least."""
LOSS = "coordinated_t"


def narrowing(run: Run, stored: Stored, party: str) -> tuple[Narrowing, ...]:
    """What would narrow the range of a Party's coordinated loss, the most first; empty where it has none.

    By the main effect of each assumption, of sums of drawn flows, and of what comes from nobody knows where. Both
    states that this may be in count alike, which is a judgement; what several together would tell is not in it.
    """
    goes_on, held_back = (stored.column(LOSS, party, unknown) for unknown in (False, True))
    every = np.concatenate([goes_on, held_back])
    variance = float(every.var()) if len(every) else 0.0
    if not variance > 0:
        return ()
    mean = (goes_on + held_back) / 2
    deviation = variance**0.5

    def made(id_: str, name: Text, explained: float) -> Narrowing:
        share = min(explained / variance, 1.0)
        return Narrowing(id_, name, share, deviation, deviation * (1 - share) ** 0.5, told_by(id_))

    found = [made(id_, name, main_effect(stored.column(id_, party, unknown=False), mean)) for id_, name in _of(run)]
    apart = float(goes_on.mean() - held_back.mean()) / 2
    found.append(made(UNKNOWN_ORIGIN, word(UNKNOWN_ORIGIN, "name"), apart**2))
    return tuple(sorted(found, key=lambda each: (-each.share, each.id)))


def _of(run: Run) -> Iterator[tuple[str, Text]]:
    yield from ((each.id, each.name) for each in run.assumptions if each.high > each.low)
    yield from ((group, word(group, "name")) for group in GROUPS)


def main_effect(given: Floats, loss: Floats) -> float:
    """The variance of the mean loss given a value, Var(E[loss | value]); never negative.

    Estimated from scenarios in bins of like values and as many each: the variance between the means of the bins, less
    what chance alone puts there.

    Parameters
    ----------
    given, loss
        (scenarios,).

    References
    ----------
    First-order effect: Saltelli and others (2008), Global Sensitivity Analysis: The Primer, section 1.2.8. The
    correction for chance is that of omega squared: Hays (1963), Statistics for Psychologists.

    Examples
    --------
    What a loss follows from entirely explains all of its variance, less what varies inside a bin:

    >>> value = np.arange(200.0)
    >>> round(float(main_effect(value, 3 * value) / (3 * value).var()), 3)
    0.997
    """
    bins = min(BINS, len(loss) // FEWEST)
    if bins < 2 or not np.ptp(given) > 0:
        return 0.0
    parts = np.array_split(loss[np.argsort(given, kind="stable")], bins)
    middle = loss.mean()
    between = sum(len(part) * (part.mean() - middle) ** 2 for part in parts)
    within = sum(float(((part - part.mean()) ** 2).sum()) for part in parts) / (len(loss) - bins)
    return max(float(between - (bins - 1) * within) / len(loss), 0.0)
