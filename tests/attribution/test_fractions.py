"""Last stages and flags against exact fractions, on made-up networks of up to 12 nodes."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orepath.attribution.attribute import attribute
from orepath.attribution.labels import NOT_PROCESSED
from orepath.attribution.system import UNATTRIBUTED
from tests.attribution.engines import expected
from tests.attribution.invented import networks, random_network

STAGE = "refine"


def masses(one):
    """Flows between different nodes, by target, and own mass, as fractions."""
    own = [Fraction(float(mass)) for mass in one.own]
    flow = [{} for _ in own]
    for i, j, mass in zip(one.source.tolist(), one.target.tolist(), one.flow, strict=True):
        if i != j and mass > 0:
            flow[j][i] = flow[j].get(i, Fraction(0)) + Fraction(float(mass))
    return flow, own


def solved(flow, own, label, names):
    """Shares by label of each node, by Gauss-Jordan; what nothing feeds is the last of ``names``."""
    count, fed = len(own), {j for j, mass in enumerate(own) if mass > 0}
    for _ in range(count):
        fed |= {j for j in range(count) if fed & flow[j].keys()}
    rows = []
    for j in range(count):
        through = own[j] + sum(flow[j].values())
        row = [Fraction(int(i == j)) for i in range(count)]
        for i, mass in flow[j].items():
            row[i] -= mass / through if j in fed else 0
        share = own[j] / through if j in fed else Fraction(1)
        at = label[j] if j in fed else names[-1]
        rows.append([*row, *(share if name == at else Fraction(0) for name in names)])
    for pivot in range(count):
        best = next(row for row in range(pivot, count) if rows[row][pivot] != 0)
        rows[pivot], rows[best] = rows[best], rows[pivot]
        rows[pivot] = [cell / rows[pivot][pivot] for cell in rows[pivot]]
        for row in range(count):
            if row != pivot and (factor := rows[row][pivot]) != 0:
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[pivot], strict=True)]
    return [row[count:] for row in rows]


def last_stage(one):
    """Names, and shares of each node as fractions."""
    flow, own = masses(one)
    label = ["unknown" if each in ("", "unknown") else NOT_PROCESSED for each in one.column("label")]
    names = {NOT_PROCESSED}
    for j, (stage, place) in enumerate(zip(one.column("stage"), one.column("place"), strict=True)):
        if stage == STAGE:
            own[j], flow[j], label[j] = own[j] + sum(flow[j].values()), {}, place or "unknown"
            names.add(label[j])
    names |= {each for each, mass in zip(label, own, strict=True) if mass > 0}
    names = [*sorted(names), UNATTRIBUTED]
    return names, solved(flow, own, label, names)


def touched(one, flags):
    """Names, and shares of each node as fractions."""
    columns = []
    for flag in sorted(flags):
        flow, own = masses(one)
        held = {one.index[node] for node in flags[flag]}
        for j in held:
            own[j], flow[j] = Fraction(1), {}
        label = ["yes" if j in held else "no" for j in range(len(own))]
        columns.append([row[0] for row in solved(flow, own, label, ["yes", "no", UNATTRIBUTED])])
    return sorted(flags), [list(row) for row in zip(*columns, strict=True)]


def assert_exact(one, found, exact, norm):
    names, fractions = exact
    assert list(found.labels) == names
    wrong = max(
        (abs(Fraction(share) - fraction) for row, told in zip(found.shares.tolist(), fractions, strict=True)
         for share, fraction in zip(row, told, strict=True)),
        default=Fraction(0),
    )  # fmt: skip
    assert wrong <= Fraction(found.certificate) + Fraction(2) ** -52
    assert wrong <= Fraction(1e-13) * Fraction(max(1.0, norm))


@pytest.mark.parametrize("seed", range(6))
def test_last_stages_of_twelve_nodes(seed):
    one = random_network(seed, 12, 2.5)
    told = expected(one, "last-stage", STAGE)
    assert_exact(one, attribute(one, "last-stage", STAGE), last_stage(one), told.norm)


@pytest.mark.parametrize("seed", range(6))
def test_flags_of_twelve_nodes(seed):
    one = random_network(seed, 12, 2.5)
    ids = one.column("node")
    flags = {"few": ids[:2], "some": ids[1::4], "many": ids[::2], "every": ids}
    told = expected(one, "touched", None, flags)
    assert_exact(one, attribute(one, "touched", flags=flags), touched(one, flags), told.norm)


@settings(max_examples=60)
@given(networks())
def test_last_stages_of_any_network(one):
    if STAGE in one.column("stage"):
        assert_exact(one, attribute(one, "last-stage", STAGE), last_stage(one), expected(one, "last-stage", STAGE).norm)


@settings(max_examples=60)
@given(networks(), st.data())
def test_flags_of_any_network(one, data):
    some = st.lists(st.sampled_from(one.column("node")), min_size=1, unique=True)
    flags = data.draw(st.dictionaries(st.sampled_from(("a", "b", "c")), some, min_size=1))
    told = expected(one, "touched", None, flags)
    assert_exact(one, attribute(one, "touched", flags=flags), touched(one, flags), told.norm)


def test_a_share_that_is_off_by_a_digit_would_be_seen():
    one = random_network(0, 12, 2.5)
    found = attribute(one, "last-stage", STAGE)
    found.shares[np.unravel_index(found.shares.argmax(), found.shares.shape)] -= 1e-11
    with pytest.raises(AssertionError):
        assert_exact(one, found, last_stage(one), 1.0)
