"""The figures of the dossier, reckoned again with pandas from the publishers' own files."""

import json
import math
import random
from datetime import date
from pathlib import Path

import pytest

from orepath.agreements.agreement import load
from orepath.agreements.default import default_agreement
from orepath.cli.chain import chain
from orepath.review.chapters.path import path
from orepath.review.chapters.scene import Scene
from tests.oracles.conftest import DAY, reckoned
from tests.oracles.recomputing import acts, formulas, governance, studies, trade, usgs
from tests.oracles.recomputing.dossier import Dossier, Entry, year
from tests.oracles.recomputing.formulas import Output
from tests.oracles.recomputing.locating import found_at
from tests.oracles.recomputing.names import names

FICTITIOUS = Path(__file__).parents[2] / "docs" / "how-to" / "model-your-own-agreement" / "boria-alandia-2030.toml"
PUBLISHED = (
    *("apparent_consumption", "consumption", "imports", "exports", "stocks"),
    *("employment", "price", "net_import_reliance"),
)
NEWEST_GOVERNANCE = 2022  # the last year of the workbook with all six dimensions
EARLIER = date(2024, 6, 1)
PARTY_IMPORTS = "share of the Parties' import value"
EXPLAINED = 40
SMALL = 0.01  # of the value of imports: flows without a mass that a GeoPolRisk score may leave out
OF_TOTAL = 1e-9


def output(data: Path, dossier: Dossier, mineral: str, figure: Entry) -> Output:
    """What the raw files say of the supply that a figure is of."""
    study = "ec-crm-2023" in dossier.datasets(figure)
    if figure["stage"] == "mine":
        return studies.stage_shares(data, mineral, "E") if study else usgs.mined(data, mineral)[year(figure)]
    made = studies.stage_shares(data, mineral, "P") if study else studies.refined(data, mineral)
    assert made is not None
    return made


def subject(dossier: Dossier, figure: Entry) -> str:
    return dossier.words(figure)["subject"]["en"]


def test_production_and_shares_of_world_supply(shared_data, recomputed, tally):
    for mineral, figure in recomputed.of("production"):
        made = output(shared_data, recomputed, mineral, figure).made
        tally.compare("production", subject(recomputed, figure), figure["value"], made.get(figure["place"]))
    for mineral, figure in recomputed.of("supply_share"):
        made = output(shared_data, recomputed, mineral, figure)
        if figure["place"] == "unknown":
            left_out = "W" in made.words.values() and not made.unknown > OF_TOTAL
            expected = None if left_out else made.unknown if made.unknown > OF_TOTAL else 0.0
        elif figure["place"] == "other":
            continue
        else:
            expected = made.shares.get(figure["place"])
        tally.compare("supply_share", subject(recomputed, figure), figure["value"], expected)
    assert not tally.differ
    assert tally.agreed["production"] >= 140 and tally.agreed["supply_share"] >= 200


def test_shares_with_the_unknown_sum_to_1(recomputed, tally):
    groups: dict[tuple[str, str, str, str], dict[str, float]] = {}
    for mineral, figure in recomputed.of("supply_share"):
        key = (mineral, figure["stage"], figure["from_"], figure["until"])
        groups.setdefault(key, {})[figure["place"]] = figure["value"] or 0.0
    for key, shares in groups.items():
        assert all(0 <= share <= 1 for share in shares.values()), key
        tally.compare("sum of shares", str(key), math.fsum(shares.values()), 1.0)
    assert not tally.differ
    assert tally.agreed["sum of shares"] >= 25


def test_concentration(shared_data, recomputed, tally):
    for metric, formula in (("hhi", formulas.hhi), ("top3_share", formulas.top3), ("n_minus_1", formulas.n_minus_1)):
        for mineral, figure in recomputed.of(metric):
            expected = formula(output(shared_data, recomputed, mineral, figure).shares)
            tally.compare(metric, subject(recomputed, figure), figure["value"], expected)
    for mineral, figure in recomputed.of("wgi_hhi"):
        made = output(shared_data, recomputed, mineral, figure)
        scores = governance.governance(shared_data, min(made.last, NEWEST_GOVERNANCE))
        expected = formulas.weighted_hhi(made.shares, scores)
        tally.compare("wgi_hhi", subject(recomputed, figure), figure["value"], expected)
    for mineral, figure in recomputed.of("n_minus_1_to_demand"):
        wanted = studies.demand(shared_data, mineral) if figure["stage"] == "refine" else None
        made = studies.refined(shared_data, mineral) if wanted else None
        expected = formulas.n_minus_1(made.shares) * made.total / wanted if made and wanted else None
        tally.compare("n_minus_1_to_demand", subject(recomputed, figure), figure["value"], expected)
    for mineral, figure in recomputed.of("eu_supply_risk"):
        expected = studies.supply_risk(shared_data, mineral)
        tally.compare("eu_supply_risk", subject(recomputed, figure), figure["value"], expected)
    assert not tally.differ
    assert tally.agreed["hhi"] >= 20 and tally.agreed["wgi_hhi"] == tally.agreed["n_minus_1"] == 10


def test_trade_shares(shared_data, recomputed, tally):
    for mineral, figure in recomputed.of("import_share"):
        if figure["stage"] is None:
            continue
        values = trade.by_exporter(trade.imports(shared_data, figure["place"], mineral, figure["stage"], year(figure)))
        expected = values.get(figure["partner"], 0.0) / math.fsum(values.values())
        tally.compare("import share", subject(recomputed, figure), figure["value"], expected)
    for mineral, figure in recomputed.of("import_source_hhi"):
        if figure["stage"] is None:
            continue
        bought = trade.imports(shared_data, figure["place"], mineral, figure["stage"], year(figure))
        tally.compare("import source hhi", subject(recomputed, figure), figure["value"], trade.source_hhi(bought))
    assert not tally.differ
    assert tally.agreed["import share"] >= 1000 and tally.agreed["import source hhi"] == 12


def test_shares_of_all_the_parties_imports(shared_data, recomputed, evidence, tally):
    """The flows of the diagram drawn where no network can be assembled, as a set a mineral: their subjects name places
    in words, which the raw files do not."""
    parties = sorted({figure["place"] for _, figure in recomputed.of("import_source_hhi") if figure["stage"]})
    scene = Scene(evidence, load(default_agreement()), (), DAY)
    shown: dict[str, list[float]] = {}
    for drawn in (path(scene, mineral["mineral"]) for mineral in recomputed.content["minerals"]):
        for figure in drawn.figures:
            if PARTY_IMPORTS in figure.subject.en:
                shown.setdefault(figure.subject.en.split(":")[0], []).append(figure.value)
    for mineral, values in shown.items():
        last = max(int(trade.flows(shared_data)["year"].max()), 0)
        raw = [trade.by_exporter(trade.imports(shared_data, party, mineral, None, last)) for party in parties]
        total = math.fsum(value for by_exporter in raw for value in by_exporter.values())
        every = sorted(value / total for by_exporter in raw for value in by_exporter.values())
        for value in values:
            near = min(every, key=lambda one: abs(one - value))
            tally.compare("flow", mineral, value, near)
    assert not tally.differ
    assert tally.agreed["flow"] >= 200


def test_geopolrisk(shared_data, recomputed, tally):
    for mineral, figure in recomputed.of("geopolrisk"):
        bought = trade.imports(shared_data, figure["place"], mineral, figure["stage"], year(figure))
        lacking = bought["usd"][bought["t"].isna()].sum() / bought["usd"].sum()
        made = output(shared_data, recomputed, mineral, figure) if "baci" in recomputed.datasets(figure) else None
        if made is None or lacking > SMALL or made.words.get(figure["place"]) == "W":
            expected = None
        else:
            scores = governance.instability(shared_data, year(figure))
            masses = trade.by_exporter(bought, "t")
            own = made.made.get(figure["place"]) or 0.0
            risk = math.fsum(scores.get(place, 0.0) * mass for place, mass in masses.items())
            expected = formulas.hhi(made.shares) * risk / (own + math.fsum(masses.values()))
        tally.compare("geopolrisk", subject(recomputed, figure), figure["value"], expected)
    assert not tally.differ


def test_figures_as_the_publisher_prints_them(shared_data, recomputed, tally):
    for metric in PUBLISHED:
        for mineral, figure in recomputed.of(metric):
            how = recomputed.words(figure)["how"]["en"]
            if not how.startswith("As published: "):
                continue
            item = how.removeprefix("As published: ").removesuffix(".")
            _printed(tally, recomputed, metric, figure, usgs.salient(shared_data, mineral)[(item, year(figure))])
    for mineral, figure in recomputed.of("reserves"):
        cell = usgs.reserves(shared_data, mineral)[(figure["place"], year(figure))]
        _printed(tally, recomputed, "reserves", figure, cell)
    for mineral, figure in recomputed.of("import_share"):
        if figure["stage"] is None:
            item = (
                recomputed.words(figure)["how"]["en"].removeprefix("As published: Import sources: ").removesuffix(".")
            )
            cell = usgs.import_sources(shared_data, mineral)[(item, figure["partner"])]
            _printed(tally, recomputed, "import source", figure, cell)
    assert not tally.differ
    assert tally.agreed.total() >= 375


def _printed(tally, recomputed: Dossier, kind: str, figure: Entry, cell: usgs.Cell) -> None:
    tally.compare(kind, subject(recomputed, figure), figure["value"], None if cell.sign else cell.number)
    if cell.sign:
        side = "low" if cell.sign == ">" else "high"
        tally.compare(f"{kind}, bound", subject(recomputed, figure), figure[side], cell.number)
    if cell.number is None:
        assert figure["status"] in ("withheld", "not_available", "less_than"), (subject(recomputed, figure), cell)


def test_published_import_sources_concentration(shared_data, recomputed, tally):
    for mineral, figure in recomputed.of("import_source_hhi"):
        if figure["stage"] is not None or figure["value"] is None:
            continue
        by_series: dict[str, list[float]] = {}
        for (series, place), cell in usgs.import_sources(shared_data, mineral).items():
            if place != "other" and cell.number is not None and not cell.sign:
                by_series.setdefault(series, []).append(cell.number)
        every = [math.fsum(share * share for share in shares) for shares in by_series.values()]
        near = min(every, key=lambda one: abs(one - figure["value"]))
        tally.compare("published sources hhi", subject(recomputed, figure), figure["value"], near)
    assert not tally.differ
    assert tally.agreed["published sources hhi"] >= 9


def test_reliance_and_stock_cover_come_from_published_inputs(shared_data, recomputed, tally):
    for mineral, figure in recomputed.of("stock_cover_days"):
        if figure["value"] is None:
            continue
        when, cells = year(figure), usgs.salient(shared_data, mineral)
        stocks = [c.number for (s, y), c in cells.items() if y == when and s.startswith("Stocks") and c.number]
        used = [
            c.number for (s, y), c in cells.items() if y == when and "pparent" in s and c.number and "reliance" not in s
        ]
        every = [365 * stock / consumption for stock in stocks for consumption in used]
        near = min(every, key=lambda one: abs(one - figure["value"]))
        tally.compare("stock cover", subject(recomputed, figure), figure["value"], near)
    for mineral, figure in recomputed.of("net_import_reliance_computed"):
        if figure["value"] is None:
            continue
        when, cells = year(figure), usgs.salient(shared_data, mineral)
        first = {
            start: next(c.number for (s, y), c in cells.items() if y == when and s.startswith(start) and part in s)
            for start, part in (("Imports", ""), ("Exports", ""), ("Consumption", "pparent"))
        }
        moves = [0.0]
        for (series, y), cell in cells.items():
            if series.startswith("Stocks") and y == when and cell.number is not None:
                moves.append(cells[(series, when - 1)].number - cell.number)
        every = [(first["Imports"] - first["Exports"] + move) / first["Consumption"] for move in moves]
        near = min(every, key=lambda one: abs(one - figure["value"]))
        tally.compare("net import reliance, computed", subject(recomputed, figure), figure["value"], near)
    assert not tally.differ
    assert tally.agreed["stock cover"] >= 4


def test_status_of_every_measure(recomputed, tally):
    release_day = max(source["recorded"] for source in recomputed.content["sources"] if source["dataset"] == "measures")
    expected = acts.statuses(DAY.isoformat(), release_day)
    shown = {measure["id"]: measure["status"] for measure in recomputed.content["measures"]}
    tally.agreed["measure status"] = sum(shown.get(key) == status for key, status in expected.items())
    assert shown == expected


def test_every_statement_named_exists(recomputed, evidence):
    named = {key for figure in recomputed.figures.values() for key in figure["statements"]}
    for part in ("findings", "measures", "changes", "unknowns"):
        named |= {key for entry in recomputed.content[part] for key in entry["statements"]}
    found = evidence.rows(
        "select statement_id from statements where statement_id in (select unnest(?)) union "
        "select statement_id from trade_statements where statement_id in (select unnest(?))",
        [sorted(named), sorted(named)],
    )
    assert named == {row["statement_id"] for row in found}
    assert len(named) > 5000


def test_explain_ends_in_a_cell_that_holds_the_text(shared_data, recomputed, evidence, tally, tmp_path):
    path = tmp_path / "dossier.json"
    path.write_text(json.dumps(recomputed.content), encoding="utf-8")
    cited = sorted(key for key, figure in recomputed.figures.items() if figure["statements"])
    for key in random.Random(20261123).sample(cited, EXPLAINED):
        said = chain(evidence, key, path)["statements"]
        assert said, key
        for statement in said:
            cells = found_at(statement["locator"], shared_data)
            assert _holds(cells, statement), (statement["locator"], statement.get("original"), cells)
            tally.agreed["cells opened"] += 1


def _holds(cells: list[str], statement: Entry) -> bool:
    """Whether the text of the cell, the number of a flow, or each field of a register's record stands in the row."""
    original, told = statement.get("original"), {cell.strip() for cell in cells}
    if original is not None and original in told:
        return True
    if original is not None and original.startswith("{"):
        texts = [value for value in json.loads(original).values() if isinstance(value, str)]
        return bool(texts) and set(texts) <= told
    numbers = [float(cell) for cell in cells if _is_number(cell)]
    wanted = float(original) if original is not None and _is_number(original) else statement.get("value")
    thousands = {"usd": 1000.0}.get(statement.get("unit") or "", 1.0)
    return wanted is not None and any(
        math.isclose(number * factor, wanted, rel_tol=1e-9) for number in numbers for factor in (1.0, thousands)
    )


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def test_no_figure_is_0_where_the_source_gives_no_number(recomputed, evidence):
    for figure in recomputed.figures.values():
        if figure["value"] == 0 and len(figure["statements"]) == 1 and figure["status"] != "computed":
            said = evidence.statement(figure["statements"][0])
            assert (said.original or "").strip() in ("—", "0", "0.0"), (figure["subject"]["en"], said.original)
    for figure in recomputed.figures.values():
        assert figure["value"] is None or figure["status"] not in ("withheld", "not_available", "unknown"), figure


def test_an_earlier_day_shows_nothing_recorded_later():
    content = reckoned(default_agreement(), EARLIER).content
    assert content["statements"]
    assert max(statement["recorded"] for statement in content["statements"]) <= EARLIER.isoformat()
    known = acts.statuses(EARLIER.isoformat(), DAY.isoformat())
    assert {measure["id"]: measure["status"] for measure in content["measures"]} == known


@pytest.mark.parametrize("day", [date(2029, 1, 1)], ids=["before it is in force"])
def test_a_fictitious_agreement_gives_a_dossier(day):
    content = reckoned(str(FICTITIOUS), day).content
    assert [finding["commitment"] for finding in content["findings"]] == ["BA-01", "BA-02", "BA-03", "BA-04"]
    assert all(mineral["mineral"] not in names()["minerals"] for mineral in content["minerals"])
