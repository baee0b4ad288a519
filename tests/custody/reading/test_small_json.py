"""JSON documents that fit into memory: what is read, and what is refused before it takes time or memory."""

import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.custody.reading.small_json import DEEPEST, MOST_BYTES, MOST_VALUES, load, parse
from orepath.errors import InputError


def code_of(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        parse(data, "made-up.json")
    assert caught.value.message("ja")
    return caught.value.faults[0].code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_give_the_same(encoding: str):
    assert parse('{"name": "鉱石 é 😀"}'.encode(encoding), "made-up.json") == {"name": "鉱石 é 😀"}


def test_numbers_are_exact():
    found = parse(b'{"a": 0.1, "b": 12345678901234567890, "c": -1.7976931348623157E+308}', "made-up.json")
    assert found == {"a": Decimal("0.1"), "b": 12345678901234567890, "c": Decimal("-1.7976931348623157E+308")}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"a": 1, "a": 1}', "custody_json_twice"),
        (b'{"a": NaN}', "custody_json_number"),
        (b"[-Infinity]", "custody_json_number"),
        (b"[1e999999999]", "custody_json_number"),
        (b"[1e-999999999]", "custody_json_number"),
        (b"[" + b"9" * 5000 + b"]", "custody_json_number"),
        (b'{"a', "custody_json_ends"),
        (b'{"a": [1, 2', "custody_json_ends"),
        (b"{'a': 1}", "custody_json"),
        (b'{"a": 1} {"b": 2}', "custody_json"),
        (b"", "file_empty"),
        (b" \n", "file_empty"),
        (b'{"a": "\xe9"}', "custody_encoding"),
        (b"[1]\x00", "custody_encoding"),
        (b"\xff\xfe\x5b", "custody_encoding"),
        (b'["\\ud800"]', "custody_encoding"),
        (b'{"\\udc00": 1}', "custody_encoding"),
        (b"[" * 100_000, "custody_json_deep"),
        (b'{"a":' * 100_000, "custody_json_deep"),
        (b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1), "custody_json_deep"),
        (b"[" + b"{}," * MOST_VALUES + b"{}]", "custody_json_many"),
    ],
)
def test_what_is_refused(data: bytes, code: str):
    assert code_of(data) == code


def test_a_whole_character_in_two_escapes_is_read():
    assert parse(b'["\\ud83d\\ude00"]', "made-up.json") == ["😀"]


def test_the_deepest_that_is_read():
    assert parse(b"[" * DEEPEST + b"]" * DEEPEST, "made-up.json")


def test_the_place_of_a_fault_is_said():
    with pytest.raises(InputError, match="line 3, column 8") as caught:
        parse(b'{\n"a": 1,\n"b": 2 "c"}', "made-up.json")
    assert "made-up.json" in str(caught.value)


def test_a_file_of_200_mb_is_refused_at_once(tmp_path: Path):
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    begun = time.perf_counter()
    with pytest.raises(InputError) as caught:
        load(path)
    assert caught.value.faults[0].code == "custody_json_large"
    assert caught.value.faults[0].values == {"found": 200_000_000, "maximum": MOST_BYTES}
    assert time.perf_counter() - begun < 1


@pytest.mark.parametrize(("name", "code"), [("absent.json", "file_missing"), (".", "file_is_folder")])
def test_no_file(tmp_path: Path, name: str, code: str):
    with pytest.raises(InputError) as caught:
        load(tmp_path / name)
    assert caught.value.faults[0].code == code


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes):
    try:
        parse(data, "made-up.json")
    except InputError as error:
        assert error.message("en")
        assert error.message("ja")
