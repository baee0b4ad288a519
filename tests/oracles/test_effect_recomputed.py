"""The effect of FTA status in the dossier, reckoned again from the sample chains by the words of the rule."""

import csv
from collections import defaultdict
from fractions import Fraction
from importlib.resources import files

import pytest

THRESHOLDS = {"2023-04-18": 40, "2024-01-01": 50, "2025-01-01": 60, "2026-01-01": 70}
"""Percent by the first day of placing in service: 26 USC 30D(e)(1)(B)."""
COUNTED = {
    *("US", "AU", "BH", "CA", "CL", "CO", "CR", "DO", "SV", "GT", "HN", "IL", "JO", "KR", "MX", "MA", "NI", "OM"),
    *("PA", "PE", "SG"),
}
NORTH_AMERICA = {"US", "CA", "MX"}
RESTING = {"JP"}
"""Whose status rested on the Agreement of 2023."""


@pytest.fixture(scope="module")
def chains():
    content = files("orepath.review.chapters").joinpath("effect_chains.csv").read_text("utf-8")
    found = defaultdict(list)
    for row in csv.DictReader(content.splitlines()):
        found[row["chain_id"]].append(row)
    return found


def best(steps, counted):
    """The largest share of value added that counts, over the activities of a chain."""
    shares = []
    for activity in {step["activity"] for step in steps}:
        places = NORTH_AMERICA if activity == "recycling" else counted
        added = [
            (step["country"] in places, Fraction(step["value_added_usd"]))
            for step in steps
            if step["activity"] == activity
        ]
        shares.append(sum(value for inside, value in added if inside) / sum(value for _, value in added))
    return max(shares)


def share(chains, test, counted):
    values = {chain: Fraction(steps[0]["value_usd"]) for chain, steps in chains.items()}
    part = {chain: best(steps, counted) for chain, steps in chains.items()}
    if test == "half":
        part = {chain: Fraction(each >= Fraction(1, 2)) for chain, each in part.items()}
    return sum(values[chain] * part[chain] for chain in chains) / sum(values.values())


def test_every_share_and_its_comparison(recomputed, chains):
    effect = recomputed.content["fta_effect"]
    assert effect["samples"] is True and set(effect["places"]) == RESTING and effect["ended_after"] == "2025-09-30"
    seen = set()
    for entry in effect["shares"]:
        threshold = Fraction(THRESHOLDS[entry["from_"]], 100)
        assert Fraction(entry["threshold"]) == threshold
        for key, counted in (("with", COUNTED | RESTING), ("without", COUNTED)):
            expected = share(chains, entry["test"], counted)
            shown = entry[key]
            assert Fraction(shown["share"]) == expected
            assert shown["percent"] == f"{float(100 * expected):.1f}"
            assert (shown["applies"], shown["passes"]) == (True, expected >= threshold)
            seen.add((entry["test"], key, shown["percent"]))
    assert seen == {
        *(("traced", "with", "61.0"), ("traced", "without", "37.0")),
        *(("half", "with", "75.0"), ("half", "without", "35.0")),
    }


def test_no_figure_of_the_samples_stands_among_the_evidence(recomputed):
    subjects = " ".join(figure["subject"]["en"] for figure in recomputed.figures.values())
    assert "sample" not in subjects.casefold()
    [shown] = [table for table in recomputed.content["tables"] if table["id"] == "fta-effect-shares"]
    assert all("figure" not in (cell or {}) for row in shown["rows"] for cell in row)
