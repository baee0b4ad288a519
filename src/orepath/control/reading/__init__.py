"""Ownership statements, read: stakes and entities from CSV and XLSX, BODS 0.4 and GLEIF.

Files come in; a register of entities and stakes goes out, with every fault of all files at once where there is any. It
never repairs a row, never guesses what a cell means and never leaves a register half read.
"""

from orepath.control.reading.read import read_register

__all__ = ["read_register"]
