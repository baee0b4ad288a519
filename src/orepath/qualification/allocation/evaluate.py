"""Evaluates rules of the kind ``allocation``: how many batteries may be counted as compliant.

The rule's file names the steps looked at (sets ``looked_at_virgin`` and ``looked_at_recycled``), the uses that may be
left out where a transition plan is filed (set ``impracticable``), and what must be ``covered``.
"""

from __future__ import annotations

from orepath.qualification.allocation.caps import Allocation, allocation_of
from orepath.qualification.allocation.lots import Material
from orepath.qualification.allocation.proof import missing_of, proof
from orepath.qualification.asked import Asked
from orepath.qualification.bounds import Bounds, judged
from orepath.qualification.result import OfChain, Result
from orepath.qualification.rule import Dated


def evaluate(asked: Asked) -> Result:
    """The result of a rule of this kind for the lots of a table.

    Raises
    ------
    InputError
        For rows at odds with each other.
    """
    from_lots = allocation_of(asked)
    share, standing, covered = from_lots.share, asked.standing(), asked.value("covered")
    threshold = covered.value if covered and share else None
    passes = judged(share, threshold) if share else None
    return asked.result(
        share=share,
        threshold=threshold,
        applies=standing.applies,
        passes=passes,
        chains=tuple(_of_material(each, from_lots) for each in from_lots.materials),
        steps=tuple(proof(asked, from_lots)),
        missing=(*standing.open, *missing_of(asked, from_lots)),
        used=_used(asked),
        outcome="" if from_lots.batteries else "cap_only",
        details=_details(from_lots),
    )


def _of_material(material: Material, found: Allocation) -> OfChain:
    compliant, taken_in = material.compliant_kg, material.taken_in_kg
    share = compliant.exact / taken_in if compliant.exact is not None and taken_in else None
    details = {
        "share_bounds": Bounds(compliant.low / taken_in, compliant.high / taken_in) if taken_in else None,
        "taken_in_kg": taken_in,
        "compliant_kg": compliant,
        "need_kg_per_battery": material.need_kg,
        "batteries": material.batteries,
        "left_out": True if material in found.left_out else None if material in found.open else False,
    }
    return OfChain(material.chain_id, material.mineral, None, share, compliant.exact, details)


def _details(found: Allocation) -> dict[str, object]:
    low, high = found.cap_low, found.cap_high
    return {
        "cap": int(low) if low is not None and low == high else None,
        "cap_low": None if low is None else int(low),
        "cap_high": None if high is None else int(high),
        "scarcest": found.scarcest.chain_id if found.scarcest else None,
        "to_allocate": None if found.batteries is None else int(found.batteries),
    }


def _used(asked: Asked) -> tuple[Dated, ...]:
    covered = asked.value("covered")
    members = [member for name in asked.rule.sets for member in asked.members(name).values()]
    return (*([covered] if covered else []), *members)
