"""Records of registers, as statements are asked for them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from orepath.evidence.store import Evidence, Statement
from orepath.vocabulary.language import Lang


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


def records(evidence: Evidence, register: str, *, true_on: date | None = None, **subject: str | None) -> list[Record]:
    """The records of a register, ordered by their key."""
    found = evidence.statements(register, true_on=true_on, **subject)
    made = [Record(statement, json.loads(statement.fields or "{}")) for statement in found]
    return sorted(made, key=lambda record: json.dumps(record.fields, sort_keys=True, ensure_ascii=False))
