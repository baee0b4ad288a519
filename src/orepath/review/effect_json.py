"""The effect of a status that rests on the agreement, as ``dossier.json`` has it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from orepath.qualification.result import Result
from orepath.review.document import Effect, EffectShare
from orepath.tabular.quantity import percent, ratio


def effect_entry(effect: Effect) -> dict[str, Any]:
    """The effect of a status as plain dictionaries and lists; shares are exact, ``n/d``."""
    return {
        "rule": effect.rule,
        "title": asdict(effect.title),
        "samples": True,
        "places": list(effect.places),
        "ended_after": effect.ended_after,
        "shares": [_effect_share(share) for share in effect.shares],
    }


def _effect_share(share: EffectShare) -> dict[str, Any]:
    return {
        "test": share.test,
        "from_": share.from_,
        "until": share.until,
        "threshold": ratio(share.threshold) if share.threshold is not None else None,
        "with": _counted(share.with_),
        "without": _counted(share.without),
    }


def _counted(result: Result) -> dict[str, Any]:
    share = result.share
    return {
        "share": ratio(share) if share is not None else None,
        "percent": percent(share) if share is not None else None,
        "applies": result.applies,
        "passes": result.passes,
    }
