"""The proof of a result as PDF, opened by another program: every rule, both languages, long and awkward content."""

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pypdfium2
import pytest

from orepath.qualification.planning.planned import plan
from orepath.qualification.qualify import answer, qualify, question
from orepath.qualification.result import Figure, Missing, OfChain, Proved, Reference
from orepath.qualification.rule_file import load, packaged
from orepath.review.qualification_proof import render_proof
from orepath.review.qualification_proof.content import about, content
from orepath.review.qualification_proof.texts import labels
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text

DOCS = Path(__file__).resolve().parents[3] / "docs" / "how-to"
VEHICLE = "clean-vehicle-critical-minerals"
DAYS = {
    "feoc-allocation": "2025-06-01",
    "material-assistance": "2026-05-01",
    "eu-batteries-recycled-content": "2031-08-18",
    "eu-batteries-due-diligence-scope": "2027-08-18",
    "eu-batteries-passport-scope": "2027-02-18",
    "forced-labour-exposure": "2025-09-01",
}
LANGS = ["en", "ja"]


def asked(on="2026-03-01", test="traced", acquired="2025-09-15", name="chains.csv"):
    return question(VEHICLE, DOCS / "plan-a-change" / name, test=test, on=on, acquired=acquired)


def other(rule):
    place = DOCS / "qualify-other-rules"
    beside = {name: place / f"{rule}-{name}.csv" for name in load(rule).beside}
    beside = {name: path for name, path in beside.items() if path.exists()}
    return qualify(rule, place / f"{rule}.csv", on=DAYS[rule], beside=beside)


def pages(made):
    pdf = pypdfium2.PdfDocument(made)
    texts = [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pdf]
    pdf.close()
    return texts


def flat(text):
    """Text without blanks, quotation marks and the places where a line may break."""
    return re.sub(r"[\s\u200b\u2060\u00a0\ufffe\u00ad`“”「」]", "", text)


def outside(made, margin=56):
    """Letters that stand beyond the margins of their page."""
    pdf, found = pypdfium2.PdfDocument(made), []
    for number, page in enumerate(pdf, start=1):
        width, height = page.get_size()
        text = page.get_textpage()
        for index in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(index)
            if right > left and (left < margin or right > width - margin or bottom < 36 or top > height - 36):
                found.append((number, text.get_text_range(index, 1), round(left), round(right), round(bottom)))
    pdf.close()
    return found


@pytest.fixture(scope="module")
def planned():
    put = asked()
    return answer(put), put.rule, plan(put, DOCS / "plan-a-change" / "options.csv")


@pytest.mark.parametrize("lang", LANGS)
def test_what_a_proof_holds(planned, lang):
    result, rule, its_plan = planned
    everything = flat("".join(pages(render_proof(result, rule, lang, its_plan))))
    expected = {
        "en": [
            "On the evidence given, the rule is not met: the share is 61.0 % (61/100), and at least 70.0 % is needed.",
            "without us-japan-2023", "37/100", "2026-03-01", "traced qualifying value test", "Li · lithium",
            "Value added, Japan (counts by agreement us-japan-2023)", "chains.csv, row 5", "60.0 % (3/5)",
            "The cheapest change that passes costs 210 USD: Ni-B-korea and Co-recycled.", "73.0 % (73/100)",
            "options.csv, row 4", "No set of these options passes.", "No evidence is missing", "26 USC 45X(c)(6)",
            "K-hi", "Whether territories of the United States count.", "An analytical aid, not a legal determination.",
        ],
        "ja": [
            "示された証拠によれば、本規則の要件を満たさない（割合は61.0 %（61/100）、基準は70.0 %以上）。",
            "us-japan-2023 を除く", "37/100", "2026-03-01", "追跡適格価額テスト", "Li・リチウム",
            "付加価値（日本、協定 us-japan-2023 に基づき算入対象）", "chains.csv、5行目", "60.0 %（3/5）",
            "費用は210米ドルである。", "73.0 %（73/100）", "options.csv、4行目", "いずれの組合せも基準を満たさない",
            "不足している証拠はない", "26 USC 45X(c)(6)", "K-hi", "法的判断を示すものではない",
        ],
    }[lang]  # fmt: skip
    assert [each for each in expected if flat(each) not in everything] == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("rule", sorted(DAYS))
def test_a_proof_of_every_other_rule(rule, lang):
    result = other(rule)
    made = render_proof(result, load(rule), lang)
    everything = flat("".join(pages(made)))
    assert flat(load(rule).title.in_(lang)) in everything
    for step in result.steps:
        assert flat(step.said.in_(lang))[:40] in everything, step.said
    for each in (*result.missing, *(Missing("", said) for said in result.not_examined)):
        assert flat(each.said.in_(lang))[:40] in everything
    assert all(flat(reference.source)[:40] in everything for reference in result.references)
    assert not any(mark in "".join(pages(made)) for mark in "`{") and outside(made) == []


def test_every_packaged_rule_is_tried():
    assert set(packaged()) == {VEHICLE, *DAYS}


@pytest.mark.parametrize("lang", LANGS)
def test_it_is_tagged_titled_and_dated_and_the_same_every_time(planned, lang):
    made = render_proof(*planned[:2], lang, planned[2])
    assert made == render_proof(*planned[:2], lang, planned[2])
    pdf = pypdfium2.PdfDocument(made)
    told = pdf.get_metadata_dict()
    pdf.close()
    assert planned[1].title.in_(lang) in told["Title"]
    assert told["CreationDate"].startswith("D:20260301")
    assert b"/MarkInfo" in made and b"/StructTreeRoot" in made
    assert f"/Lang({lang}".encode() in made.replace(b"/Lang (", b"/Lang(")


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_says_which_of_how_many_and_what_it_is_not(planned, lang):
    texts = pages(render_proof(*planned[:2], lang, planned[2]))
    assert len(texts) > 2
    for number, text in enumerate(texts, start=1):
        assert f"{number} / {len(texts)}" in text
        assert flat(labels(lang)["aid"]) in flat(text)


@pytest.mark.parametrize("lang", LANGS)
def test_values_that_nobody_knows_are_said_to_be_unknown(tmp_path, lang):
    text = (DOCS / "plan-a-change" / "chains.csv").read_text("utf-8")
    file = tmp_path / "chains.csv"
    file.write_text(text.replace("Gr,graphite,500,", "Gr,graphite,unknown,"), "utf-8")
    result = qualify(VEHICLE, file, test="traced", on="2025-06-01")
    rule = load(VEHICLE)
    table = content(result, rule, lang)["chains"]
    *others, graphite = table["rows"]
    unknown = {"en": "unknown", "ja": "不明"}[lang]
    assert graphite[2:4] == [unknown, unknown] and graphite[4] == "80.0 %"
    assert not any(unknown in row for row in others)
    made = render_proof(result, rule, lang)
    everything = flat("".join(pages(made)))
    expected = {
        "en": [
            "Value of the chain unknown", "Value that counts unknown", "Total value at least 9,500 USD",
            "Chains whose value is not known: 1.", "Share, whatever the unknown values are: between 60.0 % and 80.0 %.",
            "Share of the chains whose value is known 60.0 % (3/5)", "The value of chain Gr is not known.",
        ],
        "ja": [
            "調達連鎖の価額不明", "算入額不明", "価額の合計9,500米ドル以上", "価額が不明な調達連鎖の数は1。",
            "不明な価額がいくらであっても、割合は60.0 %から80.0 %までの間。", "調達連鎖Grの価額が不明である。",
        ],
    }[lang]  # fmt: skip
    assert [each for each in expected if flat(each) not in everything] == []
    assert outside(made) == []


@pytest.mark.parametrize("lang", LANGS)
def test_a_proof_where_no_value_is_known_at_all(tmp_path, lang):
    text = (DOCS / "plan-a-change" / "chains.csv").read_text("utf-8")
    file = tmp_path / "chains.csv"
    file.write_text(re.sub(r"^([^,]+,[a-z]+),[0-9]+,", r"\1,不明,", text, flags=re.MULTILINE), "utf-8")
    result = qualify(VEHICLE, file, test="traced", on="2025-06-01")
    assert (result.low, result.high, result.passes) == (0, 1, None)
    table = content(result, load(VEHICLE), lang)["chains"]
    unknown = {"en": "unknown", "ja": "不明"}[lang]
    assert [row[2] for row in table["rows"]] == [unknown] * 5
    assert outside(render_proof(result, load(VEHICLE), lang)) == []


def long_result():
    """The result of many chains with long ids, long fractions and much that is missing."""
    result = answer(asked())
    word = "made-up-identifier-without-any-blank-" * 5
    share = Fraction(10**70 + 7, 3 * 10**70 + 11)
    place = Figure(Text("Value added " * 8, "付加価値" * 20), share, "share", f"{word}.csv, row 1234567", "K-hi")
    open_ = Figure(Text(word, word), None, "USD", "a.csv", "", Fraction(1, 3), None)
    names = [f"{word}{number}" for number in range(60)]
    steps = tuple(Proved("s", name, Text(f"{word} " * 4, "長い文" * 90), (place, open_), open_) for name in names)
    return replace(
        result,
        share=share,
        low=share,
        high=share,
        chains=tuple(OfChain(name, "nickel", share * 10**12, share, share * 10**11) for name in names),
        steps=steps,
        missing=tuple(Missing(f"{word}.csv, row {number}", Text(word * 3, "不明" * 100)) for number in range(30)),
        references=tuple(Reference(word * 2, "judgement", True) for _ in range(40)),
        without={"us-japan-2023": replace(result, chains=tuple(OfChain(n, "", None, None, None) for n in names))},
    )


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_runs_over_an_edge_and_long_tables_repeat_their_heading(lang):
    result = long_result()
    made = render_proof(result, load(VEHICLE), lang)
    assert outside(made) == []
    texts = pages(made)
    heading = flat({"en": "Value (USD)Counts (USD)", "ja": "価額（米ドル）算入額（米ドル）"}[lang])
    assert len([text for text in texts if heading in flat(text)]) >= 3
    assert len([text for text in texts if flat(labels(lang)["stands"]) in flat(text)]) >= 20
    whole = f"{result.share.numerator}/{result.share.denominator}"
    assert whole in flat("".join(texts))


@pytest.mark.parametrize("lang", LANGS)
def test_no_line_begins_with_what_must_not_begin_one(planned, lang):
    for made in (render_proof(*planned[:2], lang, planned[2]), render_proof(long_result(), load(VEHICLE), lang)):
        for text in pages(made):
            assert [
                line for line in text.split("\n") if line.startswith(("、", "。", "）", "」", "%", "ー", "・ "))
            ] == []


def test_verdicts_in_words():
    def said(lang="en", **changed):
        return content(replace(answer(asked()), **changed), load(VEHICLE), lang)

    assert said(passes=True)["answer"].startswith("On the evidence given, the rule is met: ")
    assert said(passes=None)["answer"].startswith("Whether the rule is met is undetermined, for evidence is missing")
    open_ = said(passes=None, share=None, low=Fraction(1, 3), high=Fraction(2, 3))
    assert "between" not in open_["answer"] and "33.3 % (1/3) to 66.7 % (2/3)" in open_["answer"]
    assert (
        "33.3 %（1/3）～66.7 %（2/3）"
        in said("ja", passes=None, share=None, low=Fraction(1, 3), high=Fraction(2, 3))["answer"]
    )
    gone = said(applies=False, passes=None, why=(Text("It ended.", "終了した。"),))
    assert gone["answer"].startswith("The rule does not apply to what was asked; the share would be")
    assert (gone["why"], gone["verdict"]) == (["It ended."], "not_applicable")
    unset = said(passes=None, threshold=None)
    assert "sets nothing to compare with" in unset["answer"] and unset["verdict"] == "undetermined"


def test_a_rule_with_words_of_its_own_bears_no_mark():
    said = content(other("forced-labour-exposure"), load("forced-labour-exposure"), "en")
    assert said["verdict"] == "" and said["answer"].startswith("Flagged: ")


def test_values_are_said_in_words():
    said = str(content(other("forced-labour-exposure"), load("forced-labour-exposure"), "ja"))
    assert place_text("AU").ja in said and "'AU'" not in said
    assert "電気自動車用" in str(
        content(other("eu-batteries-passport-scope"), load("eu-batteries-passport-scope"), "ja")
    )


@pytest.mark.parametrize("rule", packaged())
def test_what_a_rule_is_about_says_nothing_of_the_command_line(rule):
    said = about(load(rule))
    assert said.en and said.ja and "`" not in said.en + said.ja and "--" not in said.en + said.ja


def test_a_proof_before_the_rule_sets_anything():
    texts = pages(render_proof(answer(asked(on="2023-03-01", acquired=None)), load(VEHICLE), "en"))
    assert flat("The rule does not apply to what was asked; the share would be 37.0 % (37/100).") in flat(texts[0])
    assert flat("none set") in flat(texts[0])


def test_the_day_of_the_file_is_the_day_asked_about():
    assert content(answer(asked()), load(VEHICLE), "en")["day"] == date(2026, 3, 1).isoformat()


def test_a_letter_beyond_the_margin_would_be_found(planned):
    assert outside(render_proof(*planned[:2], "en"), margin=100)
