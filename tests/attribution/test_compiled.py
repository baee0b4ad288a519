"""Machine code that processes keep for each other: never one signature's for another's."""

import subprocess
import sys

import numpy as np

from orepath.attribution.memory.compiled import Kept, exactly
from orepath.attribution.memory.ordering import incoming
from orepath.stress.rationing.kernel import ration_block


def files_of(loop):
    return loop._cache._cache_file


def test_every_loop_keeps_its_code_so():
    assert all(isinstance(files_of(loop), Kept) for loop in (incoming, ration_block))


def test_two_processes_that_begin_from_an_empty_index_write_two_files(tmp_path, monkeypatch):
    """What happens where both read the index before either wrote it."""
    one, other = (Kept(str(tmp_path), "made-up", 0.0) for _ in range(2))
    for each in (one, other):
        monkeypatch.setattr(each, "_load_index", dict)
    one.save("signature A", "code of A")
    other.save("signature B", "code of B")
    found = Kept(str(tmp_path), "made-up", 0.0)
    assert len(list(tmp_path.glob("*.nbc"))) == 2
    assert found.load("signature B") == "code of B" and found.load("signature A") is None
    found.save("signature A", "code of A")
    again = Kept(str(tmp_path), "made-up", 0.0)
    assert (again.load("signature A"), again.load("signature B")) == ("code of A", "code of B")


def test_what_is_kept_is_used_by_the_next_process():
    code = (
        "import pyarrow as pa, orepath\n"
        "from orepath.attribution.memory.ordering import incoming\n"
        "nodes = pa.table({'node': [1, 2], 'own': [1, 0], 'label': ['made-up', '']})\n"
        "orepath.attribute(nodes, pa.table({'source': [1], 'target': [2], 'flow': [1]}), engine='memory')\n"
        "print(sum(incoming.stats.cache_misses.values()), sum(incoming.stats.cache_hits.values()))\n"
    )
    told = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True) for _ in range(2)]
    assert [each.returncode for each in told] == [0, 0], told[0].stderr
    misses, hits = map(int, told[1].stdout.split())
    assert misses == 0 and hits > 0


def test_a_loop_that_rounds_one_by_one_is_no_fast_math():
    @exactly
    def product(left, right, more):
        return left * right + more

    big = np.float64(2.0**53 + 2)
    assert product(big, big, -(big * big)) == 0.0  # one instruction would give the rounding of the product
