"""Mirror figures of made-up trade: XA is Alandia, XB Boria, XC Cobria, all made up."""

import csv
import gzip
from collections import defaultdict
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.errors import InputError, UnknownName
from orepath.evidence.mirror.answer import whole
from orepath.evidence.mirror.asked import largest_gaps, mirror
from orepath.evidence.mirror.gaps import ratio
from orepath.evidence.mirror.rules import hs_edition, rules
from orepath.evidence.store import Evidence
from orepath.vocabulary.places import place_name
from tests.evidence.mirror.made import ORE, reported, row
from tests.made_up import release

AMOUNTS = st.floats(min_value=0, max_value=1e15)


@pytest.fixture
def asked(tmp_path):
    """The mirror of some made-up rows, with made-up reconciled trade beside them."""

    def ask(*rows, trade=(), good=ORE, exporter="XA", importer="XB", year=None, **more):
        releases = [reported(tmp_path, *rows, **more)] if rows else []
        releases += [release(tmp_path, dataset="baci", edition="HS92-made-up", trade=trade)] if trade else []
        return mirror(Evidence(releases), good, exporter, importer, year)

    return ask


def both(imported=1060.0, exported=1000.0, **more):
    return row("XB", "XA", "import", imported, 2.0, **more), row("XA", "XB", "export", exported, 2.5, **more)


def test_the_places_of_these_tests_are_made_up():
    assert all("made up" in place_name(code, "en") for code in ("XA", "XB", "XC"))


def test_every_figure_stands_side_by_side(asked):
    [period] = asked(*both(), trade=[(2030, "XA", "XB", ORE, 1010.0, 2.2)]).periods
    figures = [
        (each.side, each.flow, each.value, each.currency, each.valuation, each.mass_t) for each in period.figures
    ]
    assert figures == [
        ("exporter", "export", 1000.0, "USD", "fob", 2.5),
        ("importer", "import", 1060.0, "USD", "cif", 2.0),
        ("reconciled", None, 1010.0, "USD", None, 2.2),
    ]
    assert [each.unit_value for each in period.figures] == [400.0, 530.0, pytest.approx(459.0909)]
    assert [each.in_use for each in period.figures] == [False, False, True]


def test_statements_of_a_figure_can_be_explained(tmp_path):
    evidence = Evidence([reported(tmp_path, *both())])
    [period] = mirror(evidence, ORE, "XA", "XB").periods
    for figure in period.figures:
        found = [evidence.statement(each) for each in figure.statements]
        assert [each.value for each in found] == [figure.value, figure.mass_t]
        assert {each.locator for each in found} == {figure.locator}


def test_a_gap_in_value_and_one_in_mass(asked):
    [period] = asked(*both(1100.0, 900.0)).periods
    found = [(gap.unit, gap.absolute, gap.ratio) for gap in period.gaps]
    assert found == [("USD", 200.0, pytest.approx(0.2)), ("t", -0.5, pytest.approx(-0.5 / 2.25))]


@pytest.mark.parametrize(
    ("imported", "exported", "explained"),
    [(1060, 1000, True), (1100, 1000, True), (1000, 1000, True), (1101, 1000, False), (999, 1000, False)],
)
def test_what_freight_may_explain(asked, imported, exported, explained):
    [period] = asked(*both(float(imported), float(exported))).periods
    assert period.gaps[0].freight_explains is explained
    assert period.gaps[1].freight_explains is None


@pytest.mark.parametrize("valuation", [None, "fob"])
def test_freight_explains_nothing_where_no_cif_is_said(asked, valuation):
    [period] = asked(row("XB", "XA", "import", 1060.0, valuation=valuation), row("XA", "XB", "export", 1000.0)).periods
    assert period.gaps[0].freight_explains is None


def test_a_side_that_says_nothing_is_unknown_and_not_zero(asked):
    answer = asked(row("XB", "XA", "import", 5.0))
    [period] = answer.periods
    assert period.gaps == () and period.of("exporter") == ()
    tree = answer.json()["periods"][0]
    assert (tree["exporter"], tree["reconciled"]) == ("unknown", "unknown")
    assert tree["importer"][0]["value"] == 5.0
    assert period.preferred.side == "importer" and "other side says nothing" in period.reason.en


def test_a_value_that_is_not_known_makes_no_gap(asked):
    [period] = asked(row("XB", "XA", "import", None, None), row("XA", "XB", "export", 7.0, 1.0)).periods
    assert period.gaps == () and period.of("importer")[0].value is None
    assert period.preferred.side == "exporter"


def test_nobody_says_anything_of_the_pair(asked):
    [period] = asked(*both(), exporter="XB", importer="XA").periods
    assert (period.figures, period.gaps, period.preferred) == ((), (), None)
    assert period.from_ == date(2030, 1, 1) and "unknown, which is not zero" in period.reason.en


def test_currencies_are_never_compared_and_masses_always(asked):
    [period] = asked(
        row("XB", "XA", "import", 90.0, 2.0, currency="EUR"), row("XA", "XB", "export", 100.0, 1.0)
    ).periods
    assert [(gap.unit, gap.absolute) for gap in period.gaps] == [("t", 1.0)]


def test_figures_of_no_currency_are_not_compared(asked):
    [period] = asked(
        row("XB", "XA", "import", 90.0, currency=None), row("XA", "XB", "export", 100.0, currency=None)
    ).periods
    assert period.gaps == ()


def test_eight_digits_stand_under_their_six(asked):
    rows = [row("XB", "XA", "import", 3.0, good=f"{ORE}10"), row("XB", "XA", "import", 4.0, good=f"{ORE}90")]
    [period] = asked(*rows, row("XA", "XB", "export", 7.0)).periods
    assert [each.good for each in period.of("importer")] == [f"{ORE}10", f"{ORE}90"]
    assert period.gaps == ()
    assert period.preferred.side == "exporter"


def test_parts_alone_are_not_preferred_and_not_added(asked):
    [period] = asked(row("XB", "XA", "import", 3.0, good=f"{ORE}10")).periods
    assert period.preferred is None and "not added" in period.reason.en


def test_eight_digits_that_end_in_00_are_their_six(asked):
    [period] = asked(row("XB", "XA", "import", 9.0, good=f"{ORE}00"), row("XA", "XB", "export", 7.0)).periods
    assert [(gap.good, gap.absolute) for gap in period.gaps] == [(ORE, 2.0)]


def test_eight_digits_asked_for_stand_beside_their_six(asked):
    rows = [row("XB", "XA", "import", 3.0, good=f"{ORE}10"), row("XB", "XA", "import", 4.0, good=f"{ORE}90")]
    [period] = asked(*rows, row("XA", "XB", "export", 7.0), good=f"{ORE}10").periods
    assert {each.good for each in period.figures} == {f"{ORE}10", ORE}
    assert (period.preferred.good, period.gaps) == (f"{ORE}10", ())


def test_a_code_written_with_points(asked):
    assert asked(*both(), good="2605.00").good == ORE


def test_goods_imported_or_exported_again_are_shown_and_not_compared(asked):
    [period] = asked(*both(), row("XA", "XB", "re_export", 400.0), row("XB", "XA", "re_import", 1.0)).periods
    assert len(period.figures) == 4 and len(period.gaps) == 2
    assert {each.side for each in period.figures if each.flow == "re_export"} == {"exporter"}


def test_months_are_compared_with_the_same_month_alone(asked):
    month = {"from_": date(2030, 3, 1), "until": date(2030, 4, 1)}
    rows = [*both(), row("XB", "XA", "import", 90.0, **month)]
    year, march = asked(*rows).periods
    assert (str(year.until), len(year.gaps)) == ("2031-01-01", 2)
    assert (str(march.until), march.gaps, march.of("exporter")) == ("2030-04-01", (), ())


def test_the_newest_year_of_the_pair_unless_one_is_asked_for(asked):
    rows = [*both(year=2028), *both(year=2029), row("XC", "XA", "import", 1.0, year=2030)]
    assert asked(*rows).year == 2029
    assert asked(*rows, year=2028).year == 2028
    assert asked(*rows, year=2030).periods[0].figures == ()


def test_codes_of_different_editions_are_said_to_be(asked):
    rows = [
        row("XB", "XA", "import", 5.0, nomenclature="CN2024"),
        row("XA", "XB", "export", 5.0, nomenclature="HS2017"),
    ]
    assert asked(*rows).periods[0].gaps[0].same_nomenclature is False
    assert hs_edition("CN2024") == hs_edition("HS2022") == 2022
    assert hs_edition("national tariff") is None


def test_the_rule_prefers_and_says_why(tmp_path):
    releases = [
        reported(tmp_path, *both(), dataset="comtrade", edition="older", recorded=date(2031, 1, 1)),
        reported(tmp_path, *both(1061.0), dataset="comtrade", edition="newer", recorded=date(2032, 1, 1)),
        reported(tmp_path, *both(), dataset="eurostat-comext", recorded=date(2033, 1, 1)),
        reported(tmp_path, *both(), dataset="made-up", recorded=date(2034, 1, 1)),
    ]
    [period] = mirror(Evidence(releases), ORE, "XA", "XB").periods
    chosen = period.preferred
    assert (chosen.side, chosen.dataset, chosen.edition) == ("importer", "comtrade", "newer")
    assert period.how_sure == rules()["rule"][0]["how_sure"]
    assert len(period.figures) == 8 and len([gap for gap in period.gaps if gap.unit == "USD"]) == 16


def test_every_rule_has_its_reason_in_both_languages():
    for entry in (*rules()["rule"], *(rules()[key] for key in ("alone", "parts", "nobody"))):
        assert entry["en"].endswith((".", ". ")) and entry["ja"].endswith(("。", "）。"))


@pytest.mark.parametrize(
    ("more", "error", "said"),
    [
        ({"good": "cobalt"}, InputError, "cobalt"),
        ({"good": "2605"}, InputError, "260500, 26050000"),
        ({"good": "２６０５００"}, InputError, "allowed"),
        ({"good": "280530"}, InputError, f"Available: {ORE}"),
        ({"year": 1999}, InputError, "Available: 2030"),
        ({"exporter": "Atlantis"}, UnknownName, "Atlantis"),
        ({"exporter": "XB"}, InputError, "--from XB"),
    ],
)
def test_what_cannot_be_asked(asked, more, error, said):
    with pytest.raises(error) as raised:
        asked(*both(), **more)
    assert said in raised.value.message() and raised.value.message("ja")


@given(imported=AMOUNTS, exported=AMOUNTS)
def test_the_ratio_takes_neither_side_for_the_truth(imported, exported):
    one, other = ratio(imported, exported), ratio(exported, imported)
    if imported + exported == 0:
        assert one is None
    else:
        assert one == -other and -2 <= one <= 2


@given(st.from_regex(r"[0-9]{6}([0-9]{2})?", fullmatch=True))
def test_a_code_covers_no_more_than_it_says(code):
    assert code.startswith(whole(code)) and code.rstrip("0").startswith(whole(code).rstrip("0"))


# Lists of pairs.


@pytest.fixture
def listed(tmp_path):
    rows = [
        *both(1500.0, 1000.0),
        row("XC", "XA", "import", 10.0),
        row("XA", "XC", "export", 4.0),
        row("XA", "XC", "re_export", 4000.0),
        row("XC", "XB", "import", 1.0),
        row("XB", "XC", "export", 2.0, year=2029),
        row("XC", "world", "import", 9000.0),
        row("XC", "XC", "import", 9000.0),
        row("XC", "unknown", "export", 9000.0),
        row("XA", "XB", "import", 3.0, currency="EUR"),
    ]
    return Evidence([reported(tmp_path, *rows)])


def test_the_pairs_with_the_largest_gaps(listed):
    dollars, euros = sorted(largest_gaps(listed, ORE), key=lambda each: each.currency, reverse=True)
    assert [(each.exporter, each.importer, each.absolute) for each in dollars.largest] == [
        ("XA", "XB", 500.0),
        ("XA", "XC", 6.0),
    ]
    assert dollars.largest[0].ratio == pytest.approx(0.4)
    assert (dollars.year, dollars.both, dollars.importer_alone, dollars.exporter_alone) == (2030, 2, 1, 0)
    assert (euros.both, euros.importer_alone, euros.largest) == (0, 1, ())


def test_pairs_of_one_place_and_of_another_year(listed):
    found = [each for each in largest_gaps(listed, ORE, importer="XC") if each.currency == "USD"]
    assert [(pair.exporter, pair.importer) for pair in found[0].largest] == [("XA", "XC")]
    assert found[0].importer_alone == 1
    assert largest_gaps(listed, ORE, exporter="XB", year=2029)[0].exporter_alone == 1
    assert [len(each.largest) for each in largest_gaps(listed, ORE, "XA", most=1) if each.largest] == [1]


def test_of_a_dataset_the_newest_edition_is_listed(tmp_path):
    releases = [
        reported(tmp_path, *both(9.0, 5.0), edition="a", recorded=date(2031, 1, 1)),
        reported(tmp_path, *both(8.0, 5.0), edition="b", recorded=date(2032, 1, 1)),
    ]
    [found] = largest_gaps(Evidence(releases), ORE)
    assert (found.edition, found.largest[0].absolute) == ("b", 3.0)


def test_pairs_of_a_good_that_nobody_reports(tmp_path):
    evidence = Evidence([release(tmp_path, dataset="baci", trade=[(2030, "XA", "XB", ORE, 1.0, 1.0)])])
    with pytest.raises(InputError, match="no release in use"):
        largest_gaps(evidence, ORE)
    assert mirror(evidence, ORE, "XA", "XB").periods[0].figures[0].side == "reconciled"


# The real file of UN Comtrade.


def test_real_reports_as_the_file_has_them(shared_data, home):
    from orepath.sources.importing import import_dataset, packages

    path = shared_data / "trade" / "comtrade_raw" / "comtrade_2022.csv.gz"
    if "comtrade" not in packages() or not path.exists():
        pytest.skip("no reader of UN Comtrade, or its file is absent")
    evidence = Evidence([import_dataset("comtrade", path, date(2026, 1, 1))[0]])
    told = defaultdict(set)
    with gzip.open(path, "rt", newline="") as file:
        for line in csv.DictReader(file):
            ends = (line["reporter"], line["partner"], line["flow"])
            if line["cmd"] == "283691" and ends in {("392", "152", "M"), ("152", "392", "X")}:
                told[line["flow"]].add(float(line["value"]))
    [period] = mirror(evidence, "283691", "CL", "JP", 2022).periods
    values = {figure.flow: figure.value for figure in period.figures}
    assert values == {"import": pytest.approx(max(told["M"])), "export": pytest.approx(max(told["X"]))}
    assert period.gaps[0].absolute == pytest.approx(max(told["M"]) - max(told["X"]))
    [pairs] = largest_gaps(evidence, "283691", year=2022)
    assert pairs.both > 200 and abs(pairs.largest[0].absolute) >= abs(pairs.largest[-1].absolute)
