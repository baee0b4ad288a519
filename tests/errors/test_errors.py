import string

import pytest

from orepath.errors import CheckFailed, InputError, OrepathError, SourceError, UnknownName, fault, texts


@pytest.mark.parametrize("code", texts())
def test_every_text_has_both_languages_with_the_same_placeholders(code):
    entry = texts()[code]

    def holes(key):
        return {name for _, name, _, _ in string.Formatter().parse(entry.get(key, "")) if name}

    assert entry["en"] and entry["ja"]
    assert holes("en") | holes("do_en") == holes("ja") | holes("do_ja")
    assert ("do_en" in entry) == ("do_ja" in entry)


def test_exit_codes_are_those_of_the_contract():
    assert (CheckFailed.exit_code, InputError.exit_code, SourceError.exit_code) == (1, 2, 3)
    assert issubclass(UnknownName, InputError)


def test_many_faults_are_shown_and_counted():
    error = OrepathError([fault("file_empty", f"row {n}") for n in range(50)])
    assert error.message().count("\n") == 20
    assert error.message().endswith("… and 30 more.")
    assert error.message("ja").endswith("…ほか30件。")


def test_a_fault_says_where_what_and_what_to_do():
    said = fault("bad_cell", "made-up.csv, row 3", column="share", found="120 %", allowed="0 to 1").text()
    assert said == "made-up.csv, row 3: column share: found '120 %', allowed: 0 to 1. " + texts()["bad_cell"]["do_en"]
