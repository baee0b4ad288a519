"""What rules say of every entity of a register, without where the stakes stand."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from orepath.control.judge import judge
from orepath.control.register import Register

RULES = ("feoc", "pfe", "sanctions-50")
DAYS = (date(2019, 6, 1), date(2026, 1, 1))


def answers(register: Register, days: Sequence[date] = DAYS) -> Iterator[dict[str, Any]]:
    """Each answer as its parts; of a path its links and their least shares."""
    for entity in register.entities.ids:
        for rule, day, open_world in ((rule, day, open_) for rule in RULES for day in days for open_ in (False, True)):
            answer = judge(register, entity, rule, day, open_world)
            parts = {each.name: getattr(answer, each.name) for each in fields(answer)}
            paths = [[(link.owner, link.owned, link.metric, link.low) for link in path.links] for path in answer.paths]
            yield parts | {"paths": paths}
