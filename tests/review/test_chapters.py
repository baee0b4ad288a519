"""The chapters on a made-up world: invented economies XA, XB and XC, an invented agreement on tin."""

from datetime import date

import pytest

from orepath.agreements.agreement import parse
from orepath.commitments.assessment import assess_all
from orepath.evidence.store import Evidence
from orepath.review.chapters.border import Border
from orepath.review.chapters.output import outputs
from orepath.review.chapters.production import production
from orepath.review.chapters.scene import Scene
from orepath.review.chapters.series import series_table
from orepath.review.compose import compose
from orepath.vocabulary.terms import goods
from tests.made_up import release, year

AS_OF = date(2031, 6, 1)
AGREEMENT = """
id = "made-up"
binding = true
in_force_from = 2029-01-01
parties = ["XA", "XB"]
minerals = ["{mineral}"]
title = {{en = "Made up", ja = "架空の協定"}}
[review]
first_within_years = 2
every_years = 2
anchor = "ceiling"
decisions = ["continue", "amend", "terminate"]
[[commitment]]
id = "M-01"
room = ""
strength = "hard"
actor = "each_party"
title = {{en = "A promise", ja = "約束"}}
summary = {{en = "s", ja = "要旨"}}
evidence = {{en = "e", ja = "証拠"}}
"""
GOOD = goods()[0]
MINERAL = GOOD.mineral


def made(place, value, when=2029, **more):
    return {
        "property": "production",
        "mineral": MINERAL,
        "stage": "mine",
        "place": place,
        "item": "Mine production",
        "unit": "t",
        "value": value,
        **year(when),
        **more,
    }


@pytest.fixture
def agreement():
    return parse(AGREEMENT.format(mineral=MINERAL), "made-up.toml")


@pytest.fixture
def evidence(tmp_path):
    rows = [
        made("XA", 10.0),
        made("XC", 70.0),
        made("world", 100.0),
        made("XA", 20.0, 2030),
        made("XB", None, 2030, status="withheld"),
        made("XC", 60.0, 2030),
        made("world", 100.0, 2030),
    ]
    trade = [
        (2030, "XC", "XA", GOOD.code, 75.0, 10.0),
        (2030, "XB", "XA", GOOD.code, 25.0, None),
        (2030, "XC", "XB", GOOD.code, 50.0, 5.0),
    ]
    old = release(tmp_path, rows, edition="HS92-made-up", trade=trade)
    again = release(tmp_path, edition="HS17-made-up", trade=[(2030, "XC", "XA", GOOD.code, 99.0, 9.0)])
    return Evidence([old, again])


@pytest.fixture
def scene(evidence, agreement):
    return Scene(evidence, agreement, tuple(assess_all(evidence, agreement, AS_OF)), AS_OF)


def test_two_editions_of_one_trade_are_never_added(evidence):
    found = Border(evidence, ["XA"], [MINERAL]).into("XA", MINERAL, GOOD.stage)
    assert {(c.exporter, c.value_usd) for c in found} == {("XC", 75.0), ("XB", 25.0)}
    assert {edition.edition for c in found for edition in c.editions} == {"HS92-made-up"}


def test_a_blank_quantity_is_counted_and_not_taken_for_zero(evidence):
    found = {c.exporter: c for c in Border(evidence, ["XA"], [MINERAL]).into("XA", MINERAL, GOOD.stage)}
    assert (found["XB"].mass_t, found["XB"].blank) == (None, 1)
    assert (found["XC"].mass_t, found["XC"].blank) == (10.0, 0)


def test_every_crossing_names_its_statements(evidence):
    for crossing in Border(evidence, ["XA", "XB"], [MINERAL]).crossings:
        assert [evidence.statement(one).place for one in crossing.statements] == [crossing.exporter]


def test_shares_of_every_bar_complete_to_one(scene):
    blocks, quantities = production(scene, MINERAL)
    for out in outputs(scene, MINERAL, "mine"):
        bar = [q for q in quantities if q.metric == "supply_share" and out.when.en in q.figure.subject.en]
        assert sum(q.figure.value or 0.0 for q in bar) == pytest.approx(1.0, abs=1e-12)
    assert blocks


@pytest.mark.parametrize(("published", "value", "count"), [(100.0, 0.7, 2), (90.0, 0.7, 3), (125.0, 0.56, 2)])
def test_a_share_can_be_reckoned_again_from_what_it_cites(tmp_path, agreement, published, value, count):
    rows = [made("XA", 70.0), made("XC", 30.0), made("world", published)]
    evidence = Evidence([release(tmp_path, rows)])
    _, quantities = production(Scene(evidence, agreement, (), AS_OF), MINERAL)
    [shown] = {q.figure for q in quantities if (q.metric, q.place) == ("supply_share", "XA")}
    cited = {said.place: said.value for said in map(evidence.statement, shown.statements)}
    over = cited["world"] if count == 2 else sum(each for place, each in cited.items() if place != "world")
    assert (shown.value, len(cited)) == (pytest.approx(value), count)
    assert cited["XA"] / over == pytest.approx(shown.value)
    assert ("sum of the places listed" in shown.how.en) == (count == 3)


def test_a_withheld_and_an_unlisted_figure_stay_what_they_are(scene):
    _, quantities = production(scene, MINERAL)
    own = {
        q.figure.subject.en.rsplit(", ", 1)[-1]: q.figure
        for q in quantities
        if (q.metric, q.place) == ("production", "XB")
    }
    assert (own["2029"].value, own["2029"].status) == (None, "unknown")
    assert (own["2030"].value, own["2030"].status) == (None, "withheld")


def test_a_series_is_shown_by_its_newest_edition_with_the_reason(tmp_path, agreement):
    row = {"property": "stocks", "mineral": MINERAL, "place": "XA", "item": "Stocks", "unit": "t", **year(2029)}
    old = release(tmp_path, [{**row, "value": 5.0}], edition="1", recorded=date(2030, 1, 1))
    new = release(tmp_path, [{**row, "value": 7.0}], edition="2", recorded=date(2031, 1, 1))
    scene = Scene(Evidence([old, new]), agreement, (), AS_OF)
    table, quantities = series_table(scene, ("stocks",), MINERAL, ["XA"])
    assert [q.figure.value for q in quantities] == [7.0]
    assert table is not None and table.notes


def test_a_dossier_is_made_of_whatever_evidence_there_is(scene, evidence, agreement):
    document = compose(evidence, agreement, scene.findings, AS_OF)
    assert [chapter.id for chapter in document.chapters][:3] == ["findings", "overview", MINERAL]
    assert {option.id for option in document.options} == {"continue", "amend", "terminate"}
    assert document.unknowns


def test_a_dossier_can_be_made_of_no_evidence_at_all(tmp_path, agreement):
    evidence = Evidence([release(tmp_path)])
    document = compose(evidence, agreement, assess_all(evidence, agreement, AS_OF), AS_OF)
    assert all(q.figure.value is None for mineral in document.minerals for q in mineral.quantities)
    assert any(MINERAL in unknown.what.en for unknown in document.unknowns)


def test_every_text_is_in_both_languages_with_the_same_placeholders():
    import string

    from orepath.review.chapters.texts import _texts

    def holes(said):
        return {name for _, name, _, _ in string.Formatter().parse(said) if name}

    for key, entry in _texts().items():
        assert entry["en"] and entry["ja"], key
        assert holes(entry["en"]) == holes(entry["ja"]), key
