"""Every engine gives what a dense solution gives, and its certificate is true. All networks are made up."""

import importlib.util
import os
import shutil

import numpy as np
import pytest

from orepath.attribution.asked import attribute
from tests.attribution.engines import NETWORKS, expected, flags_of

EPSILON = 2.0**-52
ROUNDED = 8 * EPSILON
"""What the expected shares may be off: the last digits of a float64."""
WELL_FED = 1e3
"""Norms of the inverse up to which a certificate must be small."""
CERTIFIED = 1e-11
SPARK = os.environ.get("OREPATH_TEST_SPARK") == "1"

questions = pytest.mark.parametrize(
    ("labels", "coupling"),
    [("source", "gross"), ("last-stage", "gross"), ("touched", "gross"), ("source", "net"), ("last-stage", "net")],
    ids=lambda each: each,
)


def asked(name, labels, coupling, engine):
    """An engine's answer, its certificate, and what is expected."""
    given = NETWORKS[name]
    stage = "refine" if labels == "last-stage" else None
    flags = flags_of(given) if labels == "touched" else None
    if stage and stage not in given.column("stage"):
        pytest.skip("no node of the stage")
    with attribute(given, engine=engine, coupling=coupling, labels=labels, stage=stage, flags=flags) as answer:
        found = answer.arrow()
        told = expected(given, labels, stage, flags, coupling)
        assert found["node"].to_pylist() == given.column("node")
        assert answer.labels == told.labels and found.column_names[1:] == [*told.labels]
        return np.column_stack([column.to_numpy() for column in found.columns[1:]]), answer.certificate, told


def assert_certified(found, certificate, told, labels):
    wrong = float(np.abs(found - told.shares).max(initial=0.0))
    assert wrong <= certificate + ROUNDED
    assert certificate <= CERTIFIED or told.norm > WELL_FED
    assert np.isfinite(found).all() and found.min(initial=0.0) >= 0 and found.max(initial=0.0) <= 1
    if labels != "touched":
        assert np.abs(found.sum(axis=1) - 1).max(initial=0.0) <= found.shape[1] * (certificate + ROUNDED)
    return wrong


@questions
@pytest.mark.parametrize("name", NETWORKS)
def test_memory(name, labels, coupling):
    found, certificate, told = asked(name, labels, coupling, "memory")
    assert assert_certified(found, certificate, told, labels) <= 1e-13 * told.norm


FEW = {
    ("source", "gross"): [
        name for name in NETWORKS if not name.endswith("labels") or name in ("33 labels", "64 labels")
    ],
    ("last-stage", "gross"): ["diamond", "two cyclic parts in sequence", "a cycle that nobody feeds", "random, thin"],
    ("touched", "gross"): ["nested cycles", "a cycle that nobody feeds", "a cyclic part of 65", "self-loops"],
    ("source", "net"): ["chain", "one cycle", "random, thin"],
    ("last-stage", "net"): ["nested cycles", "random, dense"],
}
RELATIONAL = [(name, *question) for question, names in FEW.items() for name in names]


@pytest.mark.parametrize(("name", "labels", "coupling"), RELATIONAL)
def test_duckdb(name, labels, coupling):
    found, certificate, told = asked(name, labels, coupling, "duckdb")
    assert_certified(found, certificate, told, labels)


@pytest.mark.skipif(
    not SPARK or importlib.util.find_spec("pyspark") is None or shutil.which("java") is None,
    reason="Spark is asked for by OREPATH_TEST_SPARK=1 where pyspark and Java are (`make test-spark`)",
)
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("name", "labels", "coupling"), RELATIONAL[::4])
def test_spark(name, labels, coupling):
    found, certificate, told = asked(name, labels, coupling, "spark")
    assert_certified(found, certificate, told, labels)


@questions
def test_engines_agree_on_a_self_loop_that_nobody_feeds(labels, coupling):
    name = "a self-loop that nobody feeds"
    memory, duckdb = (asked(name, labels, coupling, engine)[0] for engine in ("memory", "duckdb"))
    assert np.abs(memory - duckdb).max() <= ROUNDED


def test_a_certificate_that_is_too_small_would_be_seen():
    found, _, told = asked("nested cycles", "source", "gross", "memory")
    with pytest.raises(AssertionError):
        assert_certified(found * (1 - 1e-12), 1e-14, told, "source")


def test_an_expected_share_is_the_fraction():
    told = expected(NETWORKS["one cycle"])
    assert told.labels == ("L00", "L01", "unattributed")
    # b has 1 of a and 2 of d; c has 2 of b and 1/2 of its own; d is c: b = (a + 2 d) / 3, d = (4 b + c) / 5
    node = NETWORKS["one cycle"].index
    assert float(told.shares[node["b"], 0]) == pytest.approx(5 / 7, abs=1e-16)
    assert float(told.shares[node["e"], 1]) == pytest.approx(3 / 7, abs=1e-16)
