"""How much memory is free for this process."""

from __future__ import annotations

import os
from pathlib import Path

UNLIMITED = 2**60
"""Limits from here on are none."""


def free_bytes(root: Path = Path("/")) -> int | None:
    """Bytes that may still be taken: what the system has available, and within the limits of control groups.

    None where the system does not say.

    Parameters
    ----------
    root
        Where ``proc`` and ``sys`` stand.
    """
    found = [*_of_system(root), *_of_groups(root)]
    return max(0, min(found)) if found else None


def _of_system(root: Path) -> list[int]:
    for line in _lines(root / "proc" / "meminfo"):
        name, _, said = line.partition(":")
        if name == "MemAvailable":
            return [int(said.split()[0]) * 1024]
    try:
        return [os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_AVPHYS_PAGES")]
    except (ValueError, OSError):
        return []


def _of_groups(root: Path) -> list[int]:
    """What is left in the control group of this process and in each above it, in either version."""
    found = []
    for line in _lines(root / "proc" / "self" / "cgroup"):
        number, controllers, inside = line.split(":", 2)
        if number == "0":
            place, files = root / "sys/fs/cgroup", ("memory.max", "memory.current")
        elif "memory" in controllers.split(","):
            place, files = root / "sys/fs/cgroup/memory", ("memory.limit_in_bytes", "memory.usage_in_bytes")
        else:
            continue
        group = place / inside.strip("/")
        for each in (group, *(parent for parent in group.parents if parent.is_relative_to(place))):
            limit, used = (_number(each / name) for name in files)
            if limit is not None and used is not None and limit < UNLIMITED:
                found.append(limit - used + _reclaimed(each))
    return found


def _reclaimed(group: Path) -> int:
    """Bytes of files that the system kept at hand and would give back."""
    said = dict(line.split()[:2] for line in _lines(group / "memory.stat") if len(line.split()) > 1)
    return int(said.get("total_inactive_file", said.get("inactive_file", "0")))


def _number(path: Path) -> int | None:
    said = "".join(_lines(path)).strip()
    return int(said) if said.isdecimal() else None


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8").splitlines()
    except OSError:
        return []
