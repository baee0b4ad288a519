"""Faults of a file and faults against the networks stand in one message."""

from __future__ import annotations

import pytest

from orepath.errors import InputError
from orepath.reference.in_use import open_evidence
from orepath.stress.asked import stress

FILE = """
[[shock]]
imposer = "ZA"
minerals = ["manganese"]
stage = "cell"
targets = ["all"]
instrument = "ban"
from_ = 2026-12-01

[[shock]]
imposer = "ZA"
minerals = ["manganese"]
stage = "mine"
targets = ["JP"]
instrument = "ban"
share = 1.5
from_ = 2026-12-01
"""


def test_all_faults_stand_in_one_message(tmp_path):
    path = tmp_path / "made-up.toml"
    path.write_text(FILE, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        stress(path, draws=0, evidence=open_evidence())
    said = caught.value.message()
    assert "manganese has no cell stage in this release" in said
    assert "a share cannot be over 100 %" in said
