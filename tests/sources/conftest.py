"""What tests of readers share: reading into a folder, and recorded rows."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from orepath.evidence.reading import Reading, Sink
from orepath.sources.importing import reader

GOLDEN = Path(__file__).parent / "golden"
RECORD = bool(os.environ.get("OREPATH_RECORD"))
"""``OREPATH_RECORD=1 pytest tests/sources`` writes the recorded rows anew; look at the difference before committing."""

Rows = list[dict[str, Any]]


@pytest.fixture(scope="session")
def read_rows(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Path], tuple[Reading, Rows]]:
    """What a reader says it did with a file, and the statements it wrote."""

    def read(dataset: str, path: Path) -> tuple[Reading, Rows]:
        folder = tmp_path_factory.mktemp(dataset)
        reading = reader(dataset).read(path, Sink(folder))
        return reading, pq.read_table(folder / "statements.parquet").to_pylist()

    return read


@pytest.fixture
def golden_rows() -> Callable[[str, Rows], None]:
    """Compare rows with those recorded under a name."""

    def compare(name: str, rows: Rows) -> None:
        shown = [{key: str(value) for key, value in row.items() if value is not None} for row in rows]
        text = json.dumps(shown, ensure_ascii=False, indent=1) + "\n"
        path = GOLDEN / f"{name}.json"
        if RECORD:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        assert path.read_text("utf-8") == text

    return compare
