"""Values as they stand in pre-hash strings."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.custody.identity import words
from orepath.custody.identity.values import decimal, free, instant, number


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("2005-04-03T20:33:31.116-06:00", "2005-04-04T02:33:31.116Z"),
        ("2005-04-03T20:33:31Z", "2005-04-03T20:33:31.000Z"),
        ("2005-04-03T20:33:31.116000-06:00", "2005-04-04T02:33:31.116Z"),
        ("2005-12-31T23:59:59.9995Z", "2006-01-01T00:00:00.000Z"),
        ("2005-12-31T23:59:59.99949Z", "2005-12-31T23:59:59.999Z"),
        ("2005-04-03T20:33:31.123456789123Z", "2005-04-03T20:33:31.123Z"),
    ],
)
def test_times_are_written_in_utc_with_milliseconds(said, text):
    assert instant(said)[1] == text


def test_a_time_is_kept_to_the_microsecond():
    assert instant("1970-01-01T01:00:00.000001+01:00")[0] == 1
    assert instant("1969-12-31T23:59:59.999999Z")[0] == -1


@pytest.mark.parametrize(
    "said",
    [
        "",
        "2005-04-03",
        "2005-04-03T20:33:31",
        "2005-13-03T20:33:31Z",
        "2005-04-03T24:00:00Z",
        "2005-04-03T20:33:60Z",
        "20050403T203331Z",
        "2005-04-03 20:33:31Z",
        "2005-04-03T20:33:31+15:00",
        "0000-04-03T20:33:31Z",
        "0001-01-01T00:00:00+14:00",
        "２005-04-03T20:33:31Z",
    ],
)
def test_what_is_no_time_is_refused(said):
    with pytest.raises(ValueError):
        instant(said)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12))
def test_a_number_is_written_once_whatever_zeros_follow_it(value):
    assert number(value) == number(Decimal(str(value) + "000" if "." in str(value) else f"{value}.000"))
    assert Decimal(number(value)) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [("26.0", "26"), (26, "26"), (Decimal("0.10"), "0.1"), ("-0.0", "0"), ("1E+2", "100"), ("007", "7"), (-5, "-5")],
)
def test_numbers_have_one_form(value, text):
    assert number(value) == text


@pytest.mark.parametrize(
    "value", ["", "x", "NaN", "Infinity", "1e999999999", "1e-400", True, None, [], "9" * 900, 10**400]
)
def test_what_cannot_be_reckoned_with_is_refused(value):
    with pytest.raises(ValueError):
        decimal(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("23.0", "23"),
        ("007", "007"),
        ("+5", "+5"),
        (True, "true"),
        ("true", "true"),
        (Decimal("3.50"), "3.5"),
        ("urn:epcglobal:cbv:disp:active", "https://ref.gs1.org/cbv/Disp-active"),
        ("urn:epc:id:pgln:4012345.00225", "https://id.gs1.org/417/4012345002256"),
        (" a text ", "a text"),
        ("12345678901234567890.10", "12345678901234567890.1"),
        ("1e9999", "1e9999"),
    ],
)
def test_values_of_extension_fields(value, text):
    assert free(value) == text


def test_every_standard_word_is_the_same_bare_as_urn_and_as_web_uri():
    for kind in words.lists():
        entry = words._raw()["words"][kind]
        for word in entry["words"]:
            assert words.uri(kind, word) == words.uri(kind, entry["uri"] + word) == entry["uri"] + word
            assert words.bare(kind, word) == word
            if "urn" in entry:
                assert words.uri(kind, entry["urn"] + word) == entry["uri"] + word
