"""The page of a made-up ledger: what it says, what it does not, and that it opens without a network."""

import re
import tomllib
from importlib.resources import files

import pytest

from orepath.custody.books.violation import VIOLATIONS
from orepath.custody.event import Correction
from orepath.review.custody_page import write_page
from orepath.review.custody_page.page import render_page
from orepath.review.custody_page.scene import Scene
from orepath.review.custody_page.sentences import checked, headline, not_found, unchecked
from orepath.review.custody_page.texts import say, violation_name
from orepath.vocabulary.language import LANGS
from tests.custody.books.made_up import at, claim, event, ledger, start, turn
from tests.review.custody_page.made_up import GS1, LEDGERS, chain, clean, empty, silent


def texts():
    return tomllib.loads(files("orepath.review.custody_page").joinpath("texts.toml").read_text("utf-8"))


def bare(page):
    """What is read of a page: without style, script, pictures and tags."""
    page = re.sub(r"<(style|script|svg)\b.*?</\1>", " ", page, flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_files_by_name():
    assert list(write_page(clean())) == ["ledger.en.html", "ledger.ja.html", "lots.en.svg", "lots.ja.svg"]
    alone = write_page(clean(), ["ja"])
    assert list(alone) == ["ledger.ja.html", "lots.ja.svg"]
    assert "ledger.en.html" not in alone["ledger.ja.html"]


def test_the_same_ledger_gives_the_same_text():
    assert write_page(chain()) == write_page(chain())


@pytest.mark.parametrize("lang", LANGS)
def test_no_address_is_fetched_and_tags_match(scene, lang):
    page = render_page(scene, lang)
    assert not re.search(r'(?:src|href)="(?!#|ledger\.|data:)', page)
    assert "url(" not in page and "@import" not in page
    for tag in ("section", "table", "ul", "ol", "dl", "figure", "svg"):
        assert len(re.findall(rf"<{tag}[ >]", page)) == page.count(f"</{tag}>")
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    named = re.findall(r'aria-labelledby="([^"]+)"', page)
    assert {one for each in named for one in each.split()} <= set(ids)


def test_what_comes_from_files_is_no_markup():
    page = render_page(Scene(chain()), "en")
    assert "<b>made-up</b>" not in page
    assert "&lt;b&gt;made-up&lt;/b&gt; salt" in page


@pytest.mark.parametrize("lang", LANGS)
def test_every_violation_with_its_events(lang):
    found = chain()
    page = bare(render_page(Scene(found), lang))
    assert {each.kind for each in found.violations} >= {"overclaiming", "loop", "conservation"}
    for each in found.violations:
        assert each.explanation.in_(lang) in page
        assert violation_name(each.kind).in_(lang) in page
        for id_, where in zip(each.events, each.where, strict=True):
            assert id_ in page and where in page


def test_headline():
    found = chain()
    said = headline(Scene(found)).en
    assert said.startswith(f"10 lots, 8 events, {len(found.violations)} violations.")
    assert said.endswith("mass balance.")
    assert "no violation found in what could be checked" in headline(Scene(clean())).en


def test_nothing_found_does_not_say_more_than_that():
    assert say("nothing_found_whole").en in not_found(Scene(clean())).en
    open_ = not_found(Scene(silent())).en
    assert say("nothing_found_but").en in open_ and say("nothing_found_whole").en not in open_
    assert not_found(Scene(empty())) == say("nothing_there")


def test_what_could_not_be_checked_is_counted():
    said = unchecked(Scene(silent()))
    assert say("unknown_steps", count=1) in said
    assert say("unmeasured", count=2) in said
    assert unchecked(Scene(clean())) == [say("true_world")]
    outside = ledger(turn(2, [("ORE", 5)], [("OUT", 5)]))
    assert say("opening", count=1) in unchecked(Scene(outside))
    told = unchecked(Scene(chain()))
    assert say("eventless", count=1) in told and say("unread_count", count=1) in told


def test_counts_have_their_digits_grouped():
    assert say("events", count=1_000_000).en == "1,000,000 events"
    assert say("lots", count=1_200).ja == "ロット1,200件"


def test_what_was_checked_is_counted():
    said = checked(Scene(chain()))
    assert say("checked_steps", count=4) in said
    assert say("checked_yield", stated=1, unstated=3) in said
    assert say("checked_claims", count=2) in said
    assert say("yield_none", stated=0, unstated=1) in checked(Scene(clean()))
    assert checked(Scene(empty())) == []


def test_a_pallet_is_not_a_lot_without_stock():
    scene = Scene(ledger(start(1, "A", 5), event("aggregation", 2, "add", named=["A"], parent="PALLET")))
    assert scene.count == 2
    assert unchecked(scene) == [say("true_world")]


def test_claims_in_the_words_of_their_model():
    page = bare(render_page(Scene(clean()), "en"))
    assert page.count("This lot comes from made-up-mine (made-up origin).") == 1
    assert page.count("This lot is declared as made-up origin.") == 1
    assert "Declared : stated of a lot" in page
    assert "Derived : covered by what went in with the same claim: ORE" in page
    ours = bare(render_page(Scene(clean()), "ja"))
    assert ours.count("本ロットはmade-up-mineに由来する（made-up origin）。") == 1
    assert ours.count("本ロットは「made-up origin」に該当するものとして申告されている。") == 1


def test_a_refused_claim_gets_no_wording():
    page = bare(render_page(Scene(chain()), "en"))
    claims = page[page.index("For each claim the wording") : page.index("By site, claim and period")]
    assert "9,000 kg" not in claims and "PACK-1" not in claims
    assert "6,000 kg of material that is made-up origin went into production" in claims
    assert "Document stated: made-up certificate 17" in claims


def test_balances_lots_documents_and_what_was_not_read():
    page = bare(render_page(Scene(chain()), "en"))
    assert "Kalanda mine (made up) made-up origin Jan 1, 2025 to Mar 31, 2025 6,000 kg 6,000 kg 0 kg" in page
    assert "made-up.csv Table of lots 3 2 0 0 1" in page
    assert "3 more fields were not taken in." in page
    assert "1 event is repeated elsewhere with the same content" in page
    assert "▲" in page and f"{GS1}PACK-1" not in page


def test_events_in_error_and_disputed():
    found = LEDGERS["disputed"]()
    page = bare(render_page(Scene(found), "en"))
    assert "2 events share their identifier" in page
    for number in range(found.columns.events):
        if found.sifted.disputed[number]:
            assert found.event_ids()[number] in page


def test_long_tables_say_how_many_more():
    scene = Scene(ledger(*(start(1, f"LOT-{number:03}", 1) for number in range(230))))
    page = render_page(scene, "en")
    assert "The first 200 are shown; there are 30 more." in page
    assert page.count('<th scope="row">LOT-') == 200


def test_many_violations_say_how_many_more():
    taken = [event("object", 2, "delete", named=[(f"LOT-{n}", 2)]) for n in range(130)]
    scene = Scene(ledger(*(start(1, f"LOT-{n}", 1) for n in range(130)), *taken))
    page = render_page(scene, "en")
    assert page.count('<li class="case">') == 100
    assert "30 more of this kind are not listed on this page." in page


def test_a_claim_under_the_quarter_it_was_made_in():
    found = ledger(
        start(at(100), "ORE", 10, claims=[claim("ORE")]), turn(at(101), [("ORE", 10)], [("OUT", 5)], [claim("OUT", 5)])
    )
    assert "Apr 1, 2025 to Jun 30, 2025" in bare(render_page(Scene(found), "en"))
    assert "2025年4月1日から2025年6月30日まで" in bare(render_page(Scene(found), "ja"))


def test_texts_in_both_languages_with_the_same_placeholders():
    def fields(words):
        return set(re.findall(r"{(\w+)", words))

    for entry in texts()["text"].values():
        assert fields(entry["en"]) == fields(entry["ja"])
        assert fields(entry.get("en_one", "")) <= fields(entry["en"])
    assert set(texts()["violation"]) == set(VIOLATIONS)


@pytest.mark.parametrize("lang", LANGS)
def test_an_event_in_error_that_is_part_of_a_conflict_is_shown(lang):
    one = start(1, "ore", 100, given="urn:made-up:1")
    wrong = start(1, "ore", 101, given="urn:made-up:1")._replace(in_error=Correction(at(9), "made-up mistake", ()))
    page = bare(write_page(ledger(one, wrong))[f"ledger.{lang}.html"])
    assert one.id in page and wrong.id in page
