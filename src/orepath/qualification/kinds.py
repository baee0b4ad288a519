"""Which module evaluates rules of which kind."""

from __future__ import annotations

from collections.abc import Mapping

from orepath.qualification.allocation.evaluate import evaluate as allocation
from orepath.qualification.asked import Evaluate
from orepath.qualification.battery_scope.evaluate import evaluate as battery_scope
from orepath.qualification.chains_of import chain_faults
from orepath.qualification.cost_ratio.evaluate import evaluate as cost_ratio
from orepath.qualification.list_exposure.evaluate import evaluate as list_exposure
from orepath.qualification.recycled_content.evaluate import evaluate as recycled_content
from orepath.qualification.value_share import evaluate as value_share
from orepath.tabular.table import Check

KINDS: Mapping[str, Evaluate] = {
    "allocation": allocation,
    "battery-scope": battery_scope,
    "cost-ratio": cost_ratio,
    "list-exposure": list_exposure,
    "recycled-content": recycled_content,
    "value-share": value_share,
}
"""By the ``kind`` of a rule's file, what evaluates it."""
CHECKS: Mapping[str, Check] = {"value-share": chain_faults}
"""By the kind of a rule, what finds faults between the rows of its table, to be told with those of its cells."""
