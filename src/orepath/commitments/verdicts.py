"""How the verdicts on parts make one. What verdicts are called stands in ``review/messages.toml``."""

from __future__ import annotations

from collections.abc import Iterable

from orepath.commitments.finding import Verdict


def overall(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict on a whole whose parts must all be kept: one broken part breaks it, one open part leaves it open.

    >>> overall(["met", "undetermined"]), overall(["undetermined", "not_met"]), overall([])
    ('undetermined', 'not_met', 'undetermined')
    """
    counted = [verdict for verdict in verdicts if verdict != "not_applicable"]
    if "not_met" in counted:
        return "not_met"
    return "met" if counted and set(counted) == {"met"} else "undetermined"
