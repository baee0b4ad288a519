"""Templates of made-up measures of Aland, on made-up trade in a mineral that networks are assembled for."""

from datetime import date

import pytest

from orepath.evidence.register_definition import registers
from orepath.evidence.store import Evidence
from orepath.stress.reading.words import words
from orepath.stress.templates import listed, templated
from tests.made_up import release
from tests.made_up_registers import statements

ALAND, BORIA, CESTIA = "AX", "BW", "CK"
MINERAL, FLAKE, LUMP = "graphite", "250410", "250490"
ON = date(2033, 1, 1)
PLAIN = {
    "measure_id": "made-up-1",
    "imposer": ALAND,
    "targets": "all",
    "minerals": MINERAL,
    "instrument": "export_ban",
    "date_precision": "day",
    "effective": "2032-01-01",
    "announced": "2031-12-01",
    "recorded": "2031-12-01",
    "status_as_of": "2032-12-31",
    "product": "made-up goods",
}


def produced(place, value):
    return {
        "property": "production",
        "mineral": MINERAL,
        "stage": "mine",
        "place": place,
        "from_": date(2031, 1, 1),
        "until": date(2032, 1, 1),
        "value": value,
        "unit": "t",
    }


@pytest.fixture
def asked(tmp_path):
    """What a made-up measure gives: Aland mines, ships 60 t of flake and 20 t of lump to Boria, 20 t to Cestia."""

    def ask(*events, **more):
        act = {key: value for key, value in {**PLAIN, **more}.items() if value is not None}
        rows = [
            *statements("measure", [act]),
            *statements("measure_event", [{"measure_id": "made-up-1", **event} for event in events]),
            produced(ALAND, 500.0),
            produced(BORIA, 1.0),
            {**produced("world", 501.0)},
        ]
        trade = [(2031, ALAND, BORIA, FLAKE, 60e3, 60.0), (2031, ALAND, BORIA, LUMP, 20e3, 20.0)]
        trade += [(2031, ALAND, CESTIA, LUMP, 20e3, 20.0)]
        made = Evidence([release(tmp_path, rows, trade=trade, recorded=date(2032, 12, 31))])
        return templated(made, "made-up-1", ON, (BORIA, CESTIA))

    return ask


def notes(shock):
    return " ".join(note.en for note in shock.notes)


def test_the_record_says_from_when_and_at_whom(asked):
    (shock,) = asked().shocks
    assert (shock.imposer, shock.mineral, shock.instrument) == (ALAND, MINERAL, "ban")
    assert (shock.from_, shock.until, shock.stages, shock.targets) == (date(2032, 1, 1), None, (), ("all",))
    assert shock.cut.id == "ban.share" and shock.lasts_months.id == "lasts_months"
    assert "in force as last known" in notes(shock) and "taken as all" in notes(shock)


def test_codes_tell_stages_and_how_much_of_their_goods(asked):
    found = {shock.stages: shock for shock in asked(hs=LUMP).shocks}
    assert list(found) == [("mine",)]
    assert found[("mine",)].coverage.value == pytest.approx(0.4)
    assert asked(hs=LUMP, targets=CESTIA).shocks[0].coverage is None


def test_national_codes_may_be_part_of_their_six_digits(asked):
    (shock,) = asked(hs=LUMP, hs_national=f"{LUMP}1000").shocks
    assert shock.coverage.value == pytest.approx(0.4) and shock.coverage.low < 0.25


def test_a_target_that_is_shipped_nothing_is_said(asked):
    (other,) = asked(hs=FLAKE, targets=CESTIA).shocks
    assert other.coverage.value == 0.0
    (shock,) = asked(hs=FLAKE, targets="DM").shocks
    assert shock.coverage is None and "no shipment" in notes(shock)


def test_a_party_it_is_not_aimed_at_is_said(asked):
    assert notes(asked(targets=CESTIA).shocks[0]).count("It is not aimed at") == 1
    assert "It is not aimed at" not in notes(asked().shocks[0])


@pytest.mark.parametrize("instrument", registers()["measure"].column("instrument").allowed)
def test_every_instrument_of_the_register_gives_a_template(asked, instrument):
    (shock,) = asked(instrument=instrument).shocks
    assert shock.instrument == words()[instrument].instrument
    assert ("Technology" in notes(shock)) == (not words()[instrument].goods)


def test_a_suspended_measure_is_taken_as_if_it_applied(asked):
    event = {"kind": "suspension", "date": "2032-06-01", "until": "2034-01-01", "date_precision": "day"}
    (shock,) = asked({"event_id": "e1", **event}).shocks
    assert "suspended" in notes(shock) and "as if it applied" in notes(shock) and shock.from_ == date(2032, 1, 1)


def test_the_base_year_and_what_it_holds(asked):
    assert "already holds its effect" in notes(asked(effective="2030-01-01").shocks[0])
    assert "already holds part" in notes(asked(effective="2031-05-01").shocks[0])
    assert "already holds" not in notes(asked(effective="2030-01-01", until="2031-01-01").shocks[0])
    assert "ended within 2031" in notes(asked(effective="2030-01-01", until="2031-06-01").shocks[0])


def test_why_there_is_no_answer(asked):
    no_network = asked(minerals="tungsten")
    assert no_network.shocks == () and "no supply network" in no_network.not_answered[0].why.en
    assert "names no mineral" in asked(minerals=None).not_answered[0].why.en
    assert "no day is recorded" in asked(effective=None, announced=None).not_answered[0].why.en
    assert "no figures of" in asked(imposer="DM").not_answered[0].why.en


def test_an_act_without_an_effective_day_is_taken_from_its_announcement(asked):
    assert asked(effective=None).shocks[0].from_ == date(2031, 12, 1)


def test_the_list_holds_it(tmp_path):
    rows = statements("measure", [PLAIN])
    (one,) = listed(Evidence([release(tmp_path, rows, recorded=date(2032, 12, 31))]), ON, (BORIA,))
    assert (one.id, one.status, one.answered, one.applying) == ("made-up-1", "in_force", (), True)
    assert one.not_answered[0].mineral == MINERAL
