"""``python -m fuzzing``: thousands of changed files for every reader, before them some that no publisher issues, and
imports that are stopped.

A process that neither ends nor answers within the time given is ended, and that is told.
The findings of a number can be seen again with ``--dataset ID --first NUMBER --count 1 --keep FOLDER``.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from fuzzing.running import SHARED, run, run_stopped, run_unusual
from fuzzing.seeds import seeds

COUNT = 10_000


def main() -> int:
    """Run what was asked for; 1 where anything went wrong."""
    asked = argparse.ArgumentParser(prog="python -m fuzzing", description="Feed changed files to every reader.")
    asked.add_argument("--dataset", action="append", default=[], help="only this dataset; may be repeated")
    asked.add_argument(
        "--count", type=int, help="changed files a dataset, and no unusual ones; 10,000 and those if not said"
    )
    asked.add_argument("--first", type=int, default=0, help="number of the first change")
    asked.add_argument("--keep", type=Path, help="folder for the files that went wrong, or for a single one")
    asked.add_argument("--messages", type=Path, help="file for one message of each kind, to be read by a person")
    asked.add_argument("--unusual", action="store_true", help="no changed files: only unusual ones, and stops")
    given = asked.parse_args()
    if not SHARED.is_dir():
        print(f"fuzzing: the publishers' real files are not there ({SHARED.name})", file=sys.stderr)
        return 0
    wrong = 0
    kinds: dict[str, dict[str, str]] = {}
    for dataset in given.dataset or sorted(seeds()):
        if given.unusual or given.count is None:
            wrong += run_unusual(dataset) + run_stopped(dataset)
        if not given.unusual:
            wrong += run(dataset, given.first, given.count or COUNT, given.keep, kinds.setdefault(dataset, {}))
    if given.messages:
        given.messages.write_text(json.dumps(kinds, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
