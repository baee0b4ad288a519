"""Checks that look at several rows: told twice, more than the whole, and cycles with nobody outside. All made up."""

from fractions import Fraction

import numpy as np
import pytest

from orepath.control.reading import read_register
from orepath.control.reading.names import Names
from orepath.control.reading.over import percent
from orepath.control.reading.totals import scaled
from orepath.control.register import Stakes
from tests.control.reading.made_up import HEAD, codes, entities_file, links, stakes_file, told


def read(tmp_path, *rows):
    return links(read_register(stakes_file(tmp_path, *rows), entities_file(tmp_path)))


def refused(tmp_path, *rows):
    return codes(stakes_file(tmp_path, *rows), entities_file(tmp_path))


class TestTwice:
    def test_the_same_row_again(self, tmp_path):
        rows = [("gov", "hold", "equity", "0.2"), ("ann", "hold", "equity", "0.2"), ("gov", "hold", "equity", "0.2")]
        assert (
            "row 4: the row says again what row 2 says"
            in told(stakes_file(tmp_path, *rows), entities_file(tmp_path))[0]
        )

    def test_the_same_share_written_otherwise(self, tmp_path):
        assert refused(tmp_path, ("gov", "hold", "equity", "1/5"), ("gov", "hold", "equity", "0.20")) == [
            "control_row_twice"
        ]

    def test_another_share_of_the_same_on_some_of_the_days(self, tmp_path):
        rows = [
            ("gov", "hold", "equity", "0.2", "2020-01-01", "2022-01-01"),
            ("gov", "hold", "equity", "0.3", "2021-12-31", ""),
        ]
        assert refused(tmp_path, *rows) == ["control_stake_twice"]

    def test_a_long_stake_over_two_short_ones(self, tmp_path):
        rows = [
            ("gov", "hold", "equity", "0.2", "2020-01-01", "2030-01-01"),
            ("gov", "hold", "equity", "0.3", "2021-01-01", "2022-01-01"),
            ("gov", "hold", "equity", "0.1", "2025-01-01", "2026-01-01"),
        ]
        assert refused(tmp_path, *rows) == ["control_stake_twice"] * 2

    def test_one_after_the_other_is_no_fault(self, tmp_path):
        rows = [
            ("gov", "hold", "equity", "0.2", "", "2022-01-01"),
            ("gov", "hold", "equity", "0.3", "2022-01-01", "2023-01-01"),
            ("gov", "hold", "votes", "0.3", "", ""),
        ]
        assert len(read(tmp_path, *rows)) == 3

    def test_several_owners_nobody_knows_are_no_fault(self, tmp_path):
        assert read(tmp_path, ("unknown", "hold", "equity", "0.2"), ("unknown", "hold", "equity", "0.1")) == [
            "? hold equity 1/5",
            "? hold equity 1/10",
        ]

    def test_but_the_same_row_of_them_again_is(self, tmp_path):
        rows = [("unknown", "hold", "equity", "0.2"), ("不明", "hold", "equity", "20/100")]
        assert refused(tmp_path, *rows) == ["control_row_twice"]


class TestOver:
    def test_the_rows_and_the_first_day_are_named(self, tmp_path):
        rows = [
            ("gov", "hold", "equity", "0.6", "2020-01-01", ""),
            ("ann", "hold", "equity", "0.4", "", "2021-01-01"),
            ("mine", "hold", "equity", "0.3", "2021-01-01", ""),
            ("works", "hold", "equity", "0.11", "2022-05-06", "2023-01-01"),
            ("works", "hold", "votes", "0.9", "", ""),
        ]
        said = told(stakes_file(tmp_path, *rows), entities_file(tmp_path))
        assert len(said) == 1
        assert "stakes.csv: equity of 'hold' come to 101 % on 2022-05-06 (row 2, 4, 5)." in said[0]

    def test_exactly_the_whole_is_no_fault(self, tmp_path):
        assert len(read(tmp_path, *[(who, "hold", "equity", "1/3") for who in ("gov", "ann", "unknown")])) == 3

    def test_a_hair_more_than_the_whole_is_one(self, tmp_path):
        rows = [
            ("gov", "hold", "equity", "0.333333333333333334"),
            ("ann", "hold", "equity", "1/3"),
            ("unknown", "hold", "equity", "1/3"),
        ]
        assert refused(tmp_path, *rows) == ["control_sum_over"]

    def test_denominators_that_have_nothing_in_common_are_added_exactly(self, tmp_path):
        primes = ["1/999999999989", "1/999999999961", "1/999999999959"]
        rest = 1 - sum(Fraction(text) for text in primes[:2])
        assert rest.denominator > 10**18  # no cell can hold it
        rows = [
            ("gov", "hold", "equity", "999999999988/999999999989"),
            ("ann", "hold", "equity", "1/999999999989"),
            ("gov", "mine", "equity", "999999999960/999999999961"),
            ("ann", "mine", "equity", "1/999999999959"),
        ]
        said = told(stakes_file(tmp_path, *rows), entities_file(tmp_path))
        assert len(said) == 1 and "equity of 'mine' come to ≈ 100 %" in said[0]

    @pytest.mark.parametrize(
        ("metric", "fine"), [("equity", False), ("votes", False), ("seats", False), ("debt", False), ("appoints", True)]
    )
    def test_rights_to_appoint_are_no_parts_of_one_whole(self, tmp_path, metric, fine):
        rows = [("gov", "hold", metric, "0.6"), ("ann", "hold", metric, "0.6")]
        if fine:
            assert len(read(tmp_path, *rows)) == 2
        else:
            assert refused(tmp_path, *rows) == ["control_sum_over"]

    def test_of_bounds_the_least_counts(self, tmp_path):
        assert len(read(tmp_path, ("gov", "hold", "votes", "0.5..0.9"), ("ann", "hold", "votes", "0.5..0.9"))) == 2
        assert refused(tmp_path, ("gov", "hold", "votes", "0.5..0.9"), ("ann", "hold", "votes", "0.51")) == [
            "control_sum_over"
        ]

    def test_a_share_passed_on_during_a_day_is_held_once(self, tmp_path):
        rows = [("gov", "hold", "equity", "1", "", "2022-01-01"), ("ann", "hold", "equity", "1", "2022-01-01", "")]
        assert len(read(tmp_path, *rows)) == 2

    def test_many_entities_over_the_whole_are_counted(self, tmp_path):
        who = [("gov", "Made-up Government", "government", "", "")] + [
            (f"e{n}", "", "company", "", "") for n in range(1200)
        ]
        path = tmp_path / "stakes.csv"
        lines = [f"gov,e{n},equity,0.6,,\nunknown,e{n},equity,0.6,,\n" for n in range(1200)]
        path.write_text(HEAD + "".join(lines), "utf-8")
        found = codes(path, entities_file(tmp_path, who))
        assert found.count("control_sum_over") == 1000 and found[-1] == "network_more"

    def test_said_in_percent(self):
        assert [percent(Fraction(text)) for text in ("1", "1.05", "4/3")] == ["100 %", "105 %", "≈ 133.333333 %"]


class TestClosedCycles:
    def test_two_that_own_each_other_wholly(self, tmp_path):
        said = told(
            stakes_file(tmp_path, ("hold", "mine", "equity", "1"), ("mine", "hold", "equity", "100/100")),
            entities_file(tmp_path),
        )
        assert len(said) == 1
        assert "on – all equity of hold, mine are held by these themselves, and nobody outside holds any." in said[0]

    def test_a_sum_of_parts_closes_a_set_of_three(self, tmp_path):
        rows = [
            ("mine", "hold", "votes", "0.5"),
            ("works", "hold", "votes", "0.5"),
            ("hold", "mine", "votes", "1"),
            ("hold", "works", "votes", "0.7"),
            ("mine", "works", "votes", "0.3"),
        ]
        assert refused(tmp_path, *rows) == ["control_cycle_closed"]

    def test_one_that_owns_itself_wholly(self, tmp_path):
        assert refused(tmp_path, ("hold", "hold", "equity", "1")) == ["control_cycle_closed"]

    def test_treasury_shares_are_no_fault(self, tmp_path):
        assert len(read(tmp_path, ("hold", "hold", "equity", "0.1"), ("gov", "hold", "equity", "0.9"))) == 2

    @pytest.mark.parametrize("outside", ["gov", "unknown"])
    def test_anybody_outside_opens_it(self, tmp_path, outside):
        rows = [
            ("hold", "mine", "equity", "1"),
            ("mine", "hold", "equity", "0.99"),
            (outside, "hold", "equity", "0.01"),
        ]
        assert len(read(tmp_path, *rows)) == 3

    def test_less_than_the_whole_leaves_somebody_outside(self, tmp_path):
        assert len(read(tmp_path, ("hold", "mine", "equity", "1"), ("mine", "hold", "equity", "0.999999"))) == 2

    @pytest.mark.parametrize("metric", ["seats", "debt", "appoints"])
    def test_only_equity_and_votes(self, tmp_path, metric):
        assert len(read(tmp_path, ("hold", "mine", metric, "1"), ("mine", "hold", metric, "1"))) == 2

    def test_metrics_are_not_taken_together(self, tmp_path):
        assert len(read(tmp_path, ("hold", "mine", "equity", "1"), ("mine", "hold", "votes", "1"))) == 2

    def test_on_some_days_only(self, tmp_path):
        rows = [
            ("hold", "mine", "equity", "1", "2020-01-01", "2023-01-01"),
            ("mine", "hold", "equity", "1", "2022-01-01", "2024-01-01"),
        ]
        assert "on 2022-01-01 all equity" in told(stakes_file(tmp_path, *rows), entities_file(tmp_path))[0]

    def test_on_days_that_do_not_meet_it_is_none(self, tmp_path):
        rows = [
            ("hold", "mine", "equity", "1", "2020-01-01", "2022-01-01"),
            ("mine", "hold", "equity", "1", "2022-01-01", "2024-01-01"),
        ]
        assert len(read(tmp_path, *rows)) == 2

    def test_two_sets_are_two_faults(self, tmp_path):
        rows = [("hold", "mine", "equity", "1"), ("mine", "hold", "equity", "1"), ("works", "works", "equity", "1")]
        assert refused(tmp_path, *rows) == ["control_cycle_closed"] * 2

    def test_what_the_set_owns_below_is_not_named(self, tmp_path):
        rows = [("hold", "hold", "equity", "1"), ("hold", "mine", "equity", "1"), ("mine", "works", "equity", "1")]
        said = told(stakes_file(tmp_path, *rows), entities_file(tmp_path))
        assert len(said) == 1 and "all equity of hold are held" in said[0]

    def test_a_long_chain_below_a_person_is_quick_and_no_fault(self, tmp_path):
        count = 20_000
        who = [("gov", "", "government", "", ""), *((f"e{n:05}", "", "company", "", "") for n in range(count))]
        path = tmp_path / "stakes.csv"
        chain = "".join(f"e{n:05},e{n + 1:05},equity,1,,\n" for n in range(count - 1))
        path.write_text(HEAD + "gov,e00000,equity,0.5,,\n" + f"e{count - 1:05},e00000,equity,0.5,,\n" + chain, "utf-8")
        assert len(read_register(path, entities_file(tmp_path, who)).stakes.row) == count + 1


def test_unknown_ids_are_compared_with_those_spelled_alike_however_many_there_are():
    names = Names("entity", [f"entity-{number:06}" for number in range(100_000)] + ["Made-up Nickel"])
    (fault,) = names.unknown("made-up nickle", "here")
    assert fault.values["meant"] == "Made-up Nickel"


def test_a_common_denominator_is_common_to_most():
    numerator = np.array([1, 1, 1, 1])
    denominator = np.array([100, 100, 3, 999_999_999_989])
    zero = np.zeros(4, dtype=np.int32)
    stakes = Stakes(zero, zero, zero.astype(np.int8), numerator, numerator, denominator, zero, zero, zero)
    found = scaled(stakes)
    assert found.whole == 300
    assert found.share.tolist() == [3, 3, 100, 0] and found.loose.tolist() == [False, False, False, True]
