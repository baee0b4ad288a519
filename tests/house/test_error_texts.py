"""Every fault has its text in English and Japanese, and is raised with what the text's placeholders need."""

import ast
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "orepath"
TEXTS = tomllib.loads((PACKAGE / "errors.toml").read_text(encoding="utf-8"))
MAKERS = {"fault", "Fault"}


def placeholders(text: str) -> set[str]:
    return {name.partition(".")[0].partition("[")[0] for _, name, _, _ in string.Formatter().parse(text) if name}


def calls(code: str) -> Iterator[tuple[str, set[str] | None]]:
    """Code of each fault made with a literal code, and the values it is given (None where that cannot be seen)."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        maker = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        first = node.args[0]
        if maker in MAKERS and isinstance(first, ast.Constant) and isinstance(first.value, str):
            names = {keyword.arg for keyword in node.keywords}
            seen = None if maker == "Fault" or None in names else {name for name in names if name and name != "where"}
            yield first.value, seen


def uses() -> list[tuple[str, str, set[str] | None]]:
    """File, code and values of every fault made in the package."""
    return [
        (path.relative_to(PACKAGE).as_posix(), code, values)
        for path in sorted(PACKAGE.rglob("*.py"))
        for code, values in calls(path.read_text(encoding="utf-8"))
    ]


def test_faults_are_found():
    assert len(uses()) > 5


def test_every_fault_has_a_text():
    assert [f"{file}: {code}" for file, code, _ in uses() if code not in TEXTS] == []


def test_every_fault_gives_what_its_text_needs():
    short = []
    for file, code, values in uses():
        needed = set().union(*(placeholders(text) for text in TEXTS.get(code, {}).values()))
        if values is not None and not needed <= values:
            short.append(f"{file}: {code} lacks {sorted(needed - values)}")
    assert short == []


def test_every_text_is_used():
    """A code counts as used where it stands as text anywhere in the package's code."""
    said = {
        node.value
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(set(TEXTS) - said) == []


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_text_is_in_both_languages_with_the_same_placeholders(code: str):
    entry = TEXTS[code]
    assert set(entry) in ({"en", "ja"}, {"en", "ja", "do_en", "do_ja"})
    assert placeholders(entry["en"]) == placeholders(entry["ja"])
    assert placeholders(entry.get("do_en", "")) == placeholders(entry.get("do_ja", ""))


def test_a_fault_without_text_would_be_found():
    assert list(calls("raise InputError(fault('no_such_code', file, found=1, where='x'))")) == [
        ("no_such_code", {"found"})
    ]
    assert list(calls("fault('a', **more)")) == [("a", None)]
    assert list(calls("other('a')")) == []
