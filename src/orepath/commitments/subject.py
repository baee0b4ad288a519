"""Whether a record falls on the minerals of an agreement."""

from __future__ import annotations

from collections.abc import Sequence

from orepath.evidence.record import Record
from orepath.vocabulary.terms import goods


def falls_on(record: Record, minerals: Sequence[str]) -> bool | None:
    """Whether a record names one of some minerals, or a good of theirs; None where it names neither minerals nor goods.

    A code counts from its first six digits on, and a shorter one for all goods that begin with it.
    """
    named, codes = record.many("minerals"), record.many("hs")
    if not named and not codes:
        return None
    wanted = {good.code for good in goods() if good.mineral in minerals}
    return bool(set(named) & set(minerals)) or any(good.startswith(code[:6]) for code in codes for good in wanted)
