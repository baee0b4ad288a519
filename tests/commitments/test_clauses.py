"""The clauses of every room: read by the code, complete in both languages, and about registers that exist."""

import ast
import string
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest

from orepath.commitments.clauses import Clauses, clauses
from orepath.commitments.finding import Verdict
from orepath.evidence.register import registers
from orepath.vocabulary.language import LANGS, Text
from orepath.vocabulary.terms import properties

FOLDER = Path(str(files("orepath.commitments")))
ROOMS = sorted(path.parent.name for path in FOLDER.glob("*/clauses.toml"))


def of(room: str) -> Clauses:
    return clauses(f"orepath.commitments.{room}")


def texts(room: str) -> dict[str, Text]:
    found = of(room)
    return {
        "never": found.never,
        **{f"parameters.{key}": parameter.reference for key, parameter in found.parameters.items()},
        **{f"titles.{key}": title for key, title in found.titles.items()},
        **{f"reasons.{key}": reason for key, reason in found.reasons.items()},
        **{f"missing.{key}.what": lack.what for key, lack in found.missing.items()},
        **{f"missing.{key}.who": lack.who for key, lack in found.missing.items()},
    }


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def said_in_code(room: str) -> set[str]:
    trees = [ast.parse(path.read_text("utf-8")) for path in (FOLDER / room).glob("*.py")]
    return {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}


def test_there_are_nine_rooms():
    assert len(ROOMS) == 9


@pytest.mark.parametrize("room", ROOMS)
def test_both_languages_say_the_same_things(room: str):
    for key, text in texts(room).items():
        assert names(text.en) == names(text.ja), key
        assert all(text.in_(lang).strip() for lang in LANGS), key
        assert text.en.isascii(), key
        assert text.ja[-1] == "。" or not key.startswith(("reasons", "never", "parameters")), key
        assert "(" not in text.ja and ")" not in text.ja, key


@pytest.mark.parametrize("room", ROOMS)
def test_nothing_is_called_coercion(room: str):
    for text in texts(room).values():
        assert "coerc" not in text.en.casefold() and "威圧" not in text.ja


@pytest.mark.parametrize("room", ROOMS)
def test_everything_written_is_said_somewhere(room: str):
    known = {*said_in_code(room), *(f"summary_{verdict}" for verdict in get_args(Verdict))}
    found = of(room)
    assert {key for key in found.reasons if key not in known} == set()
    assert {key for key in found.missing if key not in known} == set()
    read = said_in_code(room) | {"end_of_month"}  # end_of_month: what review_dates does, stated where people look
    assert {key for key in found.parameters if key not in read} == set()


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_reads_what_exists(room: str):
    assert of(room).reads
    assert set(of(room).reads) <= {*registers(), *properties()}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_opens_with_three_sentences(room: str):
    docstring = ast.get_docstring(ast.parse((FOLDER / room / "__init__.py").read_text("utf-8"))) or ""
    assert [line[-1] for line in docstring.splitlines() if line] == [".", ".", "."]
    assert docstring.splitlines()[-1].startswith("It never ")
