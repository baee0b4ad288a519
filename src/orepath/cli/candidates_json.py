"""Candidates as ``--json`` prints them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from orepath.evidence.candidates.candidate import DATES, PRECISIONS

if TYPE_CHECKING:
    from orepath.evidence.candidates.listing import Listed


def as_json(chosen: Sequence[Listed]) -> str:
    """The candidates as JSON text: an object each."""
    return json.dumps([_object(one) for one in chosen], ensure_ascii=False, indent=1) + "\n"


def _object(one: Listed) -> dict[str, Any]:
    said = asdict(one.candidate)
    decision = one.decision
    return {
        "candidate": one.id,
        "dataset": one.statement.dataset,
        "edition": one.statement.edition,
        "statement": one.statement.statement_id,
        "locator": one.statement.locator,
        "standing": one.standing,
        "measure_id": decision.get("measure_id") if decision else None,
        "decision": decision.fields if decision else None,
        **{key: value for key, value in said.items() if key not in ("minerals", "more", *DATES)},
        **{name: _date(said[name]) for name in DATES},
        "minerals": [{"mineral": mineral, "told_by": by} for mineral, by in one.minerals.items()],
        "more": dict(one.candidate.more),
        "may_be": [
            {"measure_id": alike.measure.id, "reasons": [asdict(reason) for reason in alike.reasons]}
            for alike in one.may_be
        ],
    }


def _date(said: str) -> dict[str, str] | None:
    return {"date": said, "precision": PRECISIONS[len(said)]} if said else None
