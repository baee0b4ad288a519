"""A fleet's answers are those of its batteries one by one."""

from fractions import Fraction

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orepath.qualification.fleet import blocks
from orepath.qualification.fleet.fleet import qualify_fleet
from orepath.qualification.qualify import qualify
from orepath.tabular.quantity import percent
from tests.qualification.made_up_chains import COLUMNS, as_csv, chains

RULE, AGREEMENT = "clean-vehicle-critical-minerals", "us-japan-2023"
DAYS = st.sampled_from(
    [
        {"on": "2025-06-01"},
        {"on": "2023-04-17"},
        {"on": "2027-06-01", "acquired": "2025-09-30"},
        {"on": "2027-06-01", "acquired": "2025-09-30", "reported": "2027-01-01"},
    ]
)


def rows_of(batteries):
    return [{"battery_id": battery, **row} for battery, rows in batteries.items() for row in rows]


def one_by_one(rows, test, days):
    table = pa.table({name: [row[name] for row in rows] for name in COLUMNS})
    return qualify(RULE, table, test=test, **days)


def as_row(found, end=""):
    exact = found.share is not None
    return {
        f"share{end}": f"{found.share.numerator}/{found.share.denominator}" if exact else None,
        f"percent{end}": percent(found.share) if exact else None,
        f"low{end}": None if exact else f"{found.low.numerator}/{found.low.denominator}",
        f"high{end}": None if exact else f"{found.high.numerator}/{found.high.denominator}",
        f"passes{end}": found.passes,
        f"missing{end}": len(found.missing),
    }


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(chains(unknown=True), min_size=1, max_size=8),
    st.sampled_from(["traced", "half"]),
    DAYS,
    st.sampled_from([600, 1 << 24]),
)
def test_fleet_equals_one_by_one(tmp_path, monkeypatch, made, test, days, block):
    monkeypatch.setattr(blocks, "BLOCK", block)
    batteries = {f"B-{number}" if number % 2 else f"電池{number}": rows for number, rows in enumerate(made)}
    path = tmp_path / "fleet.csv"
    path.write_bytes(as_csv(rows_of(batteries), ("battery_id", *COLUMNS)))
    told = qualify_fleet(RULE, path, tmp_path / "out.parquet", test=test, **days)
    found = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert [row["battery_id"] for row in found] == list(batteries)
    for row, rows in zip(found, batteries.values(), strict=True):
        alone = one_by_one(rows, test, days)
        expected = as_row(alone) | as_row(alone.without[AGREEMENT], f"_without_{AGREEMENT}")
        plain = {
            name: str(cell) if name.startswith("percent") and cell is not None else cell for name, cell in row.items()
        }
        assert plain == {"battery_id": row["battery_id"], **expected}
    assert told.batteries == len(batteries)
    passes = [row["passes"] for row in found]
    assert (told.with_.met, told.with_.not_met) == (passes.count(True), passes.count(False))
    assert told.with_.open + told.with_.none == passes.count(None)


def test_what_an_agreement_leaves_out_is_left_out(tmp_path):
    rows = rows_of({"B": [dict(zip(COLUMNS, ("c", "nickel", "1", "processing", "JP", "1", ""), strict=True))]})
    rows.append({**rows[0], "activity": "extraction", "country": "ID"})
    (tmp_path / "fleet.csv").write_bytes(as_csv(rows, ("battery_id", *COLUMNS)))
    told = qualify_fleet(
        RULE, tmp_path / "fleet.csv", tmp_path / "out.csv", test="half", on="2025-06-01", without=[AGREEMENT]
    )
    assert told.without == {} and told.with_.not_met == 1
    header, row = (tmp_path / "out.csv").read_text("utf-8").splitlines()
    assert header == '"battery_id","share","percent","low","high","passes","missing"'
    assert row == '"B","0/1",0.0,,,false,0'


@pytest.mark.parametrize("tail", ["", "\n", "\r\n\r\n", ",,,,,,,\n"])
@pytest.mark.parametrize("head", ["", "\ufeff", "\n\n"])
def test_blank_rows_and_a_byte_order_mark_are_nothing(tmp_path, head, tail):
    rows = rows_of({"B": [dict(zip(COLUMNS, ("c", "Ni", "3", "recycling", "US", "1", "x"), strict=True))]})
    text = head + as_csv(rows, ("battery_id", *COLUMNS)).decode() + tail
    (tmp_path / "fleet.csv").write_bytes(text.encode())
    assert qualify_fleet(RULE, tmp_path / "fleet.csv", tmp_path / "o.csv", test="half", on="2025-06-01").with_.met == 1


def test_many_denominators_stay_exact(tmp_path):
    """Twenty chains whose value added has denominators without a common factor."""
    primes = [101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167, 173, 179, 181, 191, 193, 197]
    rows = []
    for number, prime in enumerate(primes):
        for place, added in (("US", str(number + 1)), ("CN", str(prime - number - 1))):
            row = (f"c{number}", "cobalt", f"{prime}.13", "recycling", place, added, "")
            rows.append(dict(zip(COLUMNS, row, strict=True)))
    (tmp_path / "fleet.csv").write_bytes(as_csv(rows_of({"B": rows}), ("battery_id", *COLUMNS)))
    qualify_fleet(RULE, tmp_path / "fleet.csv", tmp_path / "o.parquet", test="traced", on="2025-06-01")
    values = [Fraction(f"{prime}.13") for prime in primes]
    counts = sum(value * Fraction(n + 1, prime) for n, (value, prime) in enumerate(zip(values, primes, strict=True)))
    assert Fraction(pq.read_table(tmp_path / "o.parquet")["share"][0].as_py()) == counts / sum(values)


@pytest.mark.parametrize("said", ["unknown", "不明"])
def test_a_value_that_nobody_knows_is_not_zero(tmp_path, said):
    def chain(chain_id, value, place):
        return dict(zip(COLUMNS, (chain_id, "nickel", value, "recycling", place, "1", ""), strict=True))

    batteries = {
        "known": [chain("a", "1", "US"), chain("b", "3", "CN")],
        "open": [chain("a", said, "US"), chain("b", "3", "CN")],
        "exact": [chain("a", said, "US"), chain("b", "3", "US")],
        "alone": [chain("a", said, "CN")],
    }
    (tmp_path / "fleet.csv").write_bytes(as_csv(rows_of(batteries), ("battery_id", *COLUMNS)))
    told = qualify_fleet(RULE, tmp_path / "fleet.csv", tmp_path / "o.parquet", test="traced", on="2025-06-01")
    found = {row["battery_id"]: row for row in pq.read_table(tmp_path / "o.parquet").to_pylist()}
    shares = {name: (row["share"], row["low"], row["high"], row["missing"]) for name, row in found.items()}
    assert shares == {
        "known": ("1/4", None, None, 0),
        "open": (None, "0/1", "1/1", 1),
        "exact": ("1/1", None, None, 0),
        "alone": ("0/1", None, None, 0),
    }
    assert (told.with_.met, told.with_.not_met, told.with_.open) == (1, 2, 1)
