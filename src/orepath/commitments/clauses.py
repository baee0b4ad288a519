"""The rules of an assessment as data: what a room reads, its parameters with their reference, and all it may say."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.commitments.finding import Missing, Reason
from orepath.vocabulary.language import Text, text


@dataclass(frozen=True)
class Parameter:
    """A value a rule needs, and where it comes from."""

    value: Any
    reference: Text


@dataclass(frozen=True)
class Clauses:
    """The contents of a room's ``clauses.toml``.

    Parameters
    ----------
    reads
        The registers and properties the room looks at.
    never
        What the room never concludes.
    """

    reads: tuple[str, ...]
    never: Text
    parameters: dict[str, Parameter]
    titles: dict[str, Text]
    reasons: dict[str, Text]
    missing: dict[str, Missing]

    def value(self, name: str) -> Any:  # noqa: ANN401 - a number, a text or a list
        """The value of a parameter."""
        return self.parameters[name].value

    def reason(self, code: str, statements: Iterable[str] = (), **values: object) -> Reason:
        """A reason with its placeholders filled, resting on statements (each once)."""
        return Reason(self.reasons[code].format(**values), tuple(dict.fromkeys(statements)))

    def lack(self, code: str, **values: object) -> Missing:
        """What is missing and who could supply it, with the placeholders filled."""
        entry = self.missing[code]
        return Missing(entry.what.format(**values), entry.who.format(**values))


@cache
def clauses(package: str) -> Clauses:
    """The clauses of a room, such as ``orepath.commitments.export_duties``."""
    return parse(tomllib.loads(files(package).joinpath("clauses.toml").read_text("utf-8")))


def parse(raw: dict[str, Any]) -> Clauses:
    """Clauses from the tables of their file."""
    parameters = raw.get("parameters", {})
    return Clauses(
        reads=tuple(raw["reads"]),
        never=text(raw["never"]),
        parameters={key: Parameter(entry["value"], text(entry["reference"])) for key, entry in parameters.items()},
        titles={key: text(entry) for key, entry in raw.get("titles", {}).items()},
        reasons={key: text(entry) for key, entry in raw["reasons"].items()},
        missing={key: Missing(text(entry["what"]), text(entry["who"])) for key, entry in raw["missing"].items()},
    )
