"""The PDF dossier, opened by another program."""

import re
from dataclasses import replace

import pypdfium2
import pytest

from orepath.review.document import Chapter, Heading, Paragraph
from orepath.review.pdf import render_pdf
from orepath.review.pdf.render import TypesettingFault
from orepath.review.pdf.widths import SIZES, with_widths
from orepath.review.wording import tree
from orepath.vocabulary.language import Text


@pytest.fixture(scope="module", params=["en", "ja"])
def printed(dossier, request):
    content = render_pdf(dossier, request.param)
    pdf = pypdfium2.PdfDocument(content)
    texts = [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pdf]
    yield request.param, content, pdf, texts
    pdf.close()


def flat(text: str) -> str:
    """Text without blanks and line ends, in which a broken line does not hide a word."""
    return re.sub(r"\s", "", text)


def test_a_title_page_then_the_findings_then_the_contents(printed):
    lang, _, _, texts = printed
    title = {"en": "Fictitious Agreement between Boria and Alandia", "ja": "ボリア及びアランディア間の協定"}[lang]
    assert flat(title) in flat(texts[0])
    assert flat({"en": "The findings at a glance", "ja": "評価結果の一覧"}[lang]) in flat(texts[1])
    assert flat({"en": "not kept", "ja": "不履行"}[lang]) in flat(texts[1])
    assert flat({"en": "Contents", "ja": "目次"}[lang]) in flat(texts[2])


def test_every_page_but_the_first_says_which_of_how_many(printed):
    _, _, _, texts = printed
    for number, text in enumerate(texts[1:], start=2):
        assert f"{number} / {len(texts)}" in text
    assert f"1 / {len(texts)}" not in texts[0]


def test_a_long_table_repeats_its_heading(printed):
    lang, _, _, texts = printed
    heading = {"en": "Applies from", "ja": "適用開始"}[lang]
    assert len([text for text in texts if heading in text]) >= 2


def test_figures_and_awkward_text_are_printed_as_they_are(printed, invented):
    lang, _, _, texts = printed
    everything = flat("".join(texts))
    assert flat(invented["AWKWARD"]) in everything
    assert (
        flat({"en": "2,600,000 t of copper in 2032 (2,600.0 thousand t)", "ja": "2,600,000トン（2,600.0千トン）"}[lang])
        in everything
    )
    assert flat({"en": "less than 1,000", "ja": "1,000未満"}[lang]) in everything


def test_the_last_page_lists_sources_and_says_what_this_is_not(printed):
    lang, _, _, texts = printed
    assert flat({"en": "Yearbook of Invented Economies 2033", "ja": "架空経済年鑑2033年版"}[lang]) in flat(texts[-1])
    assert flat({"en": "not a legal determination", "ja": "法的判断を示すものではない"}[lang]) in flat(texts[-1])


def test_it_is_tagged_titled_and_dated(printed):
    lang, content, pdf, _ = printed
    about = pdf.get_metadata_dict()
    assert {"en": "Fictitious", "ja": "架空"}[lang] in about["Title"]
    assert about["CreationDate"].startswith("D:20330501")
    assert b"/MarkInfo" in content
    assert b"/StructTreeRoot" in content
    assert f"/Lang({lang}".encode() in content.replace(b"/Lang (", b"/Lang(")


def test_its_type_is_the_packaged_one_bold_included(printed):
    _, content, _, _ = printed
    names = set(re.findall(rb"/FontName\s*/\w+\+([\w\-]+)", content))
    assert names and all(name.startswith(b"NotoSansCJKjp") for name in names)
    assert {name.split(b"-")[1] for name in names} == {b"Regular", b"Bold"}


def test_the_same_document_gives_the_same_bytes(dossier, invented):
    assert render_pdf(dossier, "ja") == render_pdf(invented["dossier"](), "ja")


def test_a_letter_without_type_is_marked_and_no_empty_box(dossier):
    strange = Paragraph(Text("Aland\U00013000 \u0628 K\u014d", "\U00013000"))
    content = render_pdf(replace(dossier, chapters=(Chapter("x", Text("x", "x"), (strange,)),)), "en")
    text = pypdfium2.PdfDocument(content)[3].get_textpage().get_text_range()
    assert "Aland〓 〓 K\u014d" in text


def test_levels_of_headings_are_never_left_out(dossier):
    deep = (Heading(Text("deep", "深い"), 2), Heading(Text("deeper", "より深い"), 2))
    said = tree(replace(dossier, chapters=(Chapter("x", Text("x", "x"), deep),)), "en")
    assert [block["level"] for block in said["chapters"][0]["blocks"]] == [1, 2]


def test_what_cannot_be_set_is_a_fault(dossier):
    twice = Chapter("copper", Text("x", "x"), ())
    with pytest.raises(TypesettingFault):
        render_pdf(replace(dossier, chapters=(*dossier.chapters, twice)), "en")


def test_a_wide_table_gets_smaller_type(dossier, invented):
    table = invented["production_table"]()
    wide = replace(
        table,
        columns=(table.columns[0], *table.columns[1:] * 6),
        rows=tuple(replace(row, cells=(row.cells[0], *row.cells[1:] * 6)) for row in table.rows),
    )
    said = with_widths(tree(replace(dossier, chapters=(Chapter("x", Text("x", "x"), (table, wide)),)), "en"))
    sizes = [block["size"] for block in said["chapters"][0]["blocks"]]
    assert sizes == [SIZES[0][0], SIZES[-1][0]]
