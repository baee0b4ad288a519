"""A stress test as it is asked for, on the packaged release and on made-up networks."""

from __future__ import annotations

import json
from datetime import date

import pytest

import orepath
from orepath.agreements.agreement import load
from orepath.agreements.default import default_agreement
from orepath.errors import InputError
from orepath.stress.templates import listed
from tests.stress.worlds import PARTIES, shock, world

DAY = date(2026, 11, 29)
KEYS = [
    "party",
    "mineral",
    "baseline_t",
    "no_adaptation_t",
    "alone_t",
    "coordinated_t",
    "full_adaptation_t",
    "value_of_coordination_t",
    "days_of_cover",
    "low",
    "high",
    "certificate",
]


@pytest.fixture(scope="module")
def answers():
    evidence = orepath.open_evidence()
    parties = load(default_agreement()).parties
    ids = [each.id for each in listed(evidence, DAY, parties) if each.applying and each.answered]
    return {one: orepath.stress(one, draws=3, evidence=evidence, as_of=DAY) for one in ids}


def test_every_applying_measure_gives_an_answer(answers):
    assert len(answers) >= 10
    assert sum(bool(each.results) for each in answers.values()) >= 10
    for one, each in answers.items():
        assert each.results or each.not_answered, one


def test_answers_are_in_order_and_proved(answers):
    for one, each in answers.items():
        for result in each.results:
            losses = (
                result.full_adaptation_t,
                result.coordinated_t,
                result.alone_t,
                result.no_adaptation_t,
                result.baseline_t * (1 + 1e-9),
            )
            assert list(losses) == sorted(losses), (one, result.party, losses)
            assert result.low <= result.coordinated_t <= result.high
            assert result.value_of_coordination_t == result.alone_t - result.coordinated_t
            for case, proof in result.certificate.items():
                assert abs(proof.gap_t) <= 1e-7 * result.baseline_t, (one, case)
                assert proof.infeasibility_t <= 1e-7 * result.baseline_t, (one, case)


def test_the_contract_of_a_result(answers):
    result = next(result for each in answers.values() for result in each.results)
    found = result.json()
    assert list(found)[: len(KEYS)] == KEYS
    json.dumps(found)


def test_every_assumption_has_its_source(answers):
    for each in answers.values():
        for assumption in each.assumptions:
            assert assumption.source.en, assumption.id
            assert assumption.source.ja, assumption.id
            assert assumption.low <= assumption.value <= assumption.high, assumption.id


def test_statements_lead_to_the_evidence(answers):
    evidence = orepath.open_evidence()
    result = next(result for each in answers.values() for result in each.results if result.statements)
    assert len(evidence.statements_with(list(result.statements[:50]))) > 0


def test_a_network_of_ones_own():
    asked = {"parties": PARTIES, "draws": 4, "horizon_months": 12}
    answer = orepath.stress(world(5), [shock("Fenland")], **asked)
    again = orepath.stress(world(5), [shock("Fenland")], **asked)
    assert [each.party for each in answer.results] == ["Aland", "Boria"]
    assert answer.results == again.results
    assert answer.results[0].path[0].day == answer.horizon_from


def test_what_the_network_does_not_know_is_refused():
    with pytest.raises(InputError) as caught:
        orepath.stress(world(5), [shock("Nowhere"), shock("Fenland", stages=("cell",))], parties=PARTIES, draws=0)
    assert len(caught.value.faults) >= 2


@pytest.mark.parametrize(
    ("parties", "code"),
    [([], "stress_no_party"), ({"JP": -1.0}, "stress_weight"), (["JP", "Japan"], "stress_party_twice")],
)
def test_parties_that_cannot_be(parties, code: str):
    with pytest.raises(InputError) as caught:
        orepath.stress(world(5), [shock("Fenland")], parties=parties, draws=0)
    assert [each.code for each in caught.value.faults] == [code]
