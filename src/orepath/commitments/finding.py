"""What an assessment gives: verdict, reasons, what is missing, and the statements behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from orepath.agreements.agreement import Agreement, Commitment
from orepath.control.register import Register
from orepath.evidence.store import Evidence
from orepath.vocabulary.language import Text

Verdict = Literal["met", "not_met", "undetermined", "not_applicable"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True)
class Acquirer:
    """Somebody who is to acquire something: an entity of a register of ownership."""

    register: Register
    entity: str


@dataclass(frozen=True)
class Question:
    """What a room is asked: whether one commitment of an agreement is kept, on some evidence, as of a day.

    Parameters
    ----------
    acquirer
        Who is to be screened beside that, where anybody is.
    """

    evidence: Evidence
    agreement: Agreement
    commitment: Commitment
    as_of: date
    acquirer: Acquirer | None = None


@dataclass(frozen=True)
class Reason:
    """One reason in two languages, with the statements it rests on."""

    text: Text
    statements: tuple[str, ...] = ()


@dataclass(frozen=True)
class Missing:
    """What evidence is missing, and who could supply it."""

    what: Text
    who: Text


@dataclass(frozen=True)
class Limb:
    """The verdict on one part of a commitment that has several."""

    id: str
    title: Text
    verdict: Verdict
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Screening:
    """What a rule on control says of an acquirer. It stands beside a finding and has no part in its verdict.

    Parameters
    ----------
    controlled
        None where what is missing could decide either way, or the rule has no words for the day.
    points
        What is held, by whom and through which stakes; what was not examined.
    """

    entity: str
    rule: str
    title: Text
    controlled: bool | None
    points: tuple[Text, ...]


@dataclass(frozen=True)
class Finding:
    """Whether a commitment is kept, as far as the evidence says."""

    commitment: str
    verdict: Verdict
    reasons: tuple[Reason, ...]
    missing: tuple[Missing, ...] = ()
    limbs: tuple[Limb, ...] = ()
    screenings: tuple[Screening, ...] = ()

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements behind the finding, each once, in the order of the reasons."""
        reasons = [*self.reasons, *(reason for limb in self.limbs for reason in limb.reasons)]
        return tuple(dict.fromkeys(found for reason in reasons for found in reason.statements))
