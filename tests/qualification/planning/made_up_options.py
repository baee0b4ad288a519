"""Made-up chains and options, as a case or a test writes them."""

import csv
from pathlib import Path

import yaml

CASES = Path(__file__).parent / "cases"
CHAINS = ("chain_id", "mineral", "value_usd", "activity", "country", "entity_id", "value_added_usd")
OPTIONS = ("option_id", "replaces", "cost_usd", "what", *CHAINS)
RULE = "clean-vehicle-critical-minerals"
MINERALS = {"Li": "lithium", "Ni-A": "nickel", "Ni-B": "nickel", "Co": "cobalt", "Gr": "graphite", "Cu": "copper"}
VECTOR = [
    ["Li", "lithium", 3000, {"extraction": [["AU", 1]], "processing": [["CN", 1]]}],
    ["Ni-A", "nickel", 4000, {"extraction": [["ID", 1]], "processing": [["JP", 60], ["ID", 40]]}],
    ["Ni-B", "nickel", 1000, {"extraction": [["ID", 1]], "processing": [["KR", 30], ["CN", 70]]}],
    ["Co", "cobalt", 1500, {"extraction": [["CD", 1]], "processing": [["CN", 1]]}],
    ["Gr", "graphite", 500, {"recycling": [["CA", 80], ["CN", 20]]}],
]
"""The rule's example: 6,100 of 10,000 USD count, 3,700 without the agreement."""


def cases(name):
    return yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))


def chain_rows(chain_id, mineral, value, done):
    """The rows of a chain."""
    return [
        dict(zip(CHAINS, (chain_id, mineral, str(value), activity, country, "made-up", str(added)), strict=True))
        for activity, steps in done.items()
        for country, added in steps
    ]


def option_rows(option_id, replaces, cost, chains, what=""):
    """The rows of an option."""
    head = {"option_id": option_id, "replaces": replaces, "cost_usd": str(cost), "what": what}
    return [
        {**head, **row}
        for chain_id, value, done in chains
        for row in chain_rows(chain_id, MINERALS[replaces], value, done)
    ]


def written(path, rows, columns):
    """A CSV file of rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def vector(folder, more=()):
    """The file of the rule's example, with further chains."""
    rows = [row for each in (*VECTOR, *more) for row in chain_rows(*each)]
    return written(folder / "chains.csv", rows, CHAINS)


def options(folder, *every):
    """A file of options."""
    return written(folder / "options.csv", [row for each in every for row in option_rows(*each)], OPTIONS)
