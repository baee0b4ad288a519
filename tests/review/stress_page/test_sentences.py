"""What an answer says in sentences."""

from dataclasses import replace

from orepath.review.stress_page.said_result import first_unmet, merged, sentences
from orepath.review.stress_page.sentences import assumption, origins, record, told_apart, unknown
from orepath.stress.answer import Filling
from tests.stress.made_up import LOSES, REFUSED, START, WINS, result, stressed


def told(found, answer=None, lang="en"):
    return " ".join(each.in_(lang) for each in sentences(found, answer or stressed()))


def test_the_bracket_is_said_from_nobody_adapts_to_the_very_least():
    said = told(result())
    order = [
        "If nobody adapts it lacks 100 t",
        "Responding alone brings that to 90 t",
        "together to 70 t",
        "below 40 t",
    ]
    places = [said.index(part) for part in order]
    assert places == sorted(places)


def test_what_acting_together_averts_is_said_in_tonnes_days_and_dollars():
    assert "averts 20 t beyond acting alone: 15 days of supply, US$300,000 at US$15,000 a tonne" in told(result())
    assert "20トンの不足を回避する。供給の15日分" in told(result(), lang="ja")


def test_without_a_price_none_is_put_on_it():
    said = told(replace(result(), value_usd=None, price_usd_per_t=None))
    assert "No price stands in the evidence" in said
    assert "US$" not in said


def test_nothing_averted_is_said_plainly():
    assert "averts nothing that acting alone does not" in told(replace(result(), coordinated_t=90.0))


def test_a_party_that_uses_nothing_can_lack_nothing():
    assert told(replace(result(), baseline_t=0.0)) == "No use of it is recorded there: nothing can go unmet."


def test_what_might_go_unmet_is_said_where_nothing_does_at_the_figures():
    none = dict.fromkeys(("no_adaptation_t", "alone_t", "coordinated_t", "full_adaptation_t"), 0.0)
    quiet = replace(result(), **none, low=0.0, high=0.0, ranges={"no_adaptation_t": (0.0, 55.0)}, filled=())
    assert "may lack up to 55 t if nobody adapts, 0 t alone" in told(quiet)
    assert "takes nothing from it" in told(replace(quiet, ranges={}))


def test_the_first_unmet_day_is_from_the_path_where_no_other_is_given():
    assert first_unmet(result(), stressed()) == (START.replace(day=29), 28.0)
    found = first_unmet(replace(result(), time_to_survive_days=None), stressed())
    assert found is not None
    assert found[0] == next(step.day for step in result().path if step.unmet_t > 0)
    assert first_unmet(replace(result(), time_to_survive_days=None, path=()), stressed()) is None


def test_stocks_that_are_not_known_are_not_called_none():
    assert "is not known" in told(replace(result(), days_of_cover=None))
    assert "no stocks in the evidence" in told(replace(result(), days_of_cover=0.0))


def test_sources_of_one_place_and_kind_are_told_once_the_largest_first():
    parts = [Filling("coordinated", "third", place, "refine", mass) for place, mass in (("Cedar", 2.0), ("Dune", 5.0))]
    found = merged(replace(result(), filled=(*parts, parts[0])), "coordinated")
    assert [(part.place, part.mass_t) for part in found] == [("Dune", 5.0), ("Cedar", 4.0)]


def test_many_sources_are_counted():
    parts = [Filling("coordinated", "third", f"Isle {n}", "refine", 9.0 - n) for n in range(7)]
    assert "3 further sources" in told(replace(result(), filled=tuple(parts)))


def test_what_is_not_known_comes_in_its_own_words_first():
    found = [each.en for each in unknown(stressed())]
    assert found[0] == "The made-up yearbook leaves out Cedar's stocks."
    assert "Aland 12 %; Boria 12 %" in found[1]
    assert found[2] == "Made-up Copper, Boria: no answer. No network of it."


def test_an_unknown_total_is_not_a_share_of_nothing():
    found = replace(stressed(), results=(replace(result(), unknown_share=None), replace(result(), unknown_share=0.0)))
    (line,) = origins(found)
    assert "not even the total is known" in line.en
    assert "none that is recorded" in line.en


def test_without_draws_it_says_what_the_ranges_leave_out():
    assert any("No draws were made" in each.en for each in unknown(replace(stressed(), draws=0)))


def test_a_method_that_loses_says_so_with_what_it_lacks():
    first, lost = record([WINS, LOSES])
    assert "in 1 of 2 back-tests" in first.en
    assert "LOSES to “nothing changes” (mean error 30 t a partner, against 25 t)" in lost.en
    assert "Stocks built up before the ban." in lost.en
    assert "「変化なし」に劣る" in lost.ja
    assert len(record([WINS])) == 1
    assert "no back-test" in record([])[0].en


def test_assumptions_of_one_name_are_told_apart_by_their_ids():
    other = replace(REFUSED, id="licence.refused_share.boria")
    names = [each.name.en for each in told_apart([REFUSED, other])]
    assert names == [
        "share of licences refused [licence.refused_share]",
        "share of licences refused [licence.refused_share.boria]",
    ]
    assert told_apart([REFUSED]) == [REFUSED]


def test_an_assumption_has_value_range_how_sure_and_source():
    assert assumption(REFUSED).en.startswith("Share of licences refused: 50 % (20 %–80 %); a judgement. A made-up")
    assert "Ministry" not in assumption(REFUSED, short=True).en
