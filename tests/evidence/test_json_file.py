"""JSON read with care."""

import pytest

from orepath.errors import SourceError
from orepath.evidence.json_file import MOST_VALUES, json_file, json_text


def refusal(tmp_path, content: bytes, most: int = 10_000_000) -> tuple[str, str]:
    path = tmp_path / "made-up.json"
    path.write_bytes(content)
    with pytest.raises(SourceError) as raised:
        json_file(path, most)
    (only,) = raised.value.faults
    return only.code, only.text()


def test_what_is_read(tmp_path):
    path = tmp_path / "made-up.json"
    path.write_bytes(b'\xef\xbb\xbf[{"place": "Boria"}]')
    assert json_file(path, 100) == [{"place": "Boria"}]


def test_a_letter_written_as_two_halves_is_one():
    assert json_text(r'["\ud83d\ude00", "\\ud83d"]') == ["\U0001f600", r"\ud83d"]


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b'[{"a": 1', "file_truncated", "line 1"),
        (b'["open', "file_truncated", "a text is not closed"),
        (b'{"a": 1,, "b": 2} ', "malformed", "JSON"),
        (b'{"a": 1, "b": 2, "a": 3}', "malformed", "key 'a' twice"),
        (b'{"a": NaN}', "malformed", "NaN"),
        (b'{"a": -Infinity}', "malformed", "Infinity"),
        (b"[" * 200_000, "malformed", "nested too deep"),
        (b"1" * 100_000, "malformed", "JSON"),
        (
            b'{"a": 1,\n"b": "\\uD83D"}',
            "malformed",
            "line 2: this cannot be read as JSON (half",
        ),
        (b'{"\\udc00\\ud800": 1}', "malformed", "half of a surrogate pair"),
        (b'{"a": "\xff"}', "wrong_encoding", "utf-8"),
        (b'{"a": "\x00"}', "zero_byte", "zero byte"),
        (b"", "file_empty", ""),
    ],
)
def test_what_is_refused(content, code, said, tmp_path):
    found, text = refusal(tmp_path, content)
    assert found == code
    assert said in text


def test_a_file_too_large_is_not_read(tmp_path):
    assert refusal(tmp_path, b"[1, 2, 3]", 5)[0] == "file_too_large"


def test_a_text_that_is_no_json():
    with pytest.raises(ValueError, match="Expecting"):
        json_text("[")


@pytest.mark.parametrize("value", [b"{}", b"[]", b"1"])
def test_more_values_than_are_read_are_refused_before_they_take_memory(value, tmp_path):
    code, said = refusal(tmp_path, b"[" + b",".join([value] * (MOST_VALUES + 1)) + b"]")
    assert code == "json_values" and "at most 2500000 are read" in said
