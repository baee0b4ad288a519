"""Records of registers, as statements are asked for them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from orepath.evidence.dating import holds
from orepath.evidence.store import Evidence, Statement
from orepath.vocabulary.language import Lang, Text


@dataclass(frozen=True)
class Record:
    """A record of a register with the statement it came from."""

    statement: Statement
    fields: dict[str, Any]

    @property
    def id(self) -> str:
        """The id of its statement."""
        return self.statement.statement_id

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401 - a cell may be text, number or list
        """A cell, or the default where it is empty."""
        return self.fields.get(name, default)

    def text(self, name: str, lang: Lang) -> str:
        """A bilingual cell in one language, else in the other, else empty."""
        other = "ja" if lang == "en" else "en"
        return str(self.fields.get(f"{name}_{lang}") or self.fields.get(f"{name}_{other}") or "")

    def both(self, name: str) -> Text:
        """A bilingual cell in both languages."""
        return Text(self.text(name, "en"), self.text(name, "ja"))

    def day(self, name: str) -> date | None:
        """A date cell."""
        cell = self.fields.get(name)
        return date.fromisoformat(cell) if cell else None

    def many(self, name: str) -> tuple[str, ...]:
        """A cell of several values; empty where the cell is."""
        cell = self.fields.get(name) or ()
        return (cell,) if isinstance(cell, str) else tuple(cell)

    def holds(self, on: date) -> bool | None:
        """Whether its period holds a day; None where the dates, or their precision, leave that open."""
        precision = str(self.fields.get("date_precision") or "day")
        return holds(self.statement.from_, self.statement.until, precision, on)


def records(evidence: Evidence, register: str, *, true_on: date | None = None, **subject: str | None) -> list[Record]:
    """The records of a register, ordered by their key."""
    found = evidence.statements(register, true_on=true_on, **subject)
    made = [Record(statement, json.loads(statement.fields or "{}")) for statement in found]
    return sorted(made, key=lambda record: json.dumps(record.fields, sort_keys=True, ensure_ascii=False))


def current(evidence: Evidence, register: str) -> list[Record]:
    """The records of a register as its keepers have it now: of each dataset only the newest edition in use."""
    found = records(evidence, register)
    kept = {statement.statement_id for statement in newest(evidence, [record.statement for record in found])}
    return [record for record in found if record.id in kept]


def newest(evidence: Evidence, statements: Sequence[Statement]) -> list[Statement]:
    """Of some statements those of the newest edition of each dataset among them, in the same order."""
    known = {(file.dataset, file.edition): (file.recorded, file.edition) for file in evidence.editions}
    latest: dict[str, tuple[date, str]] = {}
    for said in statements:
        latest[said.dataset] = max(latest.get(said.dataset, (date.min, "")), known[(said.dataset, said.edition)])
    return [said for said in statements if said.edition == latest[said.dataset][1]]
