"""The cases of every room, as `<room>/cases.yaml` tells them: given some records, on a day, this verdict.

A case gives records by register (only the cells that matter; the rest is filled with something plain) or figures under
``statements``. The agreement is the fictitious one of ``agreement.toml``, changed by what stands under ``agreement``.
"""

import dataclasses
from datetime import date
from pathlib import Path

import pytest
import yaml

from orepath.agreements.agreement import Agreement, load
from orepath.commitments.assessment import assessment
from orepath.commitments.finding import Finding, Question
from orepath.evidence.register import registers
from orepath.evidence.store import Evidence
from orepath.vocabulary.language import LANGS, Text
from tests.made_up import release
from tests.made_up_registers import statements

HERE = Path(__file__).parent
ROOMS = sorted(path.parent.name for path in HERE.glob("*/cases.yaml"))
CASES = [
    pytest.param(room, case, id=f"{room}: {case['case']}")
    for room in ROOMS
    for case in yaml.safe_load((HERE / room / "cases.yaml").read_text("utf-8"))
]
KNOWN = {"case", "why", "as_of", "agreement", "given", "verdict", "limbs", "says", "never_says", "missing"}


def agreement(changed: dict) -> Agreement:
    made = load(str(HERE / "agreement.toml"))
    cycle = changed.pop("review", {})
    review = None if cycle is None else dataclasses.replace(made.review, **cycle)
    changed = {key: tuple(value) if isinstance(value, list) else value for key, value in changed.items()}
    return dataclasses.replace(made, review=review, **changed)


def evidence(parent: Path, given: dict, asked: Agreement) -> Evidence:
    rows: list[dict] = []
    for register, records in given.items():
        if register == "statements":
            rows += [{"row_key": f"figure-{number}", **row} for number, row in enumerate(records)]
            continue
        named = {"agreement": asked.id} if "agreement" in registers()[register].names() else {}
        rows += statements(register, [{**named, **record} for record in records])
    return Evidence([release(parent, rows)])


def find(room: str, case: dict, parent: Path) -> tuple[Finding, Evidence]:
    asked = agreement(dict(case.get("agreement", {})))
    (commitment,) = (commitment for commitment in asked.commitments if commitment.room == room)
    known = evidence(parent, case.get("given", {}), asked)
    return assessment(commitment)(Question(known, asked, commitment, case["as_of"])), known


@pytest.mark.parametrize(("room", "case"), CASES)
def test_case(room: str, case: dict, tmp_path: Path):
    assert case.keys() <= KNOWN
    finding, known = find(room, case, tmp_path)
    reasons = [*finding.reasons, *(reason for limb in finding.limbs for reason in limb.reasons)]
    said = [reason.text.en for reason in reasons]
    assert finding.verdict == case["verdict"], said
    assert {limb.id: limb.verdict for limb in finding.limbs if limb.id in case.get("limbs", {})} == case.get(
        "limbs", {}
    )
    for words in case.get("says", ()):
        assert any(words in text for text in said), (words, said)
    for words in case.get("never_says", ()):
        assert not any(words.casefold() in text.casefold() for text in said), (words, said)
    lacks = [f"{lack.what.en} | {lack.who.en}" for lack in finding.missing]
    for words in case.get("missing", ()):
        assert any(words in text for text in lacks), (words, lacks)
    assert lacks or finding.verdict != "undetermined"
    assert not lacks or finding.verdict in ("undetermined", "not_met")
    assert finding.reasons
    complete(
        [*(reason.text for reason in reasons), *(part for lack in finding.missing for part in (lack.what, lack.who))]
    )
    assert [known.statement(found).statement_id for found in finding.statements] == list(finding.statements)


def complete(texts: list[Text]) -> None:
    """Both languages say something, and every placeholder is filled."""
    for text in texts:
        for lang in LANGS:
            assert text.in_(lang).strip()
            assert "{" not in text.in_(lang) and "None" not in text.in_(lang)


def test_every_room_has_cases_of_every_kind():
    told = {room: {case.values[1]["verdict"] for case in CASES if case.values[0] == room} for room in ROOMS}
    assert len(ROOMS) == 9
    for room, verdicts in told.items():
        assert {"met", "undetermined", "not_applicable"} <= verdicts, room


def test_an_empty_register_is_never_kept_nor_broken(tmp_path: Path):
    for room in ROOMS:
        finding, _ = find(room, {"as_of": date(2033, 6, 1)}, tmp_path / room)
        assert finding.verdict == "undetermined", room
