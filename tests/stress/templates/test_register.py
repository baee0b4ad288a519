"""Every measure of the packaged register gives shocks or a reason, and says what must be said of it."""

from datetime import date

import pytest

from orepath.errors import UnknownName
from orepath.evidence.measures import measures, status, status_names
from orepath.network.asked import network
from orepath.reference.in_use import open_evidence
from orepath.reference.packaged import packaged
from orepath.stress.reading import check
from orepath.stress.reading.words import words
from orepath.stress.templates import listed, template, templated
from orepath.stress.templates.said import told_ids
from orepath.vocabulary.terms import minerals

ON = date(2026, 11, 23)
PARTIES = ("JP", "US")


@pytest.fixture(scope="module")
def evidence():
    return open_evidence(packaged().id)


@pytest.fixture(scope="module")
def register(evidence):
    return {measure.id: measure for measure in measures(evidence, ON)}


@pytest.fixture(scope="module")
def made(evidence, register):
    return {id_: templated(evidence, id_, ON, PARTIES) for id_ in register}


def test_every_measure_gives_a_shock_or_a_reason(made):
    assert len(made) >= 40
    for id_, one in made.items():
        assert one.shocks or one.not_answered, id_
        answered = {shock.mineral for shock in one.shocks}
        refused = {each.mineral for each in one.not_answered}
        assert answered | (refused - {""}) == set(one.minerals) and not answered & refused
        assert all(each.why.en and each.why.ja for each in one.not_answered)


def test_shocks_are_whole_and_their_ids_unique(made, register):
    ids = [shock.id for one in made.values() for shock in one.shocks]
    assert len(ids) == len(set(ids))
    for id_, one in made.items():
        record = register[id_].record
        for shock in one.shocks:
            assert shock.imposer == record.get("imposer") and set(shock.targets) == set(record.many("targets"))
            assert shock.statements[0] == record.id and shock.id.startswith(id_)
            assert 0 <= shock.cut.low <= shock.cut.value <= shock.cut.high <= 1
            assert shock.coverage is None or 0 <= shock.coverage.low <= shock.coverage.value <= shock.coverage.high <= 1
            assert (shock.until is None) == (shock.lasts_months is not None)
            assert shock.name.en and shock.name.ja and all(each.en and each.ja for each in shock.notes)


def test_status_stands_in_the_notes_in_words(made, register):
    for id_, one in made.items():
        said = status_names()[status(register[id_], ON)]
        for shock in one.shocks:
            assert said.en in shock.notes[0].en and said.ja in shock.notes[0].ja


def test_what_is_suspended_or_announced_is_said_to_be_stressed_as_if(made):
    for id_ in ("cn-2024-46-ga-ge-sb", "cn-2025-57-ree", "ga-2029-manganese-ban"):
        assert any("as if it applied" in note.en for note in made[id_].shocks[0].notes), id_


def test_what_the_base_year_already_holds_is_said(made):
    held = "already holds its effect"
    assert any(held in note.en for note in made["id-2020-nickel-ban"].shocks[0].notes)
    assert not any("already holds" in note.en for note in made["cn-2026-1-dual-use"].shocks[0].notes)
    assert not any("already holds" in note.en for note in made["cn-2010-ree-duty"].shocks[0].notes)


def test_no_text_speaks_of_coercion(made):
    for one in made.values():
        texts = [note for shock in one.shocks for note in (*shock.notes, shock.name, shock.cut.source)]
        assert not any("coerc" in text.en.casefold() or "威圧" in text.ja for text in texts)


def test_the_networks_know_what_the_templates_are_on(made, evidence):
    shocks = [shock for one in made.values() for shock in one.shocks]
    networks = {name: network(name, evidence=evidence) for name in sorted({shock.mineral for shock in shocks})}
    for one in made.values():
        check(one.shocks, networks)


def test_a_quota_in_tonnes_is_the_acts(made):
    (shock,) = made["cd-2025-cobalt-quota"].shocks
    assert (shock.instrument, shock.quota_t, shock.coverage) == ("quota", 96_600.0, None)


def test_codes_give_a_share_computed_from_trade(made):
    parts = {shock.stages: shock.coverage for shock in made["cn-2023-39-graphite"].shocks}
    assert set(parts) == {("mine",), ("refine",)}
    assert all(part.how_sure == "computed" and part.statements for part in parts.values())
    assert parts[("mine",)].high < 1


def test_goods_whose_trade_is_not_seen_are_told_or_asked_for(evidence):
    silent = templated(evidence, "zw-2022-lithium-ore", ON, PARTIES)
    assert silent.shocks == () and "253090" in silent.not_answered[0].why.en
    (shock,) = templated(evidence, "zw-2022-lithium-ore", ON, PARTIES, unseen=True).shocks
    assert shock.stages == ("mine",) and any("not in the figures" in note.en for note in shock.notes)


def test_the_base_year_can_be_given(evidence):
    (shock,) = template(evidence, "ga-2029-manganese-ban", ON, PARTIES, {"manganese": 2023})
    (newest,) = template(evidence, "ga-2029-manganese-ban", ON, PARTIES)
    assert shock.from_ == newest.from_ == date(2029, 1, 1)
    (early,) = template(evidence, "my-2024-ree-ban", ON, PARTIES, {"rare-earths": 2023})
    assert not any("already holds" in note.en for note in early.notes)


def test_a_measure_that_is_not_there_is_told_with_the_nearest(evidence):
    with pytest.raises(UnknownName, match="cn-2023-39-graphite"):
        template(evidence, "cn-2023-graphite", ON, PARTIES)


def test_the_list_has_every_measure_and_says_to_whom_it_applies(evidence, register, made):
    found = {one.id: one for one in listed(evidence, ON, PARTIES)}
    assert set(found) == set(register)
    assert dict(found["cn-2026-1-dual-use"].applies_to) == {"JP": True, "US": False}
    assert dict(found["id-2020-nickel-ban"].applies_to) == {"JP": True, "US": True}
    for id_, one in found.items():
        assert one.status == status(register[id_], ON)
        assert set(one.answered) == {shock.mineral for shock in made[id_].shocks}
        assert one.json()["answered"] == list(one.answered)
    order = [one.status for one in listed(evidence, ON, PARTIES)]
    assert order[0] == "in_force" and order[-1] == "ended" and order == sorted(order, key=order.index)


def test_what_is_said_beyond_the_register_is_of_measures_it_has(register):
    assert set(told_ids()) <= set(register)


def test_every_instrument_of_the_register_has_a_word(register):
    used = {str(measure.record.get("instrument")) for measure in register.values()}
    assert used <= set(words())


def test_minerals_taken_by_judgement_are_known(made):
    assert all(mineral in minerals() for one in made.values() for mineral in one.minerals)
