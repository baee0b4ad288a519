"""The page on a user's own network names what the code reads, refuses and warns of."""

import ast
import doctest
import re

from orepath.errors import texts
from orepath.network.network import FLOWS, NODES, STATUSES
from orepath.network.own.columns import LISTED
from orepath.network.own.reading import EDGE_COLUMNS, NODE_COLUMNS, SEPARATOR
from orepath.network.own.warned import CLOSED
from orepath.network.own.warned import texts as warnings
from tests.docs.pages import DOCS, ROOT

PAGE = (DOCS / "reference" / "own-network.md").read_text("utf-8")


def section(title):
    return PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]


def rows(title):
    return {cells[0]: cells[1:] for cells in re.findall(r"^\| `(\w+)` \|(.*?)\|(.*)\|$", section(title), re.MULTILINE)}


def test_columns():
    for title, schema, needed in (("Nodes", NODES, NODE_COLUMNS), ("Edges", FLOWS, EDGE_COLUMNS)):
        told = rows(title)
        assert set(told) == set(schema.names)
        assert {name for name, (need, _) in told.items() if "needed" in need} == set(needed)
    assert all(f"`{status}`" in section("Edges") for status in STATUSES) and f"`{SEPARATOR}`" in section("Edges")


def test_errors():
    told = set(re.findall(r"`(network_\w+)`", section("Errors")))
    assert told <= set(texts()) and {"network_transit_taken", "network_cycle_unfed"} <= told
    made = set()
    package = ROOT / "src" / "orepath"
    for path in (*(package / "network" / "own").glob("*.py"), package / "evidence" / "placing.py"):
        said = {node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)}
        made |= {code for code in texts() if code in said}
    assert made == set(plain_rows("Errors"))
    assert LISTED == 1000 and "thousand" in section("Errors")


def test_warnings():
    told = {code: text.en for code, text in warnings().items()}
    assert {code: "|".join(cells).strip() for code, cells in plain_rows("Warnings").items()} == told
    assert f"{CLOSED:g}".replace("e-0", "e-") in section("Warnings")


def plain_rows(title):
    return {code: [text] for code, text in re.findall(r"^\| `(\w+)` \| (.*) \|$", section(title), re.MULTILINE)}


def test_the_example_runs():
    done = doctest.testfile(str(DOCS / "reference" / "own-network.md"), module_relative=False)
    assert done.attempted > 5 and done.failed == 0
