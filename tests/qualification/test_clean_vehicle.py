"""The critical-minerals share of a clean vehicle, against cases that a person can work by hand."""

from datetime import date, timedelta

import pandas as pd
import polars as pl
import pyarrow.csv as pacsv
import pytest

from orepath.qualification.qualify import qualify
from orepath.qualification.rule_file import load
from orepath.tabular.quantity import percent
from tests.docs.pages import DOCS
from tests.qualification.made_up_tables import cases, exact, written

RULE = "clean-vehicle-critical-minerals"
AGREEMENT = "us-japan-2023"
SAMPLE = DOCS / "how-to" / "qualify-a-battery" / "chains.csv"
COLUMNS = ("chain_id", "mineral", "value_usd", "activity", "country", "entity_id", "value_added_usd")


def table(case, folder):
    if case.get("chains") == "sample":
        return SAMPLE
    return written(folder / "chains.csv", [{**dict.fromkeys(COLUMNS, ""), **row} for row in case["rows"]])


def asked(case, folder):
    days = {name: case[name] for name in ("acquired", "reported") if name in case}
    without = case.get("without", ())
    return qualify(RULE, table(case, folder), test=case["test"], on=case["day"], without=without, **days)


@pytest.mark.parametrize("case", cases("clean_vehicle"), ids=lambda case: case["title"])
def test_case(case, tmp_path):
    found, expected = asked(case, tmp_path), case["expect"]
    assert (found.applies, found.passes) == (expected["applies"], expected["passes"])
    for name in ("share", "low", "high", "threshold"):
        if name in expected:
            assert getattr(found, name) == exact(expected[name]), name
    if "missing" in expected:
        assert len(found.missing) == expected["missing"]
    if "percent" in expected:
        assert percent(found.share) == expected["percent"]
    for name, value in expected.get("without", {}).items():
        other = getattr(found.without[AGREEMENT], name)
        assert other == (value if name == "passes" else exact(value)), name


def test_the_sample_with_and_without_the_agreement_at_once():
    found = qualify(RULE, SAMPLE, test="traced", on="2025-06-01")
    assert (percent(found.share), found.passes) == ("61.0", True)
    assert list(found.without) == [AGREEMENT]
    other = found.without[AGREEMENT]
    assert (percent(other.share), other.passes, other.dropped) == ("37.0", False, (AGREEMENT,))
    assert qualify(RULE, SAMPLE, test="traced", on="2025-06-01", without=[AGREEMENT]).without == {}


def test_each_chain_and_each_step_are_told():
    found = qualify(RULE, SAMPLE, test="traced", on="2025-06-01")
    counts = {chain.chain_id: int(chain.counts) for chain in found.chains}
    assert counts == {"Li": 3000, "Ni-A": 2400, "Ni-B": 300, "Co": 0, "Gr": 400}
    steps = [(step.chain_id, step.step) for step in found.steps]
    assert steps[:4] == [("Li", "extraction"), ("Li", "processing"), ("Li", "counts_share"), ("Li", "counts")]
    assert [step for chain, step in steps if chain == ""] == ["total", "counted_total", "share", "compare"]
    [japan] = [figure for step in found.steps for figure in step.uses if AGREEMENT in figure.name.en]
    assert (int(japan.value), japan.unit, japan.where, japan.how_sure) == (1200, "USD", "chains.csv, row 5", "F")
    assert all(step.said.en and step.said.ja for step in found.steps)


def test_the_agreement_is_named_by_data_alone():
    """Status by agreement is what the rule's file says; without a date in force it does not count before."""
    rule = load(RULE)
    [member] = [each for each in rule.sets["counted"] if each.agreement]
    assert member.agreement == AGREEMENT and rule.agreements() == (AGREEMENT,)
    assert member.item in rule.members("counted", member.from_)
    assert member.item not in rule.members("counted", member.from_ - timedelta(days=1))
    assert member.item not in rule.members("counted", date(2025, 1, 1), [AGREEMENT])
    assert len(rule.members("counted", date(2025, 1, 1))) == 22  # the United States and 21 others


@pytest.mark.parametrize("kind", ["pandas", "polars", "arrow"])
def test_a_table_in_memory_gives_the_same(kind):
    read = {"pandas": pd.read_csv, "polars": pl.read_csv, "arrow": pacsv.read_csv}[kind]
    found = qualify(RULE, read(SAMPLE), test="traced", on=date(2025, 6, 1))
    assert (percent(found.share), found.chains[0].value_usd) == ("61.0", 3000)
    assert found.steps[0].uses[0].where == "table, row 1"
