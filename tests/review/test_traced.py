"""Border view, traced view and chokepoints in the dossier, on a made-up world: Aland and Boria mine, Dunia buys."""

import math
from datetime import date

import pytest

from orepath.agreements.agreement import parse
from orepath.commitments.assessment import assess_all
from orepath.evidence.store import Evidence
from orepath.review.chapters.networks import DRAWS, supplied
from orepath.review.chapters.scene import Scene
from orepath.review.chapters.traced import traced
from orepath.review.chapters.traced_figures import DIGITS
from orepath.review.chapters.traced_overview import traced_overview, traced_summary
from orepath.review.charts.plain import plain_svg
from orepath.review.compose import compose
from orepath.review.document import Bullets, Chart, Table
from orepath.review.figure import SPANNED, Figure
from orepath.review.numbers import bare_text, span_text
from orepath.review.trace_page.marks import HATCH, mark, words
from orepath.vocabulary.language import Text
from tests.made_up import release, year
from tests.review.test_chapters import AGREEMENT, AS_OF, GOOD, made

ALAND, BORIA, CESTIA, DUNIA = "AQ", "BV", "GS", "HM"  # codes of uninhabited places; every figure is made up
MINERAL, CRUDE, METAL = "cobalt", "282200", "810510"
SHARES = ("border_share", "border_share_net", "traced_share", "traced_share_net", "processor_share")


def world(folder):
    """Aland mines and ships crude goods to Boria and Cestia, which refine them and sell metal to Dunia."""
    mined = [made(place, t, 2030, mineral=MINERAL) for place, t in ((ALAND, 9_000.0), (BORIA, 2_000.0))]
    refined = [
        made(place, t, 2030, mineral=MINERAL, stage="refine") for place, t in ((BORIA, 7_000.0), (CESTIA, 2_500.0))
    ]
    price = {"property": "price", "item": "made up: London Metal Exchange", "place": ALAND, "unit": "usd_per_t"}
    mined.append({**price, "mineral": MINERAL, **year(2030), "value": 20_000.0})
    trade = [
        *((2030, ALAND, to, CRUDE, 5_000.0 * t, t) for to, t in ((BORIA, 20_000.0), (CESTIA, 9_000.0))),
        *((2030, of, DUNIA, METAL, 20_000.0 * t, t) for of, t in ((BORIA, 4_000.0), (CESTIA, 1_500.0))),
        (2030, BORIA, CESTIA, METAL, 12e6, 600.0),
    ]
    return Evidence(
        [
            release(folder, mined, dataset="usgs-mcs-2026"),
            release(folder, refined, dataset="iea-critical-minerals"),
            release(folder, trade=trade, dataset="baci", edition="HS92-made-up"),
        ]
    )


def without_mass(folder):
    """The same trade, valued and not weighed: no network can be assembled."""
    rows = [made(place, t, 2030) for place, t in ((ALAND, 70.0), (BORIA, 30.0), ("world", 100.0))]
    trade = [(2030, ALAND, DUNIA, GOOD.code, 75.0, None), (2030, BORIA, CESTIA, GOOD.code, 50.0, None)]
    return Evidence([release(folder, rows, edition="HS17-made-up", trade=trade)])


@pytest.fixture
def agreement():
    return parse(AGREEMENT.format(mineral=MINERAL).replace("XA", DUNIA).replace("XB", CESTIA), "made-up.toml")


@pytest.fixture
def scene(tmp_path, agreement):
    evidence = world(tmp_path)
    return Scene(evidence, agreement, tuple(assess_all(evidence, agreement, AS_OF)), AS_OF)


def test_both_views_and_both_answers_complete_to_one(scene):
    _, quantities = traced(scene, MINERAL)
    for party in supplied(scene, MINERAL).by_party:
        for metric in SHARES:
            shares = [q.figure.value for q in quantities if (q.metric, q.place) == (metric, party)]
            assert not shares or math.fsum(shares) == pytest.approx(1.0, abs=1e-9), (party, metric)
    assert {q.metric for q in quantities} >= {"border_share", "traced_share", "hidden_dependence", "chokepoint_share"}


def test_the_mine_behind_the_exporter_is_seen(scene):
    _, quantities = traced(scene, MINERAL)
    found = {(q.metric, q.place, q.partner): q.figure for q in quantities}
    border, origin = found["border_share", DUNIA, CESTIA], found["traced_share", DUNIA, ALAND]
    assert border.value > 0.1 and ("traced_share", DUNIA, CESTIA) not in found
    assert origin.value > 0.3 and ("border_share", DUNIA, ALAND) not in found
    assert found["hidden_dependence", DUNIA, ALAND].value == pytest.approx(origin.value, abs=1e-9)
    assert found["hidden_dependence", DUNIA, CESTIA].value == pytest.approx(-border.value, abs=1e-9)


def test_unknown_is_always_a_row_of_its_own(scene):
    blocks, _ = traced(scene, MINERAL)
    for table in (block for block in blocks if isinstance(block, Table) and block.id.endswith("-traced-table")):
        assert table.rows[-1].cells[0].text.en == "Unknown"


def test_every_figure_has_a_status_a_range_and_statements_what_concerns_it_first(scene):
    _, quantities = traced(scene, MINERAL)
    for quantity in quantities:
        figure = quantity.figure
        assert figure.status in SPANNED and figure.statements and figure.editions
        if quantity.partner != "other":
            assert figure.low <= figure.value <= figure.high
        assert round(figure.value, DIGITS) == figure.value
    named = next(q for q in quantities if (q.metric, q.place, q.partner) == ("border_share", DUNIA, CESTIA))
    first = scene.evidence.statement(named.figure.statements[0])
    assert CESTIA in (first.place, first.partner)


def test_both_parties_stand_side_by_side_at_every_chokepoint(scene):
    blocks, quantities = traced(scene, MINERAL)
    table = next(block for block in blocks if isinstance(block, Table) and block.id == f"{MINERAL}-chokepoints")
    assert [column.key for column in table.columns] == ["place", *supplied(scene, MINERAL).by_party, "stages"]
    lost = [q.figure for q in quantities if q.metric == "chokepoint_share"]
    assert lost and all(0 <= figure.low <= figure.high <= 1 for figure in lost)


def test_each_half_of_the_way_completes_to_one(scene):
    blocks, _ = traced(scene, MINERAL)
    for chart in (block for block in blocks if isinstance(block, Chart)):
        halves: dict[str, list[float]] = {}
        for row in chart.twin.rows:
            halves.setdefault(row.cells[0].text.en, []).append(row.cells[3].figure.value)
        assert len(halves) == 2
        assert all(math.fsum(half) == pytest.approx(1.0, abs=1e-9) for half in halves.values())


def test_where_the_total_is_not_known_it_is_said_with_the_goods_not_seen(scene):
    for party, reached in supplied(scene, MINERAL).by_party.items():
        blocks, _ = traced(scene, MINERAL)
        bullets = next(block for block in blocks if isinstance(block, Bullets))
        [said] = [item.text.en for item in bullets.items if scene.place(party).en in item.text.en]
        assert ("of the mass seen" in said) == (reached.trace.unknown_share is None)


def test_the_summary_and_the_overview_name_each_party(scene):
    table = traced_overview(scene)
    parties = supplied(scene, MINERAL).by_party
    assert len(table.rows) == len(parties) == len(traced_summary(scene))


def test_where_no_network_can_be_assembled_the_old_picture_stays(tmp_path):
    agreement = parse(AGREEMENT.format(mineral=GOOD.mineral).replace("XA", DUNIA).replace("XB", CESTIA), "made-up.toml")
    evidence = without_mass(tmp_path)
    document = compose(evidence, agreement, assess_all(evidence, agreement, AS_OF), AS_OF)
    charts = [block.id for chapter in document.chapters for block in chapter.blocks if isinstance(block, Chart)]
    assert f"{GOOD.mineral}-path" in charts
    assert not any(name.endswith("-way") for name in charts)


def test_where_one_can_it_is_replaced(scene, agreement):
    document = compose(scene.evidence, agreement, scene.findings, AS_OF)
    charts = [block.id for chapter in document.chapters for block in chapter.blocks if isinstance(block, Chart)]
    assert f"{MINERAL}-path" not in charts
    assert f"{MINERAL}-{DUNIA.lower()}-way" in charts


def test_an_earlier_day_knows_no_later_network(tmp_path, agreement):
    early = Evidence(world(tmp_path).releases, known_on=date(2029, 1, 1))
    assert supplied(Scene(early, agreement, (), date(2029, 1, 1)), MINERAL) is None


def test_the_draws_are_those_the_dossier_says(scene):
    assert {reached.trace.draws for reached in supplied(scene, MINERAL).by_party.values()} == {DRAWS}


def share(value, low, high, unit="share"):
    return Figure(Text("", ""), value, unit, Text("", ""), status="traced", low=low, high=high)


@pytest.mark.parametrize(
    ("figure", "unit", "shown", "span"),
    [
        (share(0.123, 0.1, 0.2), "percent", "12.3", "(10.0–20.0)"),
        (share(0.5, 0.5, 0.5), "percent", "50.0", ""),
        (share(0.0, 0.0, 0.0001), "percent", "0.0", "(0.0–<0.1)"),
        (share(0.05, -0.01, 0.1, "share_change"), "percentage_points", "+5.0", "(-1.0 to +10.0)"),
        (share(-0.0001, -0.01, 0.0, "share_change"), "percentage_points", "-<0.1", "(-1.0 to 0.0)"),
    ],
)
def test_a_range_stands_beside_its_figure(figure, unit, shown, span):
    assert (bare_text(figure, "en", unit), span_text(figure, "en", unit)) == (shown, span)


def test_marks_are_written_as_they_are():
    box = mark("rect", "Boria < Aland", x=1.0, y=2.0, width=3.0, height=4.0, fill=HATCH)
    svg = plain_svg([box, *words(5, 6, "A & B")], 10, 20, "#fff", HATCH)
    assert HATCH not in svg and "url(#h" in svg
    assert "<title>Boria &lt; Aland</title>" in svg and ">A &amp; B</text>" in svg
    with pytest.raises(ValueError, match="rule"):
        plain_svg([mark("rule", x=0.0)], 1, 1, "#fff", HATCH)
