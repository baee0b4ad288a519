"""No code knows one agreement: Parties and minerals stand in data, never in Python outside `sources/`."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import Locale

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "orepath"
AGREEMENTS = sorted((PACKAGE / "agreements").rglob("*.toml"))
MINERAL_WORDS = tomllib.loads((PACKAGE / "vocabulary" / "minerals.toml").read_text(encoding="utf-8"))


def parties_and_minerals() -> tuple[set[str], set[str]]:
    """Party codes and mineral ids of every packaged agreement."""
    parties, minerals = set(), set()
    for path in AGREEMENTS:
        agreement = tomllib.loads(path.read_text(encoding="utf-8"))
        parties.update(agreement.get("parties", []))
        minerals.update(agreement.get("minerals", []))
    return parties, minerals


def forbidden_words() -> re.Pattern[str]:
    """Names of the Parties and the minerals in English (whole words) and Japanese, in any case."""
    parties, minerals = parties_and_minerals()
    english = {Locale("en").territories[code] for code in parties} | {mineral.replace("-", " ") for mineral in minerals}
    japanese = {Locale("ja").territories[code] for code in parties}
    for mineral in minerals:
        entry = MINERAL_WORDS[mineral]
        japanese.update(name for name in [entry["ja"], *entry["aliases"]] if not name.isascii())
    whole = "|".join(re.escape(word) for word in sorted(english))
    inside = "|".join(re.escape(word) for word in sorted(japanese))
    return re.compile(rf"\b(?:{whole})\b|(?:{inside})(?!語)", re.IGNORECASE)


def docstrings(tree: ast.AST) -> set[ast.AST]:
    """The constants that are documentation, doctests among them."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, owners)]
    said = (statement for body in bodies for statement in body if isinstance(statement, ast.Expr))
    return {statement.value for statement in said if isinstance(statement.value, ast.Constant)}


def spoken(code: str) -> Iterator[tuple[int, str, bool]]:
    """Line, words and whether it is text (else a name) of everything a file's code says."""
    tree = ast.parse(code)
    documentation = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str) and node not in documentation:
                yield node.lineno, node.value, True
            continue
        for key in ("id", "attr", "name", "arg", "asname", "module"):
            name = getattr(node, key, None)
            if isinstance(name, str):
                yield getattr(node, "lineno", 0), name, False


def breaches(code: str) -> list[str]:
    """Where a file's code names a Party or a mineral of an agreement."""
    codes = "|".join(sorted(parties_and_minerals()[0]))
    exact, quoted = re.compile(f"(?:{codes})"), re.compile(f"(['\"])(?:{codes})\\1")
    words = forbidden_words()
    found = []
    for line, said, is_text in spoken(code):
        apart = said if is_text else re.sub(r"(?<=[a-z])(?=[A-Z])", " ", said)
        apart = re.sub(r"[_\-]", " ", apart)
        if words.search(apart) or exact.fullmatch(said) or (is_text and quoted.search(said)):
            found.append(f"line {line}: {said}")
    return found


def code_files() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if "sources" not in path.relative_to(PACKAGE).parts]


def test_agreements_are_read():
    parties, minerals = parties_and_minerals()
    assert len(AGREEMENTS) >= 2
    assert len(parties) >= 2
    assert len(minerals) >= 5
    assert all(re.fullmatch("[A-Z]{2}", party) for party in parties)


def test_minerals_are_known_in_japanese():
    """Else the search for Japanese names would look for nothing."""
    assert len(re.findall("[ぁ-ヿ一-鿿]", forbidden_words().pattern)) > 10


@pytest.mark.parametrize("path", code_files(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_code_outside_sources_names_a_party_or_an_annex_mineral(path: Path):
    assert breaches(path.read_text(encoding="utf-8")) == []
    assert not forbidden_words().search(path.relative_to(PACKAGE).as_posix().replace("_", " ").replace("/", " "))


@pytest.mark.parametrize(
    "code",
    [
        "x = 'US'",
        "x = 'the lithium of the world'",
        "x = f'{y} of Japan'",
        "def share_of_cobalt(): pass",
        "class NickelShare: pass",
        "import orepath.sources.cobalt",
        "f(graphite=1)",
        "sql = \"select * from trade where importer = 'JP'\"",
        "x = 'United States production'",
        "x = 'コバルト'",
        "def f():\n    x = 1\n    return 'manganese'",
        "JP = 1",
    ],
)
def test_a_breach_is_found(code: str):
    assert breaches(code)


@pytest.mark.parametrize(
    "code",
    [
        "'''Docstring on Japan and lithium.\n\n>>> share('lithium')\n'''",
        "def f():\n    '''Of cobalt.'''\n    return 1",
        "x = 'STATUS of a plus'",
        "x = '日本語'",
        "x = 1  # a comment may say Japan",
        "x = 'nickelodeon'",
    ],
)
def test_what_is_no_breach_passes(code: str):
    assert breaches(code) == []
