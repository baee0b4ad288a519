"""`orepath concord`: on made-up correspondences, on the real table with the packaged trade, and misused."""

import json
from datetime import date

import pytest

from orepath.sources.importing import import_dataset
from tests.cli.test_cli import orepath
from tests.evidence.concordance.made import TABLES, corresponding, flow, flowing

ASKED = ("concord", "260201", "260301", "--from", "HS17", "--to", "HS2022")


@pytest.fixture
def made_up(home):
    corresponding(home / "releases")
    flowing(home / "releases", flow("260201", 50.0, 5.0), flow("260301", 40.0, None), flow("260301", 10.0, 1.0, 2031))
    return home


def squeezed(text):
    return [" ".join(line.split()) for line in text.splitlines()]


def test_where_codes_go(made_up):
    done = orepath(*ASKED, env={"COLUMNS": "160"})
    assert (done.returncode, done.stderr) == (0, "")
    lines = squeezed(done.stdout)
    assert lines[0] == "HS2017 -> HS2022, by hs-concordance made-up"
    assert "260301 several to several 260310, 260410 260301 + 260302 = 260310 + 260410" in lines
    assert "baci HS17-made-up 2030 90 USD 44.4 % 5.0 t 0.0 % 1 of 2" in lines
    assert "baci HS17-made-up all 100 USD 50.0 % 6.0 t 16.7 % 1 of 3" in lines


def test_as_json(made_up):
    tree = json.loads(orepath(*ASKED, "--json", "--year", "2030").stdout)
    assert tree["through"] == ["HS2017", "HS2012", "HS2022"]
    assert tree["codes"][1]["group"] == {"codes": ["260301", "260302"], "targets": ["260310", "260410"], "closed": True}
    (only,) = tree["trade"]
    assert (only["year"], only["whole"]["value"], only["whole"]["flows_without_mass"]) == (2030, 90.0, 1)
    assert only["ambiguous"]["known_mass_t"] is None


def test_in_japanese(made_up):
    said = " ".join(squeezed(orepath(*ASKED, "--lang", "ja", env={"COLUMNS": "160"}).stdout))
    assert "HS2017 → HS2022（hs-concordance made-up による）" in said
    assert "複数対複数（260301）：個別の番号では判別できない" in said


def test_a_table_that_cannot_show_divisions_is_told(home):
    corresponding(home / "releases", TABLES | {"HS2022 -> HS2012": {("260110", "260100"), ("260120", "260100")}})
    said = " ".join(squeezed(orepath("concord", "260100", "--from", "HS2012", "--to", "HS2022").stdout))
    assert "In the table HS2022 -> HS2012 no code of HS2022 has several targets" in said


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("concord", "26030", "--from", "HS17", "--to", "HS22"), "CODE: '26030' cannot be used here"),
        (("concord", "260301", "--from", "HS18", "--to", "HS22"), "--from: HS edition 'HS18' is not known"),
        (("concord", "260301", "--from", "HS17"), "--to: HS edition '' is not known"),
        (("concord", "--from", "HS17", "--to", "HS22"), "neither a code nor a mineral is named"),
        (("concord", "260301", "--from", "HS92", "--to", "HS22"), "no imported table leads from HS1992 to HS2022"),
        ((*ASKED, "--dataset", "comtrade"), "Available: baci HS17-V202601 (HS2017)"),
        ((*ASKED, "--year", "1900"), "--year: no release in use has HS2017 1900"),
        ((*ASKED, "--lang", "fr"), "--lang: 'fr' cannot be used here"),
    ],
)
def test_misuse_ends_with_2_and_says_why(made_up, asked, said):
    done = orepath(*asked)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


@pytest.mark.parametrize(("lang", "said"), [("en", "Import them: `orepath import"), ("ja", "取り込んでください")])
def test_without_correspondences(home, lang, said):
    done = orepath(*ASKED, "--lang", lang)
    assert done.returncode == 2
    assert said in done.stderr and "orepath import hs-concordance FILE" in done.stderr


def test_the_real_table_on_the_packaged_trade(home, shared_data):
    import_dataset("hs-concordance", shared_data / "hs/gta/hs_vintages_to_hs2012.csv", date(2026, 11, 29))
    codes = ("250490", "260200", "282200", "283691", "750210", "850511")
    tree = json.loads(
        orepath("concord", *codes, "--from", "HS2017", "--to", "HS2022", "--json", "--year", "2022").stdout
    )
    assert {each["code"]: each["kind"] for each in tree["codes"] if each["kind"] != "one_to_one"} == {
        "750210": "unknown",
        "850511": "unknown",
    }
    (only,) = tree["trade"]
    assert [round(share, 3) for share in only["value_share"]] == [0.0, 0.56]
    assert round(only["whole"]["value"] / 1e6) == 44_195 and only["whole"]["known_mass_t"] is None
    assert {each["limit"] for each in tree["limits"]} == {"undivided"}
    basket = json.loads(orepath("concord", "811292", "--from", "HS2012", "--to", "HS2022", "--json").stdout)
    assert basket["codes"][0]["kind"] == "one_to_several"
    assert basket["codes"][0]["targets"] == ["811231", "811241", "811292"]
