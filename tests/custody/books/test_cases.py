"""Cases a lawyer can read: what happened to lots, what of it may be claimed, and what cannot be true."""

import re
from pathlib import Path

import pytest
import yaml

from orepath.custody.books.ledger import keep
from orepath.custody.books.stocks import amount
from orepath.custody.books.violation import VIOLATIONS
from orepath.custody.document import Document
from tests.custody.books.told import told

FILES = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in Path(__file__).parent.glob("cases/*.yaml")}
CASES = [(stem, each) for stem, file in sorted(FILES.items()) for each in file["cases"]]
FINDING = re.compile(r"(?P<kind>\w+)(?: of (?P<lots>[^:]+))?: (?P<proof>[\d, ]+)")


def found_in(case):
    events = [told(number, line) for number, line in enumerate(case["events"], 1)]
    return keep([Document("made-up", "made-up", lambda: iter(events))], case.get("model", "mass-balance"))


def granted(found):
    """Derived claims that stand, as ``lot amount as content under model``."""
    columns = found.columns
    return sorted(
        f"{columns.lots[each.lot]} {amount(each.amount, int(found.held.dimension[each.lot])).en} "
        f"as {each.content} under {each.model}"
        for each in found.granted()
        if not each.declared
    )


def finding(violation):
    lines = ", ".join(sorted((where.removeprefix("line ") for where in violation.where), key=int))
    lots = f" of {', '.join(violation.lots)}" if violation.lots else ""
    return f"{violation.kind}{lots}: {lines}"


def test_there_are_cases():
    assert len(CASES) > 60
    told_of = {each.partition(":")[0].split(" ")[0] for _, case in CASES for each in case.get("violations", ())}
    assert told_of == set(VIOLATIONS) - {"contents_exceed", "documents_differ", "identifier_mismatch"}


@pytest.mark.parametrize(("stem", "case"), CASES, ids=[f"{stem}: {case['name']}" for stem, case in CASES])
def test_case(stem, case):
    assert case["because"]
    found = found_in(case)
    assert [finding(each) for each in found.violations] == case.get("violations", []), [
        each.explanation.en for each in found.violations
    ]
    if "granted" in case:
        assert granted(found) == sorted(case["granted"])
    for language in ("en", "ja"):
        for said, each in zip(case.get(f"says_{language}", ()), found.violations, strict=False):
            assert said == getattr(each.explanation, language)
    ids = set(found.event_ids())
    for each in found.violations:
        assert len(each.events) == len(each.where)
        assert set(each.events) <= ids
    for balance in case.get("balances", ()):
        mine = [each for each in found.balances() if (each.site, each.content) == (balance["site"], balance["content"])]
        shown = [
            f"{each.from_} to {each.until}: {each.went_in:f} in, {each.claimed:f} claimed, {each.left:f} left"
            for each in mine
        ]
        assert shown == balance["periods"]
