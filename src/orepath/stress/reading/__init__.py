"""Shocks, read: a TOML file of a user, checked as a whole and against the networks it is asked of.

A file comes in; shocks come out, one a mineral, with every fault at once where there is any. It never guesses what a
word means and never leaves a file half read.
"""

from orepath.stress.reading.checking import check
from orepath.stress.reading.file import read_shocks

__all__ = ["check", "read_shocks"]
