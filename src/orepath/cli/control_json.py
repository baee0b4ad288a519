"""An answer on control as ``--json`` prints it: shares as exact fractions ``n/d``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from orepath.control.answer import Deemed, Held, Link, Trigger
    from orepath.control.register import Metric
    from orepath.review.ownership_page.scene import Scene
    from orepath.vocabulary.language import Text

UNDETERMINED = "undetermined"
"""In place of true or false where what is not known could decide either way."""


def as_json(scene: Scene) -> str:
    """The answer, its proof and what its rule says, as JSON text."""
    return json.dumps(tree(scene), ensure_ascii=False, indent=1) + "\n"


def tree(scene: Scene) -> dict[str, Any]:
    """The same as a tree of lists, dictionaries, texts and numbers."""
    from orepath.review.ownership_page.sentences import cited

    answer = scene.answer
    return {
        "entity": answer.entity,
        "rule": answer.rule,
        "as_of": answer.as_of.isoformat(),
        "open_world": answer.open_world,
        "controlled": _said(answer.controlled),
        "by": list(answer.by),
        "metrics": {metric: _held(held) for metric, held in answer.metrics.items()},
        "integrated": _by_owner(answer.integrated),
        "majority": list(answer.majority),
        "triggers": [_trigger(scene, each) for each in answer.triggers],
        "paths": [{"adds": _held(path.adds), "links": [_link(each) for each in path.links]} for path in answer.paths],
        "left_out": answer.left_out,
        "applies": answer.applies,
        "integrated_high": _by_owner(answer.integrated_high),
        "majority_steps": [
            {"entity": step.entity, "votes": _exact(step.votes), "owners": list(step.owners)}
            for step in answer.majority_steps
        ],
        "deemed": [_deemed(each) for each in answer.deemed],
        "notes": [_text(each) for each in answer.notes],
        "not_examined": [_text(each) for each in answer.not_examined],
        "references": [{"source": each.source, "how_sure": each.how_sure} for each in cited(scene)],
        "names": {id_: entity.name for id_, entity in sorted(scene.entities.items())},
    }


def _exact(share: Fraction) -> str:
    return f"{share.numerator}/{share.denominator}"


def _by_owner(shares: Mapping[Metric, Mapping[str, Fraction]]) -> dict[str, dict[str, str]]:
    return {metric: {owner: _exact(share) for owner, share in of.items()} for metric, of in shares.items()}


def _held(held: Held) -> dict[str, str]:
    return {"low": _exact(held.low), "high": _exact(held.high)}


def _said(known: bool | None) -> bool | str:
    return UNDETERMINED if known is None else known


def _link(link: Link) -> dict[str, str]:
    shares = {"low": link.low, "high": link.high, "counted": link.counted}
    ends = {"owner": link.owner, "owned": link.owned, "metric": link.metric}
    return {**ends, **{key: _exact(share) for key, share in shares.items()}, "where": link.where}


def _trigger(scene: Scene, trigger: Trigger) -> dict[str, Any]:
    return {
        "trigger": trigger.trigger,
        "metric": trigger.metric,
        "threshold": None if trigger.threshold is None else _exact(trigger.threshold),
        "comparison": scene.rule.comparisons.get(trigger.trigger),
        "found": None if trigger.found is None else _held(trigger.found),
        "met": _said(trigger.met),
        "said": _text(trigger.said),
        "how_sure": trigger.how_sure,
        "reference": trigger.reference,
    }


def _deemed(each: Deemed) -> dict[str, Any]:
    found = {"entity": each.entity, "metric": each.metric, "held": _held(each.held), "certain": each.certain}
    return {**found, "by": [_link(link) for link in each.by]}


def _text(text: Text) -> dict[str, str]:
    return {"en": text.en, "ja": text.ja}
