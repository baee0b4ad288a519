import dataclasses
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from orepath.agreements.agreement import load
from orepath.commitments.assessment import assess_all, assessment
from orepath.commitments.clauses import clauses
from orepath.commitments.finding import Question
from orepath.errors import InputError
from orepath.evidence.release import open_release
from orepath.evidence.store import Evidence
from orepath.vocabulary.language import LANGS
from tests.made_up import release

HERE = Path(__file__).parent
TODAY = date(2026, 11, 23)
PACKAGED = Path(str(files("orepath"))) / "reference" / "release"


def test_all_commitments_in_their_order(tmp_path):
    agreement = load(str(HERE / "agreement.toml"))
    findings = assess_all(Evidence([release(tmp_path, [])]), agreement, date(2033, 6, 1))
    assert [finding.commitment for finding in findings] == [commitment.id for commitment in agreement.commitments]
    assert {finding.verdict for finding in findings} == {"undetermined"}
    assert all(finding.missing for finding in findings)


def test_a_commitment_without_a_room_is_undetermined(tmp_path):
    agreement = load(str(HERE / "agreement.toml"))
    finding = assess_all(Evidence([release(tmp_path, [])]), agreement, date(2033, 6, 1))[-1]
    assert finding.verdict == "undetermined"
    assert finding.reasons[0].text.en.startswith("No assessment room")
    earlier = assess_all(Evidence([release(tmp_path, [])]), agreement, date(2029, 12, 31))
    assert {finding.verdict for finding in earlier} == {"not_applicable"}


def test_a_room_that_does_not_exist_is_named(tmp_path):
    commitment = dataclasses.replace(load(str(HERE / "agreement.toml")).commitments[0], room="no_such_room")
    with pytest.raises(InputError, match="AB-01: room 'no_such_room'"):
        assessment(commitment)


@pytest.mark.parametrize("name", ["us-japan-2023", "us-japan-framework-2025"])
def test_the_packaged_agreements_can_be_assessed_on_nothing(name: str, tmp_path):
    findings = assess_all(Evidence([release(tmp_path, [])]), load(name), TODAY)
    assert {finding.verdict for finding in findings} == {"undetermined"}


class Watched(Evidence):
    """Evidence that remembers what it was asked for."""

    asked: set[str]

    def statements(self, property_, **subject):
        self.asked.add(property_)
        return super().statements(property_, **subject)


def test_a_room_reads_what_its_clauses_say(tmp_path):
    agreement = load(str(HERE / "agreement.toml"))
    for commitment in agreement.commitments[:-1]:
        watched = Watched([release(tmp_path, [])])
        watched.asked = set()
        assessment(commitment)(Question(watched, agreement, commitment, date(2033, 6, 1)))
        assert watched.asked == set(clauses(f"orepath.commitments.{commitment.room}").reads), commitment.room


@pytest.fixture(scope="module")
def reference() -> Evidence:
    if not (PACKAGED / "manifest.json").is_file():
        pytest.skip("the packaged release was not built")
    return Evidence([open_release(PACKAGED)])


def test_the_nine_findings_on_the_packaged_release(reference: Evidence):
    agreement = load("us-japan-2023")
    findings = {finding.commitment: finding for finding in assess_all(reference, agreement, TODAY)}
    for finding in findings.values():
        for found in finding.statements:
            assert reference.statement(found).statement_id == found
        for reason in [*finding.reasons, *(reason for limb in finding.limbs for reason in limb.reasons)]:
            assert all(reason.text.in_(lang) and "{" not in reason.text.in_(lang) for lang in LANGS)
    assert {limb.id: limb.verdict for limb in findings["CMA-01"].limbs} == {"US": "met", "JP": "undetermined"}
    assert findings["CMA-01"].verdict == "undetermined"
    assert findings["CMA-04"].verdict == "met"
    assert findings["CMA-09"].verdict == "undetermined"
    assert any("28 March 2025" in reason.text.en for limb in findings["CMA-09"].limbs for reason in limb.reasons)
    assert any("28 March 2027" in reason.text.en for limb in findings["CMA-09"].limbs for reason in limb.reasons)
