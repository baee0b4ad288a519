"""The made-up fleet of the benchmark is one that is read, the same each time."""

from benchmarks.qualification.made import write_fleet
from orepath.qualification.fleet.fleet import qualify_fleet

RULE = "clean-vehicle-critical-minerals"


def test_it_is_read_and_is_not_all_of_one_kind(tmp_path):
    rows = write_fleet(tmp_path / "fleet.csv", 300, 20)
    assert len((tmp_path / "fleet.csv").read_text("utf-8").splitlines()) == rows + 1
    told = qualify_fleet(RULE, tmp_path / "fleet.csv", tmp_path / "out.parquet", test="traced", on="2025-06-01")
    assert told.batteries == 300 and told.with_.met > 0 and told.with_.not_met > 0 and told.with_.open == 0
    [without] = told.without.values()
    assert without.met < told.with_.met


def test_unknown_countries_leave_some_open(tmp_path):
    write_fleet(tmp_path / "fleet.csv", 300, 20, unknown=0.05)
    told = qualify_fleet(RULE, tmp_path / "fleet.csv", tmp_path / "out.parquet", test="traced", on="2025-06-01")
    assert told.with_.open > 0


def test_it_is_the_same_each_time(tmp_path):
    for name in ("one", "two"):
        write_fleet(tmp_path / name, 5, 20)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
