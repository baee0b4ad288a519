"""The dossier of the packaged release, reckoned once a session; only its JSON is made."""

import json
from datetime import date

import pytest

from orepath.agreements.agreement import load
from orepath.agreements.default import default_agreement
from orepath.commitments.assessment import assess_all
from orepath.evidence.store import Evidence
from orepath.reference.in_use import open_evidence
from orepath.review.compose import compose
from orepath.review.json import render_json
from tests.oracles.recomputing.dossier import Dossier, Tally

DAY = date(2026, 11, 23)


def reckoned(agreement: str, day: date) -> Dossier:
    """The dossier of an agreement on a day, as dossier.json holds it."""
    evidence, chosen = open_evidence(None, day, ()), load(agreement)
    return Dossier(json.loads(render_json(compose(evidence, chosen, assess_all(evidence, chosen, day), day))))


@pytest.fixture(scope="session")
def recomputed() -> Dossier:
    """The default agreement's dossier on the day above."""
    return reckoned(default_agreement(), DAY)


@pytest.fixture(scope="session")
def evidence() -> Evidence:
    """The packaged evidence."""
    return open_evidence(None, DAY, ())


@pytest.fixture
def tally(capsys):
    """A tally that prints what agreed and fails on what did not."""
    made = Tally()
    yield made
    with capsys.disabled():
        print("\n  recomputed:", ", ".join(f"{count} {kind}" for kind, count in sorted(made.agreed.items())))
