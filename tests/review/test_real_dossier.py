"""The real dossier on the packaged release: its files, its texts, its bytes."""

import json
import re
from datetime import date

import pypdfium2
import pytest

from orepath.agreements.agreement import load
from orepath.agreements.default import default_agreement
from orepath.reference.packaged import packaged
from orepath.vocabulary.places import place_name
from orepath.vocabulary.terms import minerals
from tests.conftest import ROOT, write_dossier

LIMIT = 300  # pages that are too many for anyone


@pytest.fixture(scope="module")
def content(real_dossier):
    return json.loads((real_dossier / "dossier.json").read_text("utf-8"))


def text_of(path):
    document = pypdfium2.PdfDocument(path)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return pages


def test_all_five_files_are_there(real_dossier):
    names = {f"dossier.{lang}.{kind}" for lang in ("en", "ja") for kind in ("html", "pdf")}
    assert {path.name for path in real_dossier.iterdir()} == names | {"dossier.json"}


def test_the_keys_of_the_contract(content):
    agreement = load(default_agreement())
    assert {"agreement", "as_of", "release", "findings", "minerals", "measures", "sources"} <= set(content)
    assert [finding["commitment"] for finding in content["findings"]] == [c.id for c in agreement.commitments]
    for finding in content["findings"]:
        assert {"commitment", "verdict", "reasons", "missing", "statements"} <= set(finding)
        assert finding["reasons"]


def test_findings_that_live_in_people_s_acts_wait_for_the_registers(content):
    verdicts = {finding["commitment"]: finding["verdict"] for finding in content["findings"]}
    waiting = [
        c.id for c in load(default_agreement()).commitments if c.room in ("labour_violations", "employer_neutrality")
    ]
    assert {verdicts[one] for one in waiting} == {"undetermined"}


def test_every_figure_rests_on_statements_that_are_there(content):
    known = (
        set(content["statements"])
        if isinstance(content["statements"], dict)
        else {entry["id"] for entry in content["statements"]}
    )
    with_value = [figure for figure in content["figures"] if figure["value"] is not None]
    assert len(with_value) > 1000
    assert all(figure["statements"] for figure in with_value)
    assert all(figure["sources"] for figure in with_value)
    missing = {one for figure in with_value for one in figure["statements"][:1]} - known
    assert not missing


def test_the_effect_of_a_status_is_shown_on_samples(content, real_dossier):
    assert content["fta_effect"]["samples"] is True
    for lang, title in (("en", "(historical)"), ("ja", "（過去の制度）")):
        page = (real_dossier / f"dossier.{lang}.html").read_text("utf-8")
        assert title in page and {"en": "made up", "ja": "架空"}[lang] in page
        flat = "".join("".join(text_of(real_dossier / f"dossier.{lang}.pdf")).split())
        assert title in flat and "37.0%" in flat and "61.0%" in flat


def test_without_facility_data_every_mineral_says_so(content, real_dossier):
    page = (real_dossier / "dossier.en.html").read_text("utf-8")
    assert page.count("The evidence holds no facility data for") == len(load(default_agreement()).minerals)
    assert not any(q["metric"].startswith("operators_") for m in content["minerals"] for q in m["figures"])


def test_every_source_has_a_licence_that_lets_it_ship(content):
    assert {entry["dataset"] for entry in content["sources"]} == {file.dataset for file in packaged().tables}
    for entry in content["sources"]:
        assert entry["licence"]
        assert packaged().sources[entry["dataset"]]["allows"] == "shipping"


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_pdf_says_what_it_is_in_real_type(real_dossier, lang):
    pages = text_of(real_dossier / f"dossier.{lang}.pdf")
    agreement = load(default_agreement())
    whole = "".join(pages).replace("\u200b", "")
    flat = "".join(whole.split())
    assert 20 < len(pages) < LIMIT
    assert "".join(agreement.title.in_(lang).split()) in flat
    for mineral in agreement.minerals:
        assert minerals()[mineral].name.in_(lang).casefold() in whole.casefold()
    for party in agreement.parties:
        assert place_name(party, lang) in whole
    assert "\u3013" not in whole
    aid = {"en": "analyticalaidandnotalegaldetermination", "ja": "法的判断を示すものではない"}[lang]
    assert aid in "".join(pages[-1].split())


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_pdf_carries_a_bold_of_its_own(real_dossier, lang):
    data = (real_dossier / f"dossier.{lang}.pdf").read_bytes()
    assert b"NotoSansCJKjp-Bold" in data
    assert b"NotoSansCJKjp-Regular" in data


def test_the_same_inputs_and_day_give_the_same_bytes(real_dossier, tmp_path):
    again = write_dossier(tmp_path)
    for path in sorted(real_dossier.iterdir()):
        assert (again / path.name).read_bytes() == path.read_bytes(), path.name


def test_a_dossier_of_an_earlier_day_knows_nothing_later(tmp_path):
    day = date(2025, 6, 1)
    content = json.loads(
        (write_dossier(tmp_path, "--as-of", day.isoformat(), "--lang", "en") / "dossier.json").read_text()
    )
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"dossier.json", "dossier.en.html", "dossier.en.pdf"}
    assert content["statements"]
    assert all(date.fromisoformat(entry["recorded"]) <= day for entry in content["statements"])
    measures = [measure["fields"].get("announced") for measure in content["measures"]]
    assert all(date.fromisoformat(announced) <= day for announced in measures if announced)


def test_the_figures_that_lessons_quote_are_in_the_dossier(content):
    pages = [*ROOT.glob("docs/tutorial/*.md"), *ROOT.glob("docs/how-to/*.md")]
    quoted = {one for page in pages for one in re.findall(r"fg-[0-9a-f]{12}", page.read_text("utf-8"))}
    assert quoted
    assert quoted <= {figure["id"] for figure in content["figures"]}
