"""Every database is opened so that it draws no bar of progress among what a command answers."""

from pathlib import Path

SOURCES = Path(__file__).resolve().parents[2] / "src"


def test_every_database_is_opened_silent():
    found = [path.name for path in SOURCES.rglob("*.py") if "duckdb.connect(" in path.read_text("utf-8")]
    assert found == ["database.py"]
