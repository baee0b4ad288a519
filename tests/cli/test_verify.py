import os
import subprocess
import sys

from tests.made_up import release, year

TIN = {"property": "production", "mineral": "tin", "stage": "mine", "place": "XA", "unit": "t", **year(2028)}


def verify(home):
    return subprocess.run(
        [sys.executable, "-m", "orepath.cli", "releases", "--verify"],
        capture_output=True,
        text=True,
        env={**os.environ, "OREPATH_HOME": str(home)},
    )


def test_a_check_that_fails_names_every_changed_file_and_exits_with_1(home):
    (home / "releases").mkdir()
    made = [release(home / "releases", [{**TIN, "value": 5.0}], dataset=name) for name in ("made-up", "made-up-too")]
    assert verify(home).returncode == 0
    for each in made:
        each.tables[0].path.write_bytes(b"changed")
    done = verify(home)
    assert done.returncode == 1
    assert done.stderr.count("statements.parquet was changed") == 2
