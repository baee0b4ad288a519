"""How numbers are written in each language."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.errors import UnknownName
from orepath.review.figure import Figure
from orepath.review.numbers import bare_text, display_units, full_text, mark, number_text
from orepath.vocabulary.language import Text

NOTHING = Text("", "")


def figure(value=None, unit="t", status="reported", **more) -> Figure:
    return Figure(NOTHING, value, unit, NOTHING, status=status, **more)


@pytest.mark.parametrize(
    ("found", "english", "japanese"),
    [
        (figure(3_300_000.0), "3,300,000 t", "3,300,000トン"),
        (figure(0.0), "0 t", "0トン"),
        (figure(0.4808, "share"), "48.1%", "48.1%"),
        (figure(0.0001, "share"), "0.01%", "0.01%"),
        (figure(1250.5, "usd_per_t"), "1,250 US dollars per t", "1トン当たり1,250米ドル"),
        (figure(0.21345, "index"), "0.213", "0.213"),
        (figure(-0.5, "share"), "-50.0%", "-50.0%"),
        (figure(2.0, "years"), "2 years", "2年"),
        (figure(None, status="withheld"), "withheld", "秘匿"),
        (figure(None, status="not_available"), "not available", "入手不能（未公表）"),
        (figure(None, status="unknown"), "unknown", "不明"),
        (figure(None, status="less_than", low=0.0, high=1000.0), "less than 1,000 t", "1,000トン未満"),
        (figure(None, status="greater_than", low=0.95, unit="share"), "more than 95.0%", "95.0%超"),
        (figure(None, status="range", low=40_000.0, high=50_000.0), "40,000–50,000 t", "40,000～50,000トン"),
        (figure(None, status="range", low=40_000.0), "unknown", "不明"),
        (figure(None), "unknown", "不明"),
    ],
)
def test_in_a_text(found, english, japanese):
    assert (full_text(found, "en"), full_text(found, "ja")) == (english, japanese)


@pytest.mark.parametrize(
    ("found", "unit", "english", "japanese"),
    [
        (figure(3_300_000.0), "kt", "3,300.0", "3,300.0"),
        (figure(12_345_678.0, "usd"), "usd_million", "12.3", "12.3"),
        (figure(None, status="withheld"), "t", "W", "秘匿"),
        (figure(None, status="less_than", high=1000.0), "t", "less than 1,000", "1,000未満"),
    ],
)
def test_in_a_column(found, unit, english, japanese):
    assert (bare_text(found, "en", unit), bare_text(found, "ja", unit)) == (english, japanese)


def test_a_unit_of_another_quantity_is_refused():
    with pytest.raises(UnknownName, match="usd"):
        bare_text(figure(1.0), "en", "usd")


def test_an_estimate_is_marked_and_an_unknown_is_not():
    assert (mark(figure(1.0, status="estimated")), mark(figure(None, status="estimated"))) == ("e", "")


@given(st.floats(min_value=-1e15, max_value=1e15), st.integers(0, 3), st.sampled_from(["en", "ja"]))
def test_what_is_written_is_what_was_meant(value, decimals, lang):
    said = number_text(value, lang, decimals)
    back = float(said.replace(",", ""))
    assert re.fullmatch(r"-?[\d,]+(\.\d+)?", said)
    assert abs(back - value) <= max(0.51 * 10**-decimals, abs(value) * 1e-12)


@given(st.floats(min_value=1e-6, max_value=1e9), st.sampled_from(["en", "ja"]))
def test_what_is_not_nothing_never_reads_as_zero(value, lang):
    assert float(number_text(value, lang, 0).replace(",", "")) > 0


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(ValueError, match="not a number"):
        number_text(value, "en")


def test_every_unit_says_its_name_and_holds_the_number():
    for unit in display_units().values():
        assert unit.head.en
        assert unit.head.ja
        assert all("{number}" in said for said in (unit.after.en, unit.after.ja))
