"""What the dataset is, and the bounds of what is read of it."""

from __future__ import annotations

from orepath.evidence.source import source

SOURCE = source("orepath.sources.darpa_minmod")
NAME = "MinMod"
"""What messages call it."""
RESOURCE = "https://minmod.isi.edu/resource/"
"""What the identifier of every entity begins with."""
MOST_FAULTS = 200
"""Faults gathered before the reading ends."""
MOST_SITES = SOURCE.assertions["sites"][1] or 0
MOST_JUDGEMENTS = SOURCE.assertions["judgements"][1] or 0
