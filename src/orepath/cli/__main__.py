"""``python -m orepath.cli``."""

from orepath.cli.main import run

run()
