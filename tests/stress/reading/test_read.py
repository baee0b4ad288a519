"""Files of shocks: `cases.yaml`, then files that are none, and whatever else a file may hold."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from orepath.errors import InputError
from orepath.stress.reading import read_shocks
from orepath.stress.reading.file import parse_shocks
from orepath.stress.reading.words import keys, words
from orepath.stress.shock import INSTRUMENTS

CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text("utf-8"))
READ = [case for case in CASES if "read" in case]
FAULTY = [case for case in CASES if "faults" in case]


def said(shock, key):
    if key == "cut":
        return [pytest.approx(number) for number in (shock.cut.value, shock.cut.low, shock.cut.high)]
    value = {
        "ramp": shock.ramp_months,
        "full_stop": shock.full_stop_months and shock.full_stop_months.value,
        "lasts": shock.lasts_months and shock.lasts_months.value,
        "notes": len(shock.notes),
    }.get(key, getattr(shock, key, None))
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("case", READ, ids=[case["case"] for case in READ])
def test_read(case):
    found = {shock.id: shock for shock in parse_shocks(case["file"], "shocks.toml")}
    assert list(found) == list(case["read"])
    for id_, expected in case["read"].items():
        assert {key: said(found[id_], key) for key in expected} == expected


@pytest.mark.parametrize("case", FAULTY, ids=[case["case"] for case in FAULTY])
def test_faults(case):
    with pytest.raises(InputError) as raised:
        parse_shocks(case["file"], "shocks.toml")
    told = [fault.text() for fault in raised.value.faults]
    assert len(told) == len(case["faults"]), told
    for text, expected in zip(told, case["faults"], strict=True):
        assert expected in text and text.startswith("shocks.toml")
    assert all(fault.text("ja") for fault in raised.value.faults)


@pytest.mark.parametrize(
    ("content", "expected"),
    [(None, "no such file"), (b"\xff\xfe\x00", "not UTF-8"), (b"[[shock", "TOML"), ("", "a folder")],
)
def test_a_file_that_is_none(tmp_path, content, expected):
    path = tmp_path / "shocks.toml"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content == "":
        path.mkdir()
    with pytest.raises(InputError, match=expected):
        read_shocks(path)


def test_a_byte_order_mark_is_no_fault(tmp_path):
    path = tmp_path / "shocks.toml"
    path.write_bytes(b"\xef\xbb\xbf" + READ[0]["file"].encode())
    assert len(read_shocks(path)) == 1


@pytest.mark.parametrize("word", list(words()))
def test_every_word_reads_and_rests_on_a_named_assumption(word):
    imposer = 'origins = ["CN"]' if words()[word].instrument == "transport" else 'imposer = "CN"'
    text = f'[[shock]]\n{imposer}\nminerals = "graphite"\ninstrument = "{word}"\nfrom_ = 2030-01-01\n'
    (shock,) = parse_shocks(text, "shocks.toml")
    assert shock.instrument in INSTRUMENTS
    assert 0 <= shock.cut.low <= shock.cut.value <= shock.cut.high <= 1
    assert shock.cut.source.en and shock.cut.source.ja and shock.name.en and shock.name.ja


def test_a_source_of_the_file_stands_beside_its_numbers():
    text = READ[0]["file"] + 'source = "Made-up notice 1"\n'
    assert parse_shocks(text, "shocks.toml")[0].cut.source.en == "Made-up notice 1"
    assert "shocks.toml" in parse_shocks(READ[0]["file"], "shocks.toml")[0].cut.source.en


VALUES = st.one_of(
    st.booleans(),
    st.integers(-3, 300).map(str),
    st.floats(-1, 2).map(lambda number: f"{number:.3f}"),
    st.sampled_from(['"CN"', '"all"', '""', '"graphite"', '["JP", "US"]', "[]", "[1]", "{}", '"ban"', '"2030-01-01"']),
    st.dates(date(2000, 1, 1), date(2040, 1, 1)).map(str),
)


@given(st.dictionaries(st.sampled_from([*keys(), "nothing"]), VALUES, max_size=8))
def test_a_file_is_read_or_refused_and_never_breaks(fields):
    lines = [f"{key} = {str(value).lower() if isinstance(value, bool) else value}" for key, value in fields.items()]
    text = "\n".join(["[[shock]]", *lines])
    try:
        found = parse_shocks(text, "shocks.toml")
    except InputError as error:
        assert error.faults and error.message("ja")
    else:
        assert found == parse_shocks(text, "shocks.toml")
