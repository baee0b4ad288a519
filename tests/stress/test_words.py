"""Every text of an answer is in both languages, with the same placeholders, and judges nobody."""

import string
import tomllib
from pathlib import Path

import pytest

import orepath

ROOT = Path(orepath.__file__).parent
FILES = ("stress/words.toml", "review/stress_page/texts.toml", "cli/stress.toml")


def entries(found, name=""):
    if set(found) == {"en", "ja"} and isinstance(found["en"], str):
        yield name, found
        return
    for key, inner in found.items():
        yield from entries(inner, f"{name}.{key}" if name else key)


def texts():
    for file in FILES:
        for name, found in entries(tomllib.loads((ROOT / file).read_text("utf-8"))):
            yield pytest.param(found, id=f"{file}:{name}")


def holes(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("found", list(texts()))
def test_a_text_says_the_same_in_both_languages(found):
    assert found["en"] and found["ja"]
    assert holes(found["en"]) == holes(found["ja"])
    assert "coerc" not in found["en"].lower()
    assert "威圧" not in found["ja"]
