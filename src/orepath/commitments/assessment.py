"""The findings on all commitments of an agreement."""

from __future__ import annotations

import importlib
from datetime import date
from typing import cast

from orepath.agreements.agreement import Agreement, Commitment
from orepath.commitments.finding import Acquirer, Finding, Question
from orepath.commitments.standing import Assess, no_room
from orepath.errors import InputError, fault
from orepath.evidence.store import Evidence


def assess_all(
    evidence: Evidence, agreement: Agreement, as_of: date, acquirer: Acquirer | None = None
) -> list[Finding]:
    """A finding for each commitment, in the order of the agreement.

    Parameters
    ----------
    acquirer
        Who is to be screened beside the finding on investment review; no verdict depends on it.

    Raises
    ------
    InputError
        Where the agreement names a room that does not exist; where an acquirer is named and none of its commitments is
        about investment review, or no entity has that id.
    """
    asked = (Question(evidence, agreement, commitment, as_of, acquirer) for commitment in agreement.commitments)
    found = [assessment(question.commitment)(question) for question in asked]
    if acquirer is not None and not any(finding.screenings for finding in found):
        raise InputError(fault("screening_nowhere", "--acquirer", agreement=agreement.id))
    return found


def assessment(commitment: Commitment) -> Assess:
    """The assessment of a commitment's room; a commitment without one is found undetermined.

    Raises
    ------
    InputError
        Where there is no such room.
    """
    if not commitment.room:
        return no_room
    package = f"orepath.commitments.{commitment.room}"
    try:
        return cast(Assess, importlib.import_module(f"{package}.assess").assess)
    except ModuleNotFoundError as error:
        if error.name not in (package, f"{package}.assess"):
            raise
        detail = f"{commitment.id}: room '{commitment.room}'"
        raise InputError(fault("agreement_broken", detail=detail)) from error
