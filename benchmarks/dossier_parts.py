"""Time of each part of the dossier in both languages, as shares of the whole. Nothing is asserted."""

import cProfile
import pstats
import tempfile
import time
from datetime import date
from pathlib import Path

from orepath.agreements.agreement import load
from orepath.cli.review import default_agreement
from orepath.commitments.assessment import assess_all
from orepath.evidence.store import Evidence
from orepath.reference.in_use import in_use
from orepath.review.compose import compose
from orepath.review.writer import parts

LARGEST = 6


def main() -> None:
    """Print the parts, the largest first, and what the whole spends its time in."""
    spent: dict[str, float] = {}

    def lap(name: str, since: float) -> float:
        now = time.perf_counter()
        spent[name] = spent.get(name, 0.0) + now - since
        return now

    agreement, day = load(default_agreement()), date(2026, 11, 23)
    profile = cProfile.Profile()
    start = clock = time.perf_counter()
    profile.enable()
    evidence = Evidence(in_use(), day)
    clock = lap("open the evidence", clock)
    findings = assess_all(evidence, agreement, day)
    clock = lap("findings", clock)
    document = compose(evidence, agreement, findings, day)
    clock = lap("chapters, charts drawn in both languages", clock)
    with tempfile.TemporaryDirectory() as folder:
        for name, content in parts(document):
            clock = lap(f"write {name}", clock)
            (Path(folder) / name).write_bytes(content)
    profile.disable()
    whole = time.perf_counter() - start
    print(f"{'part':45} {'share':>6}")
    for name, seconds in sorted(spent.items(), key=lambda entry: -entry[1]):
        print(f"{name:45} {seconds / whole:6.1%}")
    print("\nlargest single functions, as shares of the whole (profiled)")
    stats = pstats.Stats(profile)
    own = sorted(((row[2], key) for key, row in stats.stats.items()), reverse=True)  # type: ignore[attr-defined]
    for seconds, (_, _, function) in own[:LARGEST]:
        print(f"{function[:60]:60} {seconds / whole:6.1%}")


if __name__ == "__main__":
    main()
