"""Arrow tables from the evidence."""

import warnings

from orepath.evidence.store import Evidence
from tests.made_up import release


def test_an_arrow_table_comes_without_a_warning_and_with_parameters(tmp_path):
    evidence = Evidence([release(tmp_path, trade=[(2030, "XA", "XB", "000001", 5.0, 2.0)])])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        table = evidence.table("select exporter, mass_t from trade where good = ? and year = ?", ["000001", 2030])
        assert evidence.table("select 1 as one where false").num_rows == 0
    assert table.to_pylist() == [{"exporter": "XA", "mass_t": 2.0}]
