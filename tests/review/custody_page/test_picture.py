"""The picture of a made-up lot graph: whole, deterministic, told apart without colour, nothing drawn over another."""

import re
import xml.etree.ElementTree as ElementTree
from itertools import combinations

import pytest

from orepath.review.custody_page.choosing import MOST, choose, lineage
from orepath.review.custody_page.drawing import thickness
from orepath.review.custody_page.layers import closing_edges, layered
from orepath.review.custody_page.layout import FRAMES, WIDE, layout
from orepath.review.custody_page.lot_graph import lot_graph
from orepath.review.custody_page.picture import lots_svg
from orepath.review.custody_page.scene import Scene
from orepath.vocabulary.language import LANGS
from tests.custody.books.made_up import ledger, start, turn
from tests.review.custody_page.made_up import GS1, LONG, boxed, chain, disputed, long, ring, wide

SVG = "{http://www.w3.org/2000/svg}"


def graph_of(scene):
    return lot_graph(scene, choose(scene).lots)


def names(scene, lots):
    return [scene.columns.lots[lot] for lot in lots]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_a_picture_that_stands_by_itself(scene, lang, frame):
    svg = lots_svg(scene, lang, frame)
    root = ElementTree.fromstring(svg)
    assert root.tag == f"{SVG}svg" and root.get("role") == "img"
    told = {each.get("id"): each.text for each in root if each.tag in (f"{SVG}title", f"{SVG}desc")}
    assert root.get("aria-labelledby").split() == list(told) and all(told.values())
    assert not re.search(r"<script|<image|href|url\(|nan|inf\b", svg)
    assert lots_svg(scene, lang, frame) == svg


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_no_box_lies_on_another_and_all_are_inside(scene, frame):
    made = layout(scene, graph_of(scene), "ja", frame)
    places = [made.place(item) for row in made.layers.items for item in row if item.key in made.boxes]
    places += made.places.values()
    assert len(places) == len(made.graph.lots)
    wide_, high = made.size
    for place in places:
        assert place.left >= -0.1 and place.left + place.width <= wide_ + 0.1
        assert place.top >= -0.1 and place.top + place.height <= high + 0.1
    for a, b in combinations(places, 2):
        apart = a.left + a.width <= b.left + 0.1 or b.left + b.width <= a.left + 0.1
        assert apart or a.top + a.height <= b.top + 0.1 or b.top + b.height <= a.top + 0.1


def test_layers_run_from_what_went_in_to_what_came_out(scene):
    graph = graph_of(scene)
    layers = layered(graph, dict.fromkeys(graph.keys, 10.0))
    row = {item.key: item.row for each in layers.items for item in each if item.box}
    assert all((row[key] % 2 == 0) == (key in graph.lots) for key in row)
    for edge in graph.edges:
        if edge.source != edge.target:
            assert (row[edge.source] > row[edge.target]) == (edge in layers.closing)


def test_one_edge_closes_each_circle():
    scene = Scene(ring())
    graph = graph_of(scene)
    closing = closing_edges(graph)
    assert 1 <= len(closing) <= 2
    assert lots_svg(scene, "en").count("↺") == len(closing)
    assert "closes a circle" in lots_svg(scene, "en")


def test_what_was_put_into_itself():
    svg = lots_svg(Scene(boxed()), "en")
    assert "↺ put into itself" in svg and "PALLET" in svg and "holds others" in svg


def test_violations_are_told_by_colour_and_sign():
    scene = Scene(chain())
    svg = lots_svg(scene, "en")
    bad = {lot for lot in choose(scene).lots if lot in scene.bad_lots}
    assert {"PACK-1", "ROUND-1", "ROUND-2"} <= set(names(scene, bad))
    assert len(scene.bad_steps) == 1
    signs = re.findall(r">!</text>", svg)
    assert len(signs) == len(bad) + 1 + 2  # and two in the legend
    assert svg.count('stroke-width="2.8"') == len(bad) + 1


def test_long_names_are_cut_and_told_whole():
    svg = lots_svg(Scene(chain()), "ja")
    titles = [each.text for each in ElementTree.fromstring(svg).iter(f"{SVG}title")]
    assert any(LONG in title and f"{GS1}ORE-1" in title for title in titles)
    texts = ["".join(each.itertext()) for each in ElementTree.fromstring(svg).iter(f"{SVG}text")]
    assert LONG not in texts and any(text.endswith("…") for text in texts)
    assert "CD（原産地CD）" in texts and "200トン" in texts


def test_width_is_in_proportion_to_mass_and_unknown_mass_is_dotted():
    scene = Scene(ledger(start(1, "A", 100), start(1, "B", 50), turn(2, [("A", 100), ("B", 50), "C"], [("D", 20)])))
    made = layout(scene, graph_of(scene), "en", WIDE)
    width = {
        scene.columns.lots[made.graph.lots[each.source]]: thickness(made, each)
        for each in made.graph.edges
        if each.source in made.graph.lots
    }
    least = width["C"]
    assert width["A"] - least == pytest.approx(2 * (width["B"] - least))
    svg = lots_svg(scene, "en")
    assert svg.count('stroke-dasharray="1.5 3"') == 2 and "The widest line is 100 kg." in svg


def test_transformations_that_could_not_be_checked_are_hollow_and_disputed_ones_asked():
    open_ = lots_svg(Scene(ledger(turn(2, ["A"], ["B"]))), "en")
    assert "Transformation, mass not known" in open_ and "Transformation, mass checked" not in open_
    asked = lots_svg(Scene(disputed()), "en")
    assert asked.count(">?</text>") == 3 and "Transformation, mass checked" not in asked


def test_the_same_transformation_many_times_is_one_node():
    turns = [turn(2 + n, [("A", 1)], [("B", 1)]) for n in range(300)]
    scene = Scene(ledger(start(1, "A", 1000), *turns))
    graph = graph_of(scene)
    assert [len(step.numbers) for step in graph.steps.values()] == [300]
    assert {edge.mass for edge in graph.edges} == {300 * 10**15}
    assert "×300" in lots_svg(scene, "en")


def test_of_many_lots_those_that_matter_and_what_is_left_out():
    scene = Scene(long())
    choice = choose(scene)
    drawn = names(scene, choice.lots)
    assert len(drawn) == MOST and "OUT-5" in drawn and "OUT-89" in drawn
    assert choice.said is not None
    assert choice.said.en.startswith(f"Drawn: {MOST} of 180 lots, namely 1 of 1 with a violation")
    assert choice.said.en.endswith("120 lots are left out.")
    graph = lot_graph(scene, choice.lots)
    assert graph.undrawn
    for lang in LANGS:
        words = choice.said.in_(lang)
        svg = lots_svg(scene, lang)
        assert words in ElementTree.fromstring(svg).find(f"{SVG}desc").text


def test_the_longest_lineage():
    scene = Scene(long(30))
    assert names(scene, lineage(scene))[1:] == [f"OUT-{number}" for number in range(30)]
    assert lineage(Scene(ring())) == []


def test_a_transformation_of_very_many_lots_says_how_many_are_not_drawn():
    scene = Scene(wide())
    choice = choose(scene)
    assert len(choice.lots) < 20
    graph = lot_graph(scene, choice.lots)
    (step,) = graph.steps.values()
    assert step.bad and step.undrawn == 501 - len(choice.lots)
    assert f"+{step.undrawn}" in lots_svg(scene, "en")


def test_the_order_of_events_does_not_matter():
    events = [start(1, "A", 10), start(1, "B", 10), turn(2, [("A", 10)], [("C", 5)]), turn(2, [("B", 10)], [("D", 5)])]
    assert lots_svg(Scene(ledger(*events)), "en") == lots_svg(Scene(ledger(*reversed(events))), "en")
