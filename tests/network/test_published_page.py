"""The page on networks as published quotes figures; each is what the packaged release gives today."""

import re
from collections.abc import Iterator

import pytest

from orepath.attribution.attribute import attribute
from orepath.criticality.supply import supply, years
from orepath.evidence.store import Evidence
from orepath.network.published import published
from orepath.network.published_differences import Difference, differences
from orepath.network.published_unknowns import unknowns
from orepath.reference.packaged import packaged
from tests.docs.pages import DOCS

PAGE = DOCS / "reference" / "networks-published.md"
MINERALS = ("cobalt", "lithium", "manganese", "nickel")
LEAST = 0.5  # tonnes: what is smaller is an imbalance that rounding to tonnes hides


@pytest.fixture(scope="module")
def evidence():
    return Evidence([packaged()])


@pytest.fixture(scope="module")
def lines():
    return PAGE.read_text("utf-8").splitlines()


def tonnes(value: float | None) -> str:
    return "none" if value is None else f"{value:,.0f}"


def size_rows(evidence: Evidence) -> Iterator[str]:
    """Nodes, flows and slack of each network."""
    for mineral in MINERALS:
        network = published(evidence, mineral, 2020)
        grams = network.slack_t * 1e6
        yield f"| {mineral} | {network.nodes.num_rows} | {network.flows.num_rows} | {grams:.0f} g |"


def unknown_rows(evidence: Evidence) -> Iterator[str]:
    """The unknown nodes of each network, the largest first."""
    for mineral in MINERALS:
        for one in unknowns(published(evidence, mineral, 2020)):
            if one.mass_t >= LEAST:
                stage, way = " ".join(one.stages), {"in": "enters", "out": "leaves"}[one.way]
                figures = f"{tonnes(one.mass_t)} | {tonnes(one.of_t)} | {one.share:.1%}"
                yield f"| {mineral} | {one.name.en} | {way} `{stage}` | {figures} |"


def difference_rows(evidence: Evidence) -> Iterator[str]:
    """Both figures wherever they disagree."""
    for mineral in MINERALS:
        for one in differences(evidence, mineral):
            figures = f"{tonnes(one.figure_t)} | {tonnes(one.tables_t)}"
            yield f"| {mineral} | {one.stage} | {one.place} | {figures} |"


@pytest.mark.parametrize("rows", [size_rows, unknown_rows, difference_rows])
def test_the_tables_are_what_the_release_gives(evidence, lines, rows):
    wanted = list(rows(evidence))
    shape = wanted[0].count("|")
    heads = [number for number, line in enumerate(lines) if set(line) == {"|", "-"} and line.count("|") == shape]
    written = [lines[head + 1 : head + 1 + len(wanted)] for head in heads]
    assert wanted in written
    (head,) = [head for head, found in zip(heads, written, strict=True) if found == wanted]
    assert lines[head + 1 + len(wanted)] == ""


def test_the_sentences_quote_what_the_release_gives(evidence, lines):
    said = re.sub(r"\s+", " ", " ".join(lines))
    cobalt = published(evidence, "cobalt", 2020)
    first = unknowns(cobalt)[0]
    assert f"{tonnes(first.mass_t)} t of the {tonnes(first.of_t)} t of cobalt" in said
    refined = attribute(cobalt, "last-stage", "refine").of("refine-market:CD")["CD"]
    assert f"{refined:.1%} of the refined cobalt that leaves the Democratic Republic of the Congo" in said
    flows = {(row["source"], row["target"]): row["flow"] for row in cobalt.flows.to_pylist()}
    beyond = flows["unknown:additional-refining", "refine-market:CD"]
    mined = cobalt.own[cobalt.index["mine:CD"]]
    assert f"{tonnes(beyond)} t of it from the Democratic Republic of the Congo" in said
    assert f"only {tonnes(mined)} t leave Congolese mines" in said
    apart = {(one.mineral, one.stage, one.place): (one.tables_t or 0) - one.figure_t for one in _all(evidence)}
    assert f"{tonnes(apart['lithium', 'mine', 'AU'])} t of the lithium of Australia" in said
    left_out = apart["cobalt", "refine", "AU"] + apart["cobalt", "refine", "ZA"]
    assert left_out == pytest.approx(apart["cobalt", "refine", "world"])
    assert f"the whole of {tonnes(left_out)} t" in said
    slack = max(published(evidence, mineral, 2020).slack_t for mineral in MINERALS)
    assert round(slack * 1e6) == 20
    for mineral in MINERALS:
        share = attribute(published(evidence, mineral, 2020)).of("product:NCM")["unknown"]
        assert f"{share:.0%} for {mineral}" in said


def test_the_sheet_has_the_same_nickel_mined_and_refined(evidence, lines):
    found = evidence.statements("network_production", mineral="nickel", place="US")
    assert [(one.stage, one.value) for one in found] == [("mine", 16_700), ("refine", 16_700)]
    assert "same 16,700 t of nickel" in " ".join(lines)


def test_no_metric_reads_the_study(evidence):
    for mineral in MINERALS:
        assert years(evidence, mineral, dataset="cheng-2024") == []
        for stage in ("mine", "refine"):
            found = supply(evidence, mineral, stage, 2020)
            assert found is None or "cheng-2024" not in (found.dataset, *found.others)


def _all(evidence: Evidence) -> Iterator[Difference]:
    for mineral in MINERALS:
        yield from differences(evidence, mineral)
