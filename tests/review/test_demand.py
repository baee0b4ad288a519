"""The chapter on demand, on made-up figures: what it says, what it leaves unknown, and what each figure rests on."""

import json

import pytest

from orepath.agreements.agreement import parse
from orepath.commitments.assessment import assess_all
from orepath.evidence.store import Evidence
from orepath.review.chapters.demand import demand
from orepath.review.chapters.scene import Scene
from orepath.review.compose import compose
from orepath.review.document import Bullets, Heading, Note, Table
from orepath.review.json import render_json
from tests.demand.made_up import capacity, evidence, held, share, sold
from tests.made_up import release, year
from tests.review.test_chapters import AGREEMENT, AS_OF, MINERAL

PARTIES = ("AX", "FI")


def agreement():
    text = AGREEMENT.format(mineral=MINERAL)
    return parse(text.replace("XA", PARTIES[0]).replace("XB", PARTIES[1]), "made-up.toml")


def scene_of(known: Evidence) -> Scene:
    return Scene(known, agreement(), (), AS_OF)


@pytest.fixture
def known(tmp_path):
    sales = [
        sold("Cars, BEV", 1000.0, low=950.0, high=1050.0, status="rounded"),
        sold("Cars, PHEV", 700.0),
        sold("Cars, BEV, STEPS", 5000.0, 2035, status="estimated"),
    ]
    rest = [
        sold("BEV, ICCT Roadmap v2.6 Ambitious", 9000.0, 2035, "FI", status="estimated"),
        *(
            share("LFP", 0.6),
            share("NCA", 0.398),
            share("LMO", 0.002),
            capacity(50.0, 2029),
            capacity(40.0, 2030, "FI"),
        ),
        *(held(MINERAL, name, value) for name, value in (("LFP", 0.0), ("NCA", 0.3), ("LMO", 1.0))),
    ]
    world = {"property": "demand", "mineral": MINERAL, "place": "world", "unit": "t"}
    wanted = [
        {**world, "item": "Electric vehicles", "value": 5000.0, **year(2030)},
        {**world, "item": "Electric vehicles, NZE", "value": 9000.0, "status": "estimated", **year(2035)},
    ]
    made = evidence(tmp_path, sales, rest)
    return Evidence([*made.releases, release(tmp_path / "world", wanted, dataset="iea-critical-minerals")])


def tables(chapter):
    return {block.id: block for block in chapter.blocks if isinstance(block, Table)}


def test_the_sentence_has_the_figure_and_its_range(known):
    chapter, quantities = demand(scene_of(known))
    (bullets,) = [block for block in chapter.blocks if isinstance(block, Bullets)]
    (sentence,) = bullets.items
    assert "battery-electric cars sold in 2030 needed about {value}" in sentence.text.en
    assert "{value}" in sentence.text.ja and "{range}" in sentence.text.ja
    value, bounds = sentence.figures["value"], sentence.figures["range"]
    assert value.value == pytest.approx(1000 * 50 * (0.398 * 0.3 + 0.002) / 1000)
    assert (bounds.low, bounds.high) == pytest.approx((0.0, 1050 * 55 * 0.3 / 1000))
    (quantity,) = quantities[MINERAL]
    assert (quantity.metric, quantity.place, quantity.figure) == ("battery_demand", PARTIES[0], value)


def test_the_table_adds_up_and_shows_the_rare_together(known):
    chapter, _ = demand(scene_of(known))
    *rows, whole, spread = tables(chapter)["demand-ax-chemistries"].rows
    assert [row.cells[0].text.en for row in rows] == ["LFP", "NCA", "Others, each below 1%"]
    parts = [row.cells[2].figure for row in rows]
    assert sum(part.value for part in parts) == pytest.approx(whole.cells[2].figure.value)
    assert parts[0].value == 0 and parts[0].status == "computed"
    assert spread.cells[2].figure.status == "range"
    assert whole.total


def test_what_stands_in_is_said_first(known):
    first, *_ = [block for block in demand(scene_of(known))[0].blocks if isinstance(block, Note | Bullets)]
    assert isinstance(first, Note) and first.text.text.en.startswith("Not of the Party and year themselves: ")
    said = first.text.text.en
    assert "of 2029" in said and "the world's of 2030" in said
    assert tables(demand(scene_of(known))[0])["demand-ax-chemistries"].caption.en.endswith("had they the world's mix")


def test_a_party_without_sales_is_unknown_and_says_what_is_missing(known):
    chapter, quantities = demand(scene_of(known))
    notes = [block.text.text.en for block in chapter.blocks if isinstance(block, Note)]
    assert any(note.startswith("Finland: ") and "reported sales" in note for note in notes)
    assert "demand-fi-chemistries" not in tables(chapter)
    assert {quantity.place for quantity in quantities[MINERAL]} == {PARTIES[0]}


def test_vehicles_whose_batteries_nobody_knows_are_named(known):
    chapter, _ = demand(scene_of(known))
    (said,) = [
        block.text for block in chapter.blocks if isinstance(block, Note) and "Not counted" in block.text.text.en
    ]
    assert [figure.value for figure in said.figures.values()] == [700.0]
    *_, last = tables(chapter)["demand-vehicles"].rows
    assert last.cells[4].figure is None and last.cells[4].text is None


def test_the_outlook_names_publisher_scenario_and_who_has_none(known):
    table = tables(demand(scene_of(known))[0])["demand-outlook-sales"]
    assert [(row.cells[1].text.en, row.cells[2].figure.value) for row in table.rows] == [
        ("IEA Global EV Data 2024, STEPS", 5000.0),
        ("ICCT Roadmap v2.6, Ambitious (as Busch et al. give it)", 9000.0),
    ]
    assert "Finland: no outlook by IEA Global EV Data 2024, APS." in [note.en for note in table.notes]
    world = tables(demand(scene_of(known))[0])["demand-outlook-world"]
    assert [row.cells[1].text.en for row in world.rows] == ["as reported", "Net Zero Emissions by 2050 (NZE)"]


def test_every_figure_leads_to_statements_that_are_there(known):
    made = agreement()
    document = compose(known, made, assess_all(known, made, AS_OF), AS_OF)
    content = json.loads(render_json(document))
    shown = [figure for figure in content["figures"] if "batteries of vehicles sold" in figure["subject"]["en"]]
    assert shown
    for figure in shown:
        assert len(known.statements_with(figure["statements"])) == len(figure["statements"]) >= 3
    (mineral,) = content["minerals"]
    (entry,) = [figure for figure in mineral["figures"] if figure["metric"] == "battery_demand"]
    assert entry["low"] <= entry["value"] <= entry["high"]


def test_without_any_evidence_the_chapter_says_that_all_is_unknown(tmp_path):
    chapter, quantities = demand(scene_of(Evidence([release(tmp_path)])))
    (note,) = chapter.blocks
    assert isinstance(note, Note) and "unknown" in note.text.text.en and "不明" in note.text.text.ja
    assert quantities == {}


def test_headings_are_targets_of_their_own(known):
    ids = [block.id for block in demand(scene_of(known))[0].blocks if isinstance(block, Heading)]
    assert ids == ["demand-ax", "demand-fi", "demand-outlook"]
