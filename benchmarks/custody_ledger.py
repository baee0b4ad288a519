"""EPCIS events into the ledger, beside plain JSON parsing of the same bytes.

Prints, for each number of made-up events, processor time of the ledger over that of `json.loads`, time an event, and
the most memory. Each size is a process of its own, so that memory is its own. Files go to a temporary folder.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from orepath.custody.asked import ledger

SIZES = (10_000, 100_000, 1_000_000)
SEED = 20260101
SITES = [f"urn:epc:id:sgln:4012345.{number:05d}.0" for number in range(40)]
PARTIES = [f"urn:epc:id:pgln:4012345.{number:05d}" for number in range(40)]
CONTEXT = (
    '{"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", '
    '{"example": "https://ns.example.com/"}]'
)


def write(path: Path, count: int) -> None:
    """Made-up events: two of three lots begin, every third event turns the two before into one, which is shipped."""
    source = random.Random(SEED)
    with path.open("w", encoding="utf-8") as file:
        file.write(CONTEXT + ', "type": "EPCISDocument", "schemaVersion": "2.0", ')
        file.write('"creationDate": "2026-01-01T00:00:00Z", "epcisBody": {"eventList": [')
        for number in range(count):
            file.write(("," if number else "") + json.dumps(event(source, number)))
        file.write("]}}")


def event(source: random.Random, number: int) -> dict[str, object]:
    """One of them."""
    day = f"2025-{1 + number // 10_000 % 12:02d}-{1 + number // 400 % 28:02d}"
    made: dict[str, object] = {
        "eventTime": f"{day}T{number // 60 % 24:02d}:{number % 60:02d}:00.000+09:00",
        "eventTimeZoneOffset": "+09:00",
        "readPoint": {"id": source.choice(SITES)},
        "bizLocation": {"id": source.choice(SITES)},
        "bizTransactionList": [{"type": "po", "bizTransaction": f"urn:epc:id:gdti:4012345.00001.{number}"}],
        "example:operator": f"made-up {number % 97}",
    }
    lots = [f"urn:epc:class:lgtin:4012345.{each % 1_000_000:06d}.{each}" for each in (number - 2, number - 1, number)]
    mass = [10 + each % 7 for each in (number - 2, number - 1)]
    turn = number % 4
    if turn < 2:
        amount = {"epcClass": lots[2], "quantity": 10 + number % 7, "uom": "KGM"}
        return {"type": "ObjectEvent", "action": "ADD", "bizStep": "commissioning", "quantityList": [amount], **made}
    if turn == 2:
        taken = [{"epcClass": lot, "quantity": each, "uom": "KGM"} for lot, each in zip(lots[:2], mass, strict=True)]
        out = [{"epcClass": lots[2], "quantity": round(0.9 * sum(mass), 3), "uom": "KGM"}]
        lists = {"inputQuantityList": taken, "outputQuantityList": out, "disposition": "in_progress"}
        return {"type": "TransformationEvent", "bizStep": "commissioning", **lists, **made}
    owners = {"sourceList": [{"type": "owning_party", "source": PARTIES[number % 40]}]}
    owners["destinationList"] = [{"type": "owning_party", "destination": PARTIES[(number + 7) % 40]}]
    quantity = round(0.9 * sum(10 + each % 7 for each in (number - 3, number - 2)), 3)
    moved = {"epcClass": lots[1], "quantity": quantity, "uom": "KGM"}
    told = {"action": "OBSERVE", "bizStep": "shipping", "quantityList": [moved]}
    return {"type": "ObjectEvent", **told, **owners, **made}


def measure(path: Path, what: str) -> None:
    """One measurement, printed as JSON: processor time (s) and the most memory (MB)."""
    if what == "json":
        data = path.read_bytes()
        start = time.process_time()
        found = len(json.loads(data)["epcisBody"]["eventList"])
    else:
        start = time.process_time()
        kept = ledger(path)
        found = kept.columns.events
        assert not kept.violations
    took = time.process_time() - start
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": took, "megabytes": most, "events": found}))


def main() -> None:
    """Print the ratios for each size."""
    with tempfile.TemporaryDirectory() as folder:
        for count in SIZES:
            path = Path(folder) / f"{count}.jsonld"
            write(path, count)
            told = {}
            for what in ("json", "ledger"):
                line = [sys.executable, __file__, what, str(path)]
                told[what] = json.loads(subprocess.run(line, capture_output=True, text=True, check=True).stdout)
            ours, plain = told["ledger"], told["json"]
            print(
                f"{count:>9,} events, {path.stat().st_size / count:.0f} bytes each: "
                f"{ours['seconds'] / plain['seconds']:.1f} times json.loads; {1e6 * ours['seconds'] / count:.1f} µs an "
                f"event; {ours['megabytes']:.0f} MB (json.loads {plain['megabytes']:.0f} MB)"
            )
            path.unlink()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(Path(sys.argv[2]), sys.argv[1])
    else:
        main()
