"""Faults about names say in Japanese what kind of name it is."""

import re
from pathlib import Path

from orepath.errors import UnknownName, fault, kinds

CODE = Path(__file__).resolve().parents[2] / "src" / "orepath"
NAMED = re.compile(r"""UnknownName\(\s*"([a-z_ ]+)"|kind="([a-z_ ]+)",|_find\("([a-z]+)",""")


def test_every_kind_in_the_code_has_a_japanese_name():
    said = {name for path in CODE.rglob("*.py") for found in NAMED.findall(path.read_text("utf-8")) for name in found}
    assert {"place", "register", "mineral"} <= said - {""}
    assert said - {""} - {"words"} <= set(kinds())


def test_a_fault_says_it_in_its_language():
    found = UnknownName("place", "Atlantis", ["Boria"]).faults[0]
    assert found.text("ja").startswith("「Atlantis」は国・地域として")
    assert found.text("en").startswith("place 'Atlantis'")


def test_a_column_keeps_its_name():
    said = fault("unknown_name", kind="basis", found="x", allowed="y", meant="").text("ja")
    assert "basis" in said
