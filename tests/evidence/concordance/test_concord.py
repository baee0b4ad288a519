"""Where codes go and what of their trade is ambiguous, asked of made-up correspondences and trade."""

from datetime import date

import pytest

from orepath.errors import InputError
from orepath.evidence.concordance.asked import concord
from orepath.evidence.concordance.stored import concordance
from orepath.evidence.store import Evidence
from tests.evidence.concordance.made import TABLES, corresponding, flow, flowing
from tests.evidence.mirror.made import reported, row

FLOWS = (
    flow("260100", 100.0, 10.0),
    flow("260201", 50.0, 5.0),
    flow("260301", 40.0, None),
    flow("260301", 10.0, 1.0, importer="XC"),
    flow("269999", 25.0, 2.0),
    flow("260100", 300.0, 30.0, year=2031),
)
CODES = ["260100", "260201", "260301", "269999"]


@pytest.fixture
def evidence(tmp_path):
    return Evidence([corresponding(tmp_path), flowing(tmp_path, *FLOWS)])


def refusal(evidence, *asked, **more):
    with pytest.raises(InputError) as raised:
        concord(evidence, *asked, **more)
    assert raised.value.message("ja") != raised.value.message()
    return raised.value.message()


def test_codes_go_where_the_tables_say(evidence):
    answer = concord(evidence, ["2601.00", "260201", "260202", "260301", "260302", "269999"], "HS17", "HS 2022")
    assert (answer.from_, answer.to) == ("HS2017", "HS2022")
    assert {each.code: (each.kind, each.targets) for each in answer.codes} == {
        "260100": ("one_to_one", ("260100",)),
        "260201": ("several_to_one", ("260210",)),
        "260202": ("several_to_one", ("260210",)),
        "260301": ("several_to_several", ("260310", "260410")),
        "260302": ("several_to_one", ("260410",)),
        "269999": ("unknown", ()),
    }
    group = {each.code: each.group for each in answer.codes}["260302"]
    assert (group.codes, group.targets, group.closed) == (("260301", "260302"), ("260310", "260410"), True)
    assert answer.concordance.through == ("HS2017", "HS2012", "HS2022")
    assert answer.concordance.limits == ()


def test_the_common_edition_is_an_end_too(evidence):
    answer = concord(evidence, ["260200", "260500"], "HS2012", "HS2017")
    assert [(each.kind, each.targets) for each in answer.codes] == [
        ("one_to_several", ("260201", "260202")),
        ("unknown", ()),
    ]
    assert [each.kind for each in concord(evidence, ["260500"], "HS2012", "HS2012").codes] == ["one_to_one"]


def test_a_table_in_which_nothing_is_divided_says_so(tmp_path):
    tables = TABLES | {"HS2022 -> HS2012": {("260110", "260100"), ("260120", "260100")}}
    of = concordance(Evidence([corresponding(tmp_path, tables)]), "HS2022", "HS2012")
    assert of.limits == ((("HS2022", "HS2012"), "undivided"),)
    back = concordance(Evidence([corresponding(tmp_path, tables)]), "HS2012", "HS2022")
    assert back.limits == of.limits and back.relation.targets["260100"] == {"260110", "260120"}
    turned = {"HS2012 -> HS2022": {("260100", "260110"), ("260100", "260120")}}
    of = concordance(Evidence([corresponding(tmp_path, turned, "other")]), "HS2012", "HS2022")
    assert of.limits == ((("HS2012", "HS2022"), "unjoined"),)


def test_the_way_with_the_fewest_steps_is_taken_then_the_newest(tmp_path):
    direct = {"HS2022 -> HS2017": {("260100", "260100")}}
    releases = [
        corresponding(tmp_path),
        corresponding(tmp_path, direct, "direct", date(2029, 1, 1)),
        corresponding(tmp_path, direct, "newer", date(2030, 1, 1)),
    ]
    used = concordance(Evidence(releases), "HS2017", "HS2022")
    assert (used.edition, used.through) == ("newer", ("HS2017", "HS2022"))
    assert concordance(Evidence(releases), "HS2017", "HS2012").edition == "made-up"


def test_the_ambiguous_share_of_trade(evidence):
    one, two, both = concord(evidence, CODES, "HS2017", "HS2022").traded
    assert [each.year for each in (one, two, both)] == [2030, 2031, None]
    assert (one.dataset, one.edition, one.currency, one.flow) == ("baci", "HS17-made-up", "USD", None)
    assert (one.whole.value, one.ambiguous.value, one.unknown.value) == (225.0, 50.0, 25.0)
    assert one.value_share == (50 / 225, 75 / 225)
    assert (one.whole.mass_t, one.whole.flows_without_mass, one.whole.flows) == (18.0, 1, 5)
    assert one.mass_share == (1 / 18, 3 / 18)
    assert two.value_share == (0.0, 0.0)
    assert both.whole == one.whole + two.whole and both.whole.value == 525.0


def test_mass_that_nobody_knows_stays_unknown(tmp_path):
    evidence = Evidence([corresponding(tmp_path), flowing(tmp_path, flow("260301", 40.0, None))])
    (only,) = concord(evidence, ["260301"], "HS2017", "HS2022").traded
    assert (only.whole.mass_t, only.mass_share, only.value_share) == (None, None, (1.0, 1.0))
    assert only.json()["whole"]["known_mass_t"] is None


def test_trade_in_another_edition_is_not_taken_for_it(tmp_path):
    later = flowing(tmp_path, flow("260301", 40.0, 1.0), edition="HS22-made-up")
    untold = flowing(tmp_path, flow("260301", 40.0, 1.0), edition="made-up")
    assert concord(Evidence([corresponding(tmp_path), later, untold]), ["260301"], "HS2017", "HS2022").traded == ()


def test_trade_as_places_report_it_stands_by_itself(tmp_path):
    releases = [
        corresponding(tmp_path),
        reported(
            tmp_path,
            row("XB", "XA", "import", 60.0, 6.0, good="260301", nomenclature="HS2017"),
            row("XA", "XB", "export", 40.0, 4.0, good="260301", nomenclature="HS2017"),
            row("XA", "XB", "re_export", 1.0, 1.0, good="260301", nomenclature="HS2017"),
            row("XB", "XA", "import", 9.0, 9.0, good="260301", nomenclature="HS2012"),
            row("XB", "XC", "import", 5.0, 5.0, good="260100", nomenclature="HS2017", until=date(2030, 2, 1)),
        ),
    ]
    found = concord(Evidence(releases), ["260301", "260100"], "HS2017", "HS2022").traded
    assert [(each.flow, each.whole.value, each.year) for each in found] == [
        ("export", 40.0, 2030),
        ("import", 60.0, 2030),
    ]


def test_a_dataset_and_a_year_are_chosen(evidence):
    (only,) = concord(evidence, CODES, "HS2017", "HS2022", dataset="baci", year=2031).traded
    assert only.whole.value == 300.0
    assert "Available: baci HS17-made-up (HS2017)" in refusal(evidence, CODES, "HS2017", "HS2022", dataset="comtrade")
    assert "Available: 2030, 2031" in refusal(evidence, CODES, "HS2017", "HS2022", year=1999)
    assert "baci HS2012" in refusal(evidence, ["260200"], "HS2012", "HS2022", dataset="baci")


def test_the_goods_of_a_mineral(evidence):
    answer = concord(evidence, ["260100"], "HS2017", "HS2022", of_mineral="コバルト")
    assert {each.code: each.listed_in for each in answer.codes} == {
        "260100": None,
        "282200": "HS1992",
        "810510": "HS1992",
    }


def test_without_correspondences_it_says_how_to_import_them(tmp_path):
    bare = Evidence([flowing(tmp_path, *FLOWS)])
    assert "`orepath import hs-concordance FILE`" in refusal(bare, CODES, "HS2017", "HS2022")


def test_an_edition_that_no_table_reaches_is_refused_with_those_there_are(evidence):
    said = refusal(evidence, CODES, "HS1992", "HS2022")
    assert "from HS1992 to HS2022; there are: HS2017 -> HS2012; HS2022 -> HS2012." in said
    assert "from HS2022 to HS1996" in refusal(evidence, CODES, "HS2022", "HS1996")


@pytest.mark.parametrize("code", ["26030", "2603010", "26O301", "２６０３０１", "", "269999; drop table trade"])
def test_what_is_no_code_is_refused(evidence, code):
    assert "CODE: " in refusal(evidence, ["260100", code], "HS2017", "HS2022")


def test_every_wrong_code_is_named(evidence):
    said = refusal(evidence, ["1", "2", "260100"], "HS2017", "HS2022")
    assert "'1'" in said and "'2'" in said


@pytest.mark.parametrize("edition", ["HS2018", "2017", "CN2024", "HS", "", "H5"])
def test_what_is_no_edition_is_refused(evidence, edition):
    assert "--from: HS edition" in refusal(evidence, CODES, edition, "HS2022")
    assert "--to: HS edition" in refusal(evidence, CODES, "HS2017", edition)


def test_something_must_be_asked(evidence):
    assert "neither a code nor a mineral" in refusal(evidence, [], "HS2017", "HS2022")
    assert "'Unobtainium' is not known" in refusal(evidence, [], "HS2017", "HS2022", of_mineral="Unobtainium")
    assert "mineral 'gallium' is not known" in refusal(evidence, [], "HS2017", "HS2022", of_mineral="gallium")
